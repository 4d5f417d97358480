import type { Attachment, Evidence, Relation, Source, Summary } from '../alignment/reading';
import type { ComparedLink, Comparison, ReadingLabel } from '../readings/comparison';
import { isReviewed, withoutDecisions } from '../review/merge';
import type { Decision } from '../review/act';
import type { Reviewed, ReviewedComparison, ReviewedLink, ReviewedSilence } from '../review/reviewed';
import type { Essay, Span } from '../text/essay';
import { LineIndex } from '../text/lines';

interface QuoteJson {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

interface LinkJson {
  readonly id: string;
  readonly source: Source;
  readonly alsoIn: readonly Source[];
  readonly relation: Relation;
  readonly confidence: number;
  readonly relationConfidence: number | null;
  readonly strength: number | null;
  readonly topic: string | null;
  readonly why: string | null;
  readonly left: readonly QuoteJson[];
  readonly right: readonly QuoteJson[];
  readonly evidence: readonly {
    readonly kind: Evidence['kind'];
    readonly side: 'left' | 'right' | 'both';
    readonly text: string;
  }[];
  readonly decisions: readonly DecisionJson[];
  /** Where a reviewer decided or edited something. */
  readonly review?: ReviewJson;
}

/** What one reviewer said of a link or silence. */
interface DecisionJson {
  readonly id: string;
  readonly reviewer: string;
  readonly at: string;
  readonly verdict: Decision['verdict'];
  readonly relation: Relation | null;
  readonly topic: string | null;
  readonly importance: Decision['importance'];
  readonly reason: string | null;
  readonly fault: Decision['fault'];
  /** What the machine said; null for a link drawn by hand. */
  readonly given: Decision['given'];
  /** The decisions that this one settles. */
  readonly settles: readonly string[];
}

/** What the decisions come to. */
interface ReviewJson {
  readonly status: ReviewedLink['status'];
  readonly importance: Decision['importance'];
  readonly reason: string | null;
  /** The decision that settled it, by its id. */
  readonly settledBy: string | null;
}

interface SilenceJson {
  readonly id: string;
  readonly topic: string;
  readonly why: string | null;
  readonly spans: readonly QuoteJson[];
  /** Where there are any. */
  readonly decisions?: readonly DecisionJson[];
  readonly review?: ReviewJson;
}

/** The reading shown. Who made it, and how much of it was found in the essays, is said of a reading that was made elsewhere. */
interface ReadingJson {
  readonly kind: Source;
  readonly name: string;
  readonly version: string;
  readonly author?: string;
  readonly method?: string;
  readonly attached?: Attachment;
}

/** The Alignment JSON, version 1: what `counterpoint align --format json` prints. All offsets are UTF-16 units into the canonical text. */
export interface AlignmentJson {
  readonly format: 'counterpoint-alignment';
  readonly version: 1;
  readonly root: string;
  readonly engine: { readonly name: string; readonly version: string };
  readonly pairs: readonly {
    readonly theme: string;
    readonly title: string;
    readonly reading: ReadingJson;
    readonly left: { readonly perspective: string; readonly path: string; readonly title: string };
    readonly right: { readonly perspective: string; readonly path: string; readonly title: string };
    /** Where the reading has one. */
    readonly summary?: Summary;
    readonly links: readonly LinkJson[];
    readonly rejected: readonly LinkJson[];
    readonly silences: { readonly left: readonly SilenceJson[]; readonly right: readonly SilenceJson[] };
    /** Silences that a reviewer rejected; where there are any. */
    readonly rejectedSilences?: { readonly left: readonly SilenceJson[]; readonly right: readonly SilenceJson[] };
    readonly ranked?: readonly LinkJson[];
  }[];
}

/** Writes comparisons of one corpus as Alignment JSON. `root` is the corpus URI. */
export function alignmentJson(
  root: string,
  engine: { name: string; version: string },
  comparisons: readonly Comparison[],
): AlignmentJson {
  return {
    format: 'counterpoint-alignment',
    version: 1,
    root,
    engine,
    pairs: comparisons.map((read) => {
      const comparison = isReviewed(read) ? read : withoutDecisions(read);
      const lines = { left: new LineIndex(comparison.left.text), right: new LineIndex(comparison.right.text) };
      const essayJson = (side: 'left' | 'right'): { perspective: string; path: string; title: string } => {
        const { perspective, path, title } = comparison.pair[side];
        return { perspective, path, title };
      };
      const links = (list: readonly (ComparedLink | ReviewedLink)[]): LinkJson[] =>
        list.map((link) => linkJson(comparison, link, lines));
      const silences = (side: 'left' | 'right', kind: 'silences' | 'rejectedSilences' = 'silences'): SilenceJson[] =>
        comparison[kind][side].map((silence) => silenceJson(comparison[side], silence, lines[side]));
      const rejected = { left: silences('left', 'rejectedSilences'), right: silences('right', 'rejectedSilences') };
      return {
        theme: comparison.pair.theme.id,
        title: comparison.pair.theme.title,
        reading: readingJson(comparison.reading),
        left: essayJson('left'),
        right: essayJson('right'),
        ...(comparison.summary === null ? {} : { summary: comparison.summary }),
        links: links(comparison.links),
        rejected: links(comparison.rejected),
        silences: { left: silences('left'), right: silences('right') },
        ...(rejected.left.length + rejected.right.length === 0 ? {} : { rejectedSilences: rejected }),
        ...(comparison.ranked.length > 0 ? { ranked: links(comparison.ranked) } : {}),
      };
    }),
  };
}

function readingJson({ kind, name, version, provenance, attached }: ReadingLabel): ReadingJson {
  return { kind, name, version, ...provenance, ...(attached === null ? {} : { attached }) };
}

function linkJson(
  comparison: ReviewedComparison,
  link: ComparedLink | ReviewedLink,
  lines: { left: LineIndex; right: LineIndex },
): LinkJson {
  return {
    id: link.id,
    source: link.source,
    alsoIn: link.alsoIn,
    relation: link.relation,
    confidence: link.confidence,
    relationConfidence: link.relationConfidence,
    strength: link.strength,
    topic: link.topic,
    why: link.why,
    left: link.left.map((span) => quoteJson(comparison.left, span, lines.left)),
    right: link.right.map((span) => quoteJson(comparison.right, span, lines.right)),
    evidence: link.evidence.map(({ kind, text, left, right }) => ({ kind, side: sideOf(left, right), text })),
    decisions: 'decisions' in link ? link.decisions.map(decisionJson) : [],
    ...('decisions' in link ? reviewJson(link) : {}),
  };
}

function silenceJson(essay: Essay, silence: ReviewedSilence, lines: LineIndex): SilenceJson {
  const { id, topic, why, decisions } = silence;
  return {
    id,
    topic,
    why,
    spans: silence.spans.map((span) => quoteJson(essay, span, lines)),
    ...(decisions.length === 0 ? {} : { decisions: decisions.map(decisionJson), ...reviewJson(silence) }),
  };
}

function decisionJson(decision: Decision): DecisionJson {
  const { id, by, at, verdict, relation, topic, importance, reason, fault, given, settles } = decision;
  return { id, reviewer: by.id, at, verdict, relation, topic, importance, reason, fault, given, settles };
}

function reviewJson(reviewed: Reviewed): { readonly review?: ReviewJson } {
  const { decisions, status, importance, reason, settlement } = reviewed;
  return decisions.length === 0 ? {} : { review: { status, importance, reason, settledBy: settlement?.id ?? null } };
}

function quoteJson(essay: Essay, span: Span, lines: LineIndex): QuoteJson {
  return {
    quote: essay.text.slice(span.start, span.end),
    start: span.start,
    end: span.end,
    line: lines.lineAt(span.start) + 1,
  };
}

function sideOf(left: readonly Span[], right: readonly Span[]): 'left' | 'right' | 'both' {
  if (left.length > 0 && right.length === 0) return 'left';
  if (right.length > 0 && left.length === 0) return 'right';
  return 'both';
}
