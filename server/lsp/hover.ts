import type { Hover } from 'vscode-languageserver';
import type { Evidence, Link, Side } from '../alignment/reading';
import type { Concept } from '../corpus/lexicon';
import type { ConceptArgument, CounterpartArgument, NoteAction } from '../protocol';
import { quoteOf, readingOfLink } from '../readings/comparison';
import { decisionLine, statusSign, statusWord } from '../report/reviewWords';
import type { Reviewed } from '../review/reviewed';
import { escapeMarkdown, plainQuote } from '../report/markdownText';
import {
  excerpt,
  markedMarkdown,
  isQuoted,
  markedSide,
  markKind,
  type MarkKind,
  quoteMarkdown,
  type QuotePart,
} from '../report/markedQuote';
import type { Translate } from '../report/translate';
import { percent, readingName, relationSign, relationWord } from '../report/words';
import type { Essay, Span } from '../text/essay';
import { msg } from '../text/message';
import { type Encounter, linksAt, otherSide, silencesAt } from './claims';
import { mentionsIn } from './concepts';
import { linesOf, rangeOf } from './positions';
import type { PlacedComparison } from './workspace';

export interface HoverOptions {
  readonly counterparts: number;
  readonly commandLinks: boolean;
  /** The concepts that the claim may name, each to be compared in the whole corpus; none where commands are not linked. */
  readonly concepts?: { readonly corpus: string; readonly all: readonly Concept[] };
}

/** The note over a claim: its counterparts best first, verbatim, each with relation, confidence, topic, evidence and source. */
export function hoverAt(
  comparisons: readonly PlacedComparison[],
  uri: string,
  offset: number,
  options: HoverOptions,
  t: Translate,
): Hover | null {
  const encounters = linksAt(comparisons, uri, offset);
  const silences = silencesAt(comparisons, uri, offset);
  const first = encounters[0];
  const claim: { placed: PlacedComparison; span: Span } | undefined =
    first !== undefined
      ? { placed: first.placed, span: first.claim }
      : silences[0] && { placed: silences[0].placed, span: silences[0].claim };
  if (claim === undefined) return null;

  const parts = encounters.slice(0, options.counterparts).map((encounter) => counterpartNote(encounter, options, t));
  const more = encounters.length - options.counterparts;
  if (more > 0) parts.push(`*${t(msg('{0} more counterparts: use “Peek Counterpart” to see them all.', more))}*`);
  if (silences.length > 0) {
    const topics = silences.map(({ silence }) => `**${escapeMarkdown(silence.topic)}**`).join(', ');
    const reasons = silences.flatMap(({ silence: { topic, why } }) =>
      why === null
        ? []
        : [silences.length === 1 ? escapeMarkdown(why) : `**${escapeMarkdown(topic)}**: ${escapeMarkdown(why)}`],
    );
    const decisions = silences.flatMap(({ silence }) => decided(silence, t));
    const actions = options.commandLinks ? silences.map((met) => silenceActions(met, silences.length > 1, t)) : [];
    parts.push(
      [`○ ${t(msg('The other essay never names: {0}', topics))}`, ...reasons, ...decisions, ...actions].join('\n\n'),
    );
  }
  const essay = claim.placed.comparison[uri === claim.placed.placed.uris.left ? 'left' : 'right'];
  const compare = conceptLinks(essay, claim.span, options, t);
  if (compare !== '') parts.push(compare);
  return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: rangeOf(essay, claim.span) };
}

/** So many concepts of a claim are offered. */
const mostConcepts = 3;

const compareConcept = 'counterpoint.compareConcept';

