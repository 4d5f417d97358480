/**
 * What a reading report says, part by part, in the reader's language and in plain text: the formats for people (Markdown, HTML, Word) only
 * set it. Texts out of essays and readings are made visible (`visibleText`), but not escaped: each format does that in its own way.
 */
import type { Relation, Side } from '../alignment/reading';
import type { EssayEntry, Perspective } from '../corpus/corpus';
import { type Comparison, countRelations, quoteOf, type ReadingLabel, readingOfLink } from '../readings/comparison';
import type { Journal } from '../review/journal';
import type { Decision } from '../review/act';
import { isReviewed, withoutDecisions } from '../review/merge';
import type { NoteThread, ReviewedComparison, ReviewedLink } from '../review/reviewed';
import type { Essay, Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { type Message, msg } from '../text/message';
import { plainQuote } from './markdownText';
import { type ReportPart, relationParts } from './parts';
import { agreementLines, decisionHead } from './reviewWords';
import type { Translate } from './translate';
import { visibleText } from './visibleText';
import { percent, readingLine, readingName, relationSign, relationWord, summaryParts } from './words';

/** What a report is made of. */
export interface Report {
  readonly title: string;
  /** URI of the corpus. */
  readonly root: string;
  readonly perspectives: readonly Perspective[];
  readonly comparisons: readonly Comparison[];
  /** All that reviewers did, by theme; the decisions and notes that stand are in the comparisons. */
  readonly journals: ReadonlyMap<string, Journal>;
  /** The day on which it is made, `YYYY-MM-DD`: the rooms know no clock. */
  readonly date: string;
}

/** For whom, and how much of it. */
export interface ReportOptions {
  readonly t: Translate;
  /** The language of the words around the quotes, BCP 47. */
  readonly language: 'en' | 'zh-CN';
  readonly parts: ReadonlySet<ReportPart>;
}

export interface QuoteContent {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** “line 12” */
  readonly place: string;
  /** Author, title and place. */
  readonly source: string;
}

/** What a reviewer said: who and how, and in which words (which may be empty). */
export interface RemarkContent {
  readonly who: string;
  readonly text: string;
}

export interface LinkContent {
  readonly id: string;
  readonly relation: Relation;
  /** The topic, or the relation where there is none. */
  readonly topic: string;
  readonly left: readonly QuoteContent[];
  readonly right: readonly QuoteContent[];
  /** Confidence, shared words and whose reading it is, one after the other. */
  readonly facts: readonly string[];
  readonly why: string | null;
  /** Decisions, then notes with their answers. */
  readonly remarks: readonly RemarkContent[];
}

export interface GroupContent {
  /** `rejected`: links that reviewers rejected, whatever their relation. */
  readonly relation: Relation | 'rejected';
  readonly sign: string;
  readonly heading: string;
  readonly links: readonly LinkContent[];
}

export interface SilencesContent {
  readonly side: Side;
  readonly heading: string;
  readonly silences: readonly {
    readonly id: string;
    readonly topic: string;
    readonly why: string | null;
    readonly quotes: readonly QuoteContent[];
    readonly remarks: readonly RemarkContent[];
  }[];
}

export interface EssayContent {
  /** “Left: …” */
  readonly heading: string;
  readonly title: string;
  /** The perspective's label; empty where it has none. */
  readonly label: string;
  readonly authors: string;
  readonly path: string;
}

export interface ThemeContent {
  readonly title: string;
  readonly questions: readonly string[];
  readonly essays: Readonly<Record<Side, EssayContent>>;
  /** Whose reading it is, and how much of it was found. */
  readonly reading: string;
  readonly summary: readonly { readonly heading: string; readonly text: string }[];
  readonly groups: readonly GroupContent[];
  readonly silences: readonly SilencesContent[];
  /** How far every two reviewers agree, a line for each two. */
  readonly agreement: readonly string[];
  /** Notes on the theme and on words of one essay. */
  readonly notes: readonly (RemarkContent & { readonly quotes: readonly QuoteContent[] })[];
  readonly counts: Readonly<Record<Relation | 'silence', number>>;
  /** For the picture; null where none is wanted. */
  readonly picture: Comparison | null;
}

export interface CountsRow {
  readonly title: string;
  readonly cells: readonly string[];
}

export interface ReportContent {
  readonly title: string;
  readonly date: string;
  readonly opening: string;
  readonly themes: readonly ThemeContent[];
  /** Links and silences of every theme, in the order of `themes`; null for a single theme. */
  readonly counts: { readonly heads: readonly string[]; readonly rows: readonly CountsRow[] } | null;
  /** Paragraphs on how the readings were made, and what they cannot say; empty where they are not wanted. */
  readonly method: readonly string[];
}

/** Gathers what a report says. */
export function reportContent(report: Report, options: ReportOptions): ReportContent {
  const { t, parts } = options;
  const themes = report.comparisons.map((comparison) => themeContent(comparison, report.perspectives, options));
  return {
    title: visibleText(report.title),
    date: report.date,
    opening: t(msg('Made with Counterpoint. Quotes are verbatim; line numbers refer to the files named.')),
    themes,
    counts: themes.length > 1 ? { heads: countsHeads.map(t), rows: themes.map(countsRow) } : null,
    method: parts.has('method') ? methodParagraphs(report.comparisons, t) : [],
  };
}

const countsHeads = [
  msg('Theme'),
  msg('Convergences'),
  msg('Divergences'),
  msg('Possibly related'),
  msg('Silences'),
] as const;

function countsRow({ title, counts }: ThemeContent): CountsRow {
  const { convergence, divergence, undetermined, silence } = counts;
  return { title, cells: [convergence, divergence, undetermined, silence].map(String) };
}

function themeContent(
  read: Comparison,
  perspectives: readonly Perspective[],
  { t, parts }: ReportOptions,
): ThemeContent {
  const comparison = isReviewed(read) ? read : withoutDecisions(read);
  const { pair } = comparison;
  const lines = { left: new LineIndex(comparison.left.text), right: new LineIndex(comparison.right.text) };
  const quotes = (side: Side, spans: readonly Span[]): QuoteContent[] =>
    spans.map((span) => quoteContent(pair[side], comparison[side], span, lines[side], t));
  const essay = (side: Side, heading: Message): EssayContent => ({
    heading: t(heading),
    title: visibleText(pair[side].title),
    label: visibleText(perspectives.find(({ id }) => id === pair[side].perspective)?.label ?? ''),
    authors: authorsOf(pair[side]),
    path: visibleText(pair[side].path),
  });
  const linkContent = (link: ReviewedLink): LinkContent => ({
    id: link.id,
    relation: link.relation,
    topic: visibleText(link.topic ?? t(relationWord(link.relation))),
    left: quotes('left', link.left),
    right: quotes('right', link.right),
    facts: factsOf(comparison, link, parts.has('evidence'), t),
    why: link.why === null || !parts.has('reasons') ? null : visibleText(link.why),
    remarks: [
      ...(parts.has('decisions') ? link.decisions.map((decision) => decisionRemark(decision, t)) : []),
      ...(parts.has('notes') ? comparison.notes.filter((note) => note.link === link.id) : []).flatMap((thread) =>
        threadRemarks(thread, t),
      ),
    ],
  });
  const groups = [
    ...groupHeadings
      .filter(({ relation }) => parts.has(relation))
      .map(({ relation, heading }): GroupContent => ({
        relation,
        sign: relationSign(relation),
        heading: t(heading),
        links: comparison.links.filter((link) => link.relation === relation).map(linkContent),
      })),
    ...(parts.has('decisions') ? [rejectedGroup(comparison.rejected.map(linkContent), t)] : []),
  ].filter(({ links }) => links.length > 0);
  const silences = silenceHeadings
    .map(({ side, heading }): SilencesContent => ({
      side,
      heading: t(heading),
      silences: comparison.silences[side].map(({ id, topic, why, spans, decisions }) => ({
        id,
        topic: visibleText(topic),
        why: why === null || !parts.has('reasons') ? null : visibleText(why),
        quotes: quotes(side, spans),
        remarks: parts.has('decisions') ? decisions.map((decision) => decisionRemark(decision, t)) : [],
      })),
    }))
    .filter((content) => parts.has('silences') && content.silences.length > 0);
  return {
    title: visibleText(pair.theme.title),
    questions: parts.has('questions') ? pair.theme.questions.map(visibleText) : [],
    essays: {
      left: essay('left', msg('Left: {0}', visibleText(pair.left.title))),
      right: essay('right', msg('Right: {0}', visibleText(pair.right.title))),
    },
    reading: visibleText(readingLine(comparison.reading, t)),
    summary: summaryParts.flatMap(({ part, heading }) => {
      const text = parts.has('summary') ? comparison.summary?.[part] : undefined;
      return text == null ? [] : [{ heading: t(heading), text: visibleText(text) }];
    }),
    groups,
    silences,
    agreement: parts.has('decisions') ? agreementLines([comparison], t).map(visibleText) : [],
    notes: parts.has('notes') ? notesOf(comparison, quotes, t) : [],
    counts: {
      ...countRelations(comparison.links),
      silence: comparison.silences.left.length + comparison.silences.right.length,
    },
    picture: parts.has('picture') ? comparison : null,
  };
}

const groupHeadings = [
  { relation: relationParts[0], heading: msg('Convergences') },
  { relation: relationParts[1], heading: msg('Divergences') },
  { relation: relationParts[2], heading: msg('Possibly related') },
] as const;

const silenceHeadings = [
  { side: 'left', heading: msg('Named only on the left') },
  { side: 'right', heading: msg('Named only on the right') },
] as const;

function rejectedGroup(links: readonly LinkContent[], t: Translate): GroupContent {
  return { relation: 'rejected', sign: '✕', heading: t(msg('Rejected by reviewers')), links };
}

/** Notes that are on no link shown, with their answers, and what has lost its place. */
function notesOf(
  { notes, orphans }: ReviewedComparison,
  quotes: (side: Side, spans: readonly Span[]) => QuoteContent[],
  t: Translate,
): ThemeContent['notes'] {
  const here = notes
    .filter(({ link }) => link === null)
    .flatMap((thread) =>
      threadRemarks(thread, t).map((remark, i) => ({
        ...remark,
        quotes: i === 0 ? [...quotes('left', thread.left), ...quotes('right', thread.right)] : [],
      })),
    );
  const lost = orphans.map(({ act, lost: anchors }) => ({
    who: t(msg('Lost its place, by {0}', visibleText(act.by.name))),
    text: visibleText(
      [act.kind === 'note' ? act.text : (act.reason ?? ''), ...anchors.map(({ exact }) => `“${exact}”`)].join(' '),
    ),
    quotes: [],
  }));
  return [...here, ...lost];
}

/** The names of an essay's authors; empty where it names none. */
export function authorsOf({ authors }: EssayEntry): string {
  return visibleText(authors.map(({ name }) => name).join(', '));
}

/** A run of sentences as it is quoted: as a reader sees it, with author, title and line. */
export function quoteContent(
  entry: EssayEntry,
  essay: Essay,
  span: Span,
  lines: LineIndex,
  t: Translate,
): QuoteContent {
  const line = lines.lineAt(span.start) + 1;
  const authors = authorsOf(entry);
  const title = visibleText(entry.title);
  return {
    text: visibleText(plainQuote(quoteOf(essay, span))),
    line,
    place: t(msg('line {0}', line)),
    source: t(authors === '' ? msg('“{0}”, line {1}', title, line) : msg('{0}, “{1}”, line {2}', authors, title, line)),
  };
}

function decisionRemark(decision: Decision, t: Translate): RemarkContent {
  const { topic, reason } = decision;
  return {
    who: visibleText(decisionHead(decision, t)),
    text: visibleText([topic, reason].filter((each) => each !== null).join(': ')),
  };
}

function threadRemarks({ note, replies, isResolved }: NoteThread, t: Translate): RemarkContent[] {
  const name = visibleText(note.by.name);
  return [
    {
      who: t(isResolved ? msg('Note by {0} (resolved)', name) : msg('Note by {0}', name)),
      text: visibleText(note.text),
    },
    ...replies.map((reply) => ({
      who: t(msg('Reply by {0}', visibleText(reply.by.name))),
      text: visibleText(reply.text),
    })),
  ];
}

function factsOf(comparison: Comparison, link: ReviewedLink, hasEvidence: boolean, t: Translate): string[] {
  // A link drawn by hand is as sure as who drew it.
  const facts = link.source === 'person' ? [] : [t(msg('confidence {0}', percent(link.confidence)))];
  if (link.relationConfidence !== null) facts.push(t(msg('relation {0}', percent(link.relationConfidence))));
  const shared = link.evidence.filter(({ kind }) => kind === 'concept' || kind === 'term');
  if (hasEvidence && shared.length > 0)
    facts.push(t(msg('shared: {0}', visibleText([...new Set(shared.map(({ text }) => text))].join(', ')))));
  if (comparison.overlaid.length > 0) {
    const further = comparison.overlaid.filter(({ kind }) => link.alsoIn.includes(kind));
    const names = [readingOfLink(comparison, link), ...further].map((label) => t(readingName(label)));
    facts.push(visibleText(names.join(' + ')));
  }
  return facts;
}

function methodParagraphs(comparisons: readonly Comparison[], t: Translate): string[] {
  const labels = comparisons.flatMap((comparison) => [comparison.reading, ...comparison.overlaid]);
  const out = [t(msg('Who read: {0}.', [...new Set(labels.map((label) => t(readingName(label))))].join('; ')))];
  for (const { name, provenance } of onePerName(labels)) {
    if (provenance !== null) out.push(t(msg('How “{0}” was made: {1}', name, provenance.method)));
  }
  if (labels.some(({ attached }) => attached !== null)) {
    out.push(
      t(
        msg(
          'A reading that was made elsewhere finds its sentences in these texts by their letters; where a text differs, a link may keep fewer sentences or be left out. Its confidence is how often independent annotators linked passages that such a reading links with the same strength, measured on three themes of one compendium.',
        ),
      ),
    );
  }
  if (labels.some(({ kind }) => kind === 'engine')) {
    out.push(
      t(
        msg(
          'The engine compares words, not meaning: it finds passages that share telling words, misses what is said in other words, and leaves a relation open unless the text itself shows it. Confidence is how often a careful reader linked passages that the engine ranked like these. Check each link before you rely on it.',
        ),
      ),
    );
  }
  return out.map(visibleText);
}

function onePerName(labels: readonly ReadingLabel[]): ReadingLabel[] {
  return labels.filter((label, i) => labels.findIndex(({ name }) => name === label.name) === i);
}
