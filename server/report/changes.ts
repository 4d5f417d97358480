/** *What Changed?*: what a revision of the essays did to their alignment, as Markdown and as data. */
import type { Relation, Side } from '../alignment/reading';
import { quoteOf } from '../readings/comparison';
import { type Cause, type Change, type Changes, isUnchanged, type SentenceCounts } from '../review/changes';
import type { ReviewedLink, ReviewedSilence } from '../review/reviewed';
import type { Essay, Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { type Message, msg } from '../text/message';
import { escapeMarkdown, plainQuote } from './markdownText';
import { textDifference } from './textDifference';
import type { Translate } from './translate';
import { visibleText } from './visibleText';
import { readingName, relationSign, relationWord } from './words';

const sides = ['left', 'right'] as const;

/**
 * What changed in a pair, as Markdown: the counts, then every link and silence that is new, gone, relabelled, moved or reworded, with the
 * difference of its sentences. What was taken out is in `<del>`, what was put in, in `<ins>`.
 * @param since what the essays are compared with, for people: “commit 3f2a1b0”
 */
export function changesMarkdown(changes: Changes, since: string, t: Translate): string {
  const { before, after } = changes;
  const out = [
    `# ${escapeMarkdown(t(msg('What changed: {0}', visibleText(after.pair.theme.title))))}`,
    '',
    `*${escapeMarkdown(t(msg('Compared with {0}', visibleText(since))))}*`,
    '',
    `*${escapeMarkdown(visibleText(t(readingName(after.reading))))}*`,
    '',
  ];
  if (before.reading.name !== after.reading.name || before.reading.kind !== after.reading.kind) {
    const was = visibleText(t(readingName(before.reading)));
    out.push(
      escapeMarkdown(
        t(msg('The earlier texts could only be read otherwise: {0}. Links differ for that reason too.', was)),
      ),
      '',
    );
  }
  if (isUnchanged(changes))
    return [...out, t(msg('Nothing changed: texts, links and silences are the same.')), ''].join('\n');
  out.push(...sentenceTable(changes, t), '', linkCounts(changes, t), '');
  const lines = linesOf(changes);
  for (const { kind, heading } of headings) {
    const group = changes.links.filter((change) => change.kind === kind);
    if (group.length === 0) continue;
    out.push(`## ${t(heading)} (${group.length})`, '');
    for (const change of group) out.push(...linkSection(changes, change, lines, t));
  }
  for (const { side, heading } of silenceHeadings) {
    const group = changes.silences[side];
    if (group.length === 0) continue;
    out.push(`## ${t(heading)} (${group.length})`, '');
    for (const change of group) out.push(...silenceItem(changes, side, change, lines, t));
    out.push('');
  }
  return `${out.join('\n').trimEnd()}\n`;
}

/** What changed in a pair, for programs. Offsets are UTF-16 code units into the canonical text of the version that they are of. */
export function changesData(changes: Changes): unknown {
  const { before, after, sentences, unchanged } = changes;
  const places = (version: 'before' | 'after', side: Side, spans: readonly Span[]): unknown =>
    spans.map((span) => ({ quote: quoteOf(changes[version][side], span), ...span }));
  const link = (version: 'before' | 'after', each: ReviewedLink): unknown => ({
    id: each.id,
    relation: each.relation,
    topic: each.topic,
    left: places(version, 'left', each.left),
    right: places(version, 'right', each.right),
  });
  const silence = (version: 'before' | 'after', side: Side, each: ReviewedSilence): unknown => ({
    id: each.id,
    topic: each.topic,
    spans: places(version, side, each.spans),
  });
  const data = <T>(change: Change<T>, write: (version: 'before' | 'after', each: T) => unknown): unknown => ({
    kind: change.kind,
    ...('cause' in change ? { cause: change.cause } : {}),
    ...('before' in change ? { before: write('before', change.before) } : {}),
    ...('after' in change ? { after: write('after', change.after) } : {}),
  });
  return {
    theme: after.pair.theme.id,
    left: after.pair.left.path,
    right: after.pair.right.path,
    readings: { before: before.reading.name, after: after.reading.name },
    sentences,
    unchanged,
    links: changes.links.map((change) => data(change, link)),
    silences: {
      left: changes.silences.left.map((change) => data(change, (version, each) => silence(version, 'left', each))),
      right: changes.silences.right.map((change) => data(change, (version, each) => silence(version, 'right', each))),
    },
  };
}

const headings = [
  { kind: 'new', heading: msg('New links') },
  { kind: 'gone', heading: msg('Links that are gone') },
  { kind: 'relabelled', heading: msg('Relabelled links') },
  { kind: 'moved', heading: msg('Moved links') },
  { kind: 'reworded', heading: msg('Links in other words') },
] as const;

const silenceHeadings = [
  { side: 'left', heading: msg('Silences: named only on the left') },
  { side: 'right', heading: msg('Silences: named only on the right') },
] as const;

type Lines = Readonly<Record<'before' | 'after', Readonly<Record<Side, LineIndex>>>>;

function linesOf({ before, after }: Changes): Lines {
  const of = ({ left, right }: { readonly left: Essay; readonly right: Essay }): Record<Side, LineIndex> => ({
    left: new LineIndex(left.text),
    right: new LineIndex(right.text),
  });
  return { before: of(before), after: of(after) };
}

function sentenceTable({ after, sentences }: Changes, t: Translate): string[] {
  const columns = [
    { key: 'new', heading: msg('new') },
    { key: 'gone', heading: msg('gone') },
    { key: 'reworded', heading: msg('in other words') },
    { key: 'moved', heading: msg('in another place') },
  ] as const satisfies readonly { readonly key: keyof SentenceCounts; readonly heading: Message }[];
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row([t(msg('Sentences')), ...columns.map(({ heading }) => t(heading))]),
    '|---|---:|---:|---:|---:|',
    ...sides.map((side) =>
      row([
        escapeMarkdown(visibleText(after.pair[side].title)),
        ...columns.map(({ key }) => String(sentences[side][key])),
      ]),
    ),
  ];
}