/** A link to *Compare Concept…* for each concept of the lexicons that the claim names, in its order. */
function conceptLinks(essay: Essay, claim: Span, { commandLinks, concepts }: HoverOptions, t: Translate): string {
  if (!commandLinks || concepts === undefined) return '';
  const { corpus, all } = concepts;
  const named = mentionsIn(essay, all).filter(({ start, end }) => start < claim.end && claim.start < end);
  return [...new Set(named.map(({ id }) => id))]
    .slice(0, mostConcepts)
    .map((id) => {
      const label = all.find((concept) => concept.id === id)?.forms[0] ?? id;
      const argument: ConceptArgument = { corpus, concept: id };
      const words = t(msg('Compare “{0}”', escapeMarkdown(label)));
      return `[${words}](command:${compareConcept}?${encodeURIComponent(JSON.stringify([argument]))})`;
    })
    .join(' | ');
}

function counterpartNote(encounter: Encounter, options: HoverOptions, t: Translate): string {
  const { link, placed, from } = encounter;
  const to = otherSide(from);
  const essay = placed.comparison[to];
  const facts = [`**${relationSign(link.relation)} ${t(relationWord(link.relation))}**`];
  if (link.topic !== null) facts.push(escapeMarkdown(link.topic));
  facts.push(t(msg('confidence {0}', percent(link.confidence))));
  const lines = [facts.join(' · ')];
  const quotes = isMarked(link)
    ? markedSide(link, essay.text, to).map(quoteMarkdown)
    : link[to].map((span) => escapeMarkdown(plainQuote(quoteOf(essay, span))));
  lines.push(...quotes.map((quote) => `> ${quote}`));
  lines.push(`> — ${signature(encounter, to, t)}`);
  if (link.why !== null) lines.push(escapeMarkdown(link.why));
  if (isMarked(link)) {
    const here = markedExcerpts(link, placed.comparison[from], from).map(quoteMarkdown);
    if (here.length > 0) lines.push(t(msg('this side: {0}', here.map((words) => `“${words}”`).join(' '))));
  }
  const evidence = evidenceWords(link, placed.placed.labels, t, (text, mark) =>
    markedMarkdown(text, isMarked(link) ? mark : null),
  );
  if (evidence !== '') lines.push(evidence);
  lines.push(`*${escapeMarkdown(t(readingName(readingOfLink(placed.comparison, link))))}*`);
  lines.push(...decided(link, t));
  if (options.commandLinks)
    lines.push(actionLinks(noteActions({ pair: placed.placed.id, link: link.id, side: to }, t)));
  return lines.join('\n\n').replaceAll('\n\n> —', '\n>\n> —');
}

/** What reviewers said of it: the status, then each view. */
function decided({ status, decisions, isReopened }: Reviewed, t: Translate): string[] {
  if (decisions.length === 0) return [];
  const head = `**${statusSign(status)} ${t(statusWord(status))}**${isReopened ? ` · ${t(msg('open again: a later view differs'))}` : ''}`;
  return [[head, ...decisions.map((decision) => escapeMarkdown(decisionLine(decision, t)))].join(' · ')];
}

/** Who says it, and where: “Title, Author (European-authored), line 12”. */
function signature(encounter: Encounter, to: 'left' | 'right', t: Translate): string {
  const { placed, link } = encounter;
  const { title, authors } = placed.placed.pair[to];
  const start = link[to][0]?.start ?? 0;
  const line = linesOf(placed.comparison[to]).lineAt(start) + 1;
  const label = placed.placed.labels[to];
  const who = [`*${escapeMarkdown(title)}*`, ...authors.map((author) => escapeMarkdown(author.name))].join(', ');
  return `${who}${label === '' ? '' : ` (${escapeMarkdown(label)})`}, ${t(msg('line {0}', line))}`;
}

/** Whether its words are marked in the quotes: those of the engine are all that it goes by; other readings give their reasons. */
export function isMarked({ source }: Pick<Link, 'source'>): boolean {
  return source === 'engine';
}

/** What stands around the marked words of a link on one side, run by run of its sentences. */
export function markedExcerpts(link: Link, { text }: Pick<Essay, 'text'>, side: Side): (readonly QuotePart[])[] {
  return markedSide(link, text, side)
    .map(excerpt)
    .filter((parts) => parts.length > 0);
}

