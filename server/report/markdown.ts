import { type ComparedLink, type Comparison, countRelations, quoteOf, readingOfLink } from '../readings/comparison';
import { LineIndex } from '../text/lines';
import { type Message, msg } from '../text/message';
import { escapeMarkdown, plainQuote } from './markdownText';
import type { Translate } from './translate';
import { percent, readingLine, readingName, relationSign, relationWord, summaryParts } from './words';

/** A reading report as Markdown: per theme the counts, every link with both verbatim quotes and its evidence, the silences, the method. */
export function markdownReport(title: string, comparisons: readonly Comparison[], t: Translate): string {
  const out: string[] = [
    `# ${escapeMarkdown(title)}`,
    '',
    t(msg('Made with Counterpoint. Quotes are verbatim; line numbers refer to the files named.')),
    '',
  ];
  if (comparisons.length > 1) {
    out.push(
      `| ${[msg('Theme'), msg('Convergences'), msg('Divergences'), msg('Possibly related'), msg('Silences')].map(t).join(' | ')} |`,
      '|---|---:|---:|---:|---:|',
    );
    for (const comparison of comparisons) {
      const counts = countRelations(comparison.links);
      const silences = comparison.silences.left.length + comparison.silences.right.length;
      out.push(
        `| ${escapeMarkdown(comparison.pair.theme.title)} | ${counts.convergence} | ${counts.divergence} | ${counts.undetermined} | ${silences} |`,
      );
    }
    out.push('');
  }
  for (const comparison of comparisons) out.push(...themeSection(comparison, t));
  out.push(...methodSection(comparisons, t));
  return out.join('\n').trimEnd() + '\n';
}

function themeSection(comparison: Comparison, t: Translate): string[] {
  const { pair } = comparison;
  const authors = (side: 'left' | 'right'): string => {
    const names = pair[side].authors.map((author) => author.name).join(', ');
    return names === '' ? '' : ` — ${escapeMarkdown(names)}`;
  };
  const out = [`## ${escapeMarkdown(pair.theme.title)}`, ''];
  for (const question of pair.theme.questions) out.push(`- *${escapeMarkdown(question)}*`);
  if (pair.theme.questions.length > 0) out.push('');
  for (const side of ['left', 'right'] as const) {
    const label =
      side === 'left'
        ? msg('Left: {0}', escapeMarkdown(pair[side].title))
        : msg('Right: {0}', escapeMarkdown(pair[side].title));
    out.push(`**${t(label)}**${authors(side)} (\`${pair[side].path.replaceAll('`', "'")}\`)  `);
  }
  out.push('', `*${escapeMarkdown(readingLine(comparison.reading, t))}*`, '');
  for (const { part, heading } of summaryParts) {
    const text = comparison.summary?.[part];
    if (text != null) out.push(`**${t(heading)}.** ${escapeMarkdown(text)}`, '');
  }
  const groups: { heading: Message; relation: ComparedLink['relation'] }[] = [
    { heading: msg('Convergences'), relation: 'convergence' },
    { heading: msg('Divergences'), relation: 'divergence' },
    { heading: msg('Possibly related'), relation: 'undetermined' },
  ];
  for (const { heading, relation } of groups) {
    const links = comparison.links.filter((link) => link.relation === relation);
    if (links.length === 0) continue;
    out.push(`### ${relationSign(relation)} ${t(heading)} (${links.length})`, '');
    for (const link of links) out.push(...linkSection(comparison, link, t));
  }
  for (const side of ['left', 'right'] as const) out.push(...silenceSection(comparison, side, t));
  return out;
}

function linkSection(comparison: Comparison, link: ComparedLink, t: Translate): string[] {
  const out = [`#### ${escapeMarkdown(link.topic ?? t(relationWord(link.relation)))}`, ''];
  for (const side of ['left', 'right'] as const) {
    const lines = new LineIndex(comparison[side].text);
    for (const span of link[side]) {
      const place = t(msg('{0}, line {1}', escapeMarkdown(comparison.pair[side].title), lines.lineAt(span.start) + 1));
      out.push(`> ${escapeMarkdown(plainQuote(quoteOf(comparison[side], span)))}`, '>', `> — ${place}`, '');
    }
  }
  const facts = [t(msg('confidence {0}', percent(link.confidence)))];
  if (link.relationConfidence !== null) facts.push(t(msg('relation {0}', percent(link.relationConfidence))));
  const evidence = link.evidence
    .filter((item) => item.kind === 'concept' || item.kind === 'term')
    .map((item) => escapeMarkdown(item.text));
  if (evidence.length > 0) facts.push(t(msg('shared: {0}', [...new Set(evidence)].join(', '))));
  if (comparison.overlaid.length > 0) {
    const further = comparison.overlaid.filter(({ kind }) => link.alsoIn.includes(kind));
    const names = [readingOfLink(comparison, link), ...further].map((label) => escapeMarkdown(t(readingName(label))));
    facts.push(names.join(' + '));
  }
  out.push(facts.join(' · '), '');
  if (link.why !== null) out.push(escapeMarkdown(link.why), '');
  return out;
}

function silenceSection(comparison: Comparison, side: 'left' | 'right', t: Translate): string[] {
  const silences = comparison.silences[side];
  if (silences.length === 0) return [];
  const heading = side === 'left' ? msg('Named only on the left') : msg('Named only on the right');
  const out = [`### ○ ${t(heading)} (${silences.length})`, ''];
  const lines = new LineIndex(comparison[side].text);
  for (const silence of silences) {
    const why = silence.why === null ? '' : `: ${escapeMarkdown(silence.why)}`;
    out.push(`- **${escapeMarkdown(silence.topic)}**${why}`);
    for (const span of silence.spans) {
      out.push(
        `  - ${t(msg('line {0}', lines.lineAt(span.start) + 1))}: ${escapeMarkdown(plainQuote(quoteOf(comparison[side], span)))}`,
      );
    }
  }
  return [...out, ''];
}

function methodSection(comparisons: readonly Comparison[], t: Translate): string[] {
  const labels = comparisons.flatMap((comparison) => [comparison.reading, ...comparison.overlaid]);
  const once = (texts: readonly string[]): string[] => [...new Set(texts)];
  const out = [
    `## ${t(msg('Method and its limits'))}`,
    '',
    t(msg('Who read: {0}.', once(labels.map((label) => escapeMarkdown(t(readingName(label))))).join('; '))),
    '',
  ];
  for (const { name, provenance } of labels.filter(
    (label, i) => labels.findIndex((l) => l.name === label.name) === i,
  )) {
    if (provenance === null) continue;
    out.push(t(msg('How “{0}” was made: {1}', escapeMarkdown(name), escapeMarkdown(provenance.method))), '');
  }
  if (labels.some(({ attached }) => attached !== null)) {
    out.push(
      t(
        msg(
          'A reading that was made elsewhere finds its sentences in these texts by their letters; where a text differs, a link may keep fewer sentences or be left out. Its confidence is how often independent annotators linked passages that such a reading links with the same strength, measured on three themes of one compendium.',
        ),
      ),
      '',
    );
  }
  if (labels.some(({ kind }) => kind === 'engine')) {
    out.push(
      t(
        msg(
          'The engine compares words, not meaning: it finds passages that share telling words, misses what is said in other words, and leaves a relation open unless the text itself shows it. Confidence is how often a careful reader linked passages that the engine ranked like these. Check each link before you rely on it.',
        ),
      ),
      '',
    );
  }
  return out;
}