function linkCounts({ links, unchanged }: Changes, t: Translate): string {
  const count = (kind: Change<unknown>['kind']): number => links.filter((change) => change.kind === kind).length;
  return escapeMarkdown(
    t(
      msg(
        'Links: {0} new, {1} gone, {2} relabelled, {3} moved, {4} in other words; {5} as they were.',
        count('new'),
        count('gone'),
        count('relabelled'),
        count('moved'),
        count('reworded'),
        unchanged,
      ),
    ),
  );
}

function linkSection(changes: Changes, change: Change<ReviewedLink>, lines: Lines, t: Translate): string[] {
  const { after } = changes;
  const shown = change.kind === 'gone' ? change.before : change.after;
  const topic = escapeMarkdown(visibleText(shown.topic ?? t(relationWord(shown.relation))));
  const cells = sides.map((side) => differenceCell(changes, side, change, (link) => link[side], lines, t));
  return [
    `### ${relationSign(shown.relation)} ${topic}`,
    '',
    escapeMarkdown(headline(change, t)),
    '',
    `| ${sides.map((side) => escapeMarkdown(visibleText(after.pair[side].title))).join(' | ')} |`,
    '|---|---|',
    `| ${cells.join(' | ')} |`,
    '',
  ];
}

function headline(change: Change<ReviewedLink>, t: Translate): string {
  const word = (relation: Relation): string => t(relationWord(relation));
  switch (change.kind) {
    case 'new':
      return `${word(change.after.relation)}. ${t(newCause(change.cause))}`;
    case 'gone':
      return `${word(change.before.relation)}. ${t(goneCause(change.cause))}`;
    case 'relabelled':
      return t(msg('{0} → {1}', word(change.before.relation), word(change.after.relation)));
    case 'moved':
    case 'reworded':
      return change.before.relation === change.after.relation
        ? word(change.after.relation)
        : t(msg('{0} → {1}', word(change.before.relation), word(change.after.relation)));
  }
}

function newCause(cause: Cause): Message {
  switch (cause) {
    case 'text':
      return msg('Its sentences are new.');
    case 'rewording':
      return msg('Its sentences were written otherwise.');
    case 'surroundings':
      return msg('Its sentences stood there before; it comes of what changed around them.');
  }
}

function goneCause(cause: Cause): Message {
  switch (cause) {
    case 'text':
      return msg('Its sentences were taken out.');
    case 'rewording':
      return msg('Its sentences are written otherwise now.');
    case 'surroundings':
      return msg('Its sentences still stand; it went with what changed around them.');
  }
}

function silenceItem(
  changes: Changes,
  side: Side,
  change: Change<ReviewedSilence>,
  lines: Lines,
  t: Translate,
): string[] {
  const shown = change.kind === 'gone' ? change.before : change.after;
  const word = change.kind === 'gone' ? t(msg('Gone')) : t(msg('New'));
  const topic = escapeMarkdown(visibleText(shown.topic));
  const cell = differenceCell(changes, side, change, ({ spans }) => spans, lines, t);
  return [`- **${t(msg('{0}: {1}', word, topic))}** — ${cell}`];
}

/** The sentences of one side: as they stand, or the difference where they were others before; each with its lines. */
function differenceCell<T>(
  changes: Changes,
  side: Side,
  change: Change<T>,
  spansOf: (item: T) => readonly Span[],
  lines: Lines,
  t: Translate,
): string {
  const before = 'before' in change ? spansOf(change.before) : undefined;
  const after = 'after' in change ? spansOf(change.after) : undefined;
  const text = (version: 'before' | 'after', spans: readonly Span[] | undefined): string =>
    visibleText((spans ?? []).map((span) => plainQuote(quoteOf(changes[version][side], span))).join(' … '));
  const line = (version: 'before' | 'after', spans: readonly Span[] | undefined): number =>
    lines[version][side].lineAt(spans?.[0]?.start ?? 0) + 1;
  const place =
    before === undefined
      ? msg('line {0}', line('after', after))
      : after === undefined
        ? msg('line {0} before', line('before', before))
        : line('before', before) === line('after', after)
          ? msg('line {0}', line('after', after))
          : msg('line {0}; before, line {1}', line('after', after), line('before', before));
  return `${difference(text('before', before), text('after', after), change.kind)} *(${escapeMarkdown(t(place))})*`;
}

function difference(before: string, after: string, kind: Change<unknown>['kind']): string {
  if (kind === 'new') return escapeMarkdown(after);
  if (kind === 'gone') return escapeMarkdown(before);
  return textDifference(before, after)
    .map(({ text, in: where }) => {
      const shown = escapeMarkdown(text);
      return where === 'both' ? shown : where === 'after' ? `<ins>${shown}</ins>` : `<del>${shown}</del>`;
    })
    .join('');
}