/**
 * What a link rests on, in a few words: what both sides share in the sentences quoted, then elsewhere in their passages, then the cues with whose they
 * are. `show` prepares the essays' own words for where they will stand.
 */
export function evidenceWords(
  link: Pick<Link, 'evidence' | 'left' | 'right'>,
  labels: Readonly<Record<Side, string>>,
  t: Translate,
  show: (text: string, mark: MarkKind | null) => string,
): string {
  const names = {
    left: labels.left === '' ? t(msg('left')) : labels.left,
    right: labels.right === '' ? t(msg('right')) : labels.right,
  };
  const shared = (kind: 'concept' | 'term'): string =>
    list(
      link.evidence
        .filter((item) => item.kind === kind && isQuoted(item, link))
        .map(({ text }) => show(text, 'shared')),
    );
  const elsewhere = list(
    link.evidence
      .filter((item) => markKind(item.kind) === 'shared' && !isQuoted(item, link))
      .map(({ text }) => show(text, null)),
  );
  const cues = (...kinds: Evidence['kind'][]): string =>
    list(
      link.evidence
        .filter(({ kind }) => kinds.includes(kind))
        .map((item) => `${show(item.text, 'cue')} (${show(names[item.left.length > 0 ? 'left' : 'right'], null)})`),
    );
  const parts: string[] = [];
  const concepts = shared('concept');
  const terms = shared('term');
  const contrast = cues('contrast');
  const stance = cues('negation', 'evaluation');
  if (concepts !== '') parts.push(t(msg('shared concepts: {0}', concepts)));
  if (terms !== '') parts.push(t(msg('shared words: {0}', terms)));
  if (elsewhere !== '') parts.push(t(msg('shared elsewhere in the two passages: {0}', elsewhere)));
  if (contrast !== '') parts.push(t(msg('contrast: {0}', contrast)));
  if (stance !== '') parts.push(t(msg('stance: {0}', stance)));
  return parts.join(' · ');
}

/** Each once, in order. */
function list(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}

/** What a note offers to do with the link that it tells of. */
export function noteActions(argument: CounterpartArgument, t: Translate): NoteAction[] {
  return [
    { label: t(msg('Go to counterpart')), command: 'counterpoint.goToCounterpart', argument },
    { label: t(msg('Peek counterparts')), command: 'counterpoint.peekCounterpart', argument },
    { label: t(msg('Open pair')), command: 'counterpoint.openPair', argument },
    { label: t(msg('Copy citation')), command: 'counterpoint.copyCitation', argument },
    { label: t(msg('Accept')), command: 'counterpoint.accept', argument },
    { label: t(msg('Reject')), command: 'counterpoint.reject', argument },
    { label: t(msg('Relabel…')), command: 'counterpoint.relabel', argument },
    { label: t(msg('More…')), command: 'counterpoint.decide', argument },
  ];
}

/** What can be decided on a silence; of several, each with its topic. */
function silenceActions(
  { placed, silence: { id, topic } }: ReturnType<typeof silencesAt>[number],
  isNamed: boolean,
  t: Translate,
): string {
  const argument = { pair: placed.placed.id, silence: id };
  const links = actionLinks([
    { label: t(msg('Accept')), command: 'counterpoint.accept', argument },
    { label: t(msg('Reject')), command: 'counterpoint.reject', argument },
    { label: t(msg('More…')), command: 'counterpoint.decide', argument },
  ]);
  return isNamed ? t(msg('{0}: {1}', escapeMarkdown(topic), links)) : links;
}

function actionLinks(
  actions: readonly { readonly label: string; readonly command: string; readonly argument: object }[],
): string {
  return actions
    .map(
      ({ label, command, argument }) =>
        `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`,
    )
    .join(' | ');
}
