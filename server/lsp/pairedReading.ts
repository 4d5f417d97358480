/** What the paired reading view shows of a pair: both texts by sentences, and every link with all that its note tells. */
import type { Side } from '../alignment/reading';
import type { Concept } from '../corpus/lexicon';
import type {
  ClaimView,
  EssayTextView,
  MarkedSideView,
  PairedLinkView,
  PairedReadingView,
  PairedSilenceView,
} from '../protocol';
import { readingOfLink } from '../readings/comparison';
import { markedSide } from '../report/markedQuote';
import type { Translate } from '../report/translate';
import type { ReviewedLink } from '../review/reviewed';
import { readingLine, readingName, summaryParts } from '../report/words';
import type { Essay, Span } from '../text/essay';
import { otherSide } from './claims';
import { mentionsIn } from './concepts';
import { evidenceWords, isMarked, markedExcerpts, noteActions } from './hover';
import { overlap } from './passages';
import { rangeOf } from './positions';
import { noteView, reviewView } from './reviewViews';
import { pairView, readingViews } from './views';
import type { PlacedComparison, PlacedReadings } from './workspace';

/**
 * Makes a comparison into what the paired reading view shows. `concepts` are those of the corpus' lexicon, `readings` those at hand; `second`
 * is the comparison of the same essays by another reading, with its id.
 */
export function pairedReadingView(
  { placed, comparison, revision }: PlacedComparison,
  concepts: readonly Concept[],
  readings: PlacedReadings,
  second: (PlacedComparison & { readonly id: string }) | undefined,
  t: Translate,
): PairedReadingView {
  const texts = {
    left: essayText(comparison.left, placed.pair.left.authors, concepts),
    right: essayText(comparison.right, placed.pair.right.authors, concepts),
  };
  const silences = (side: Side): PairedSilenceView[] =>
    comparison.silences[side].map(({ id, topic, why, spans }) => ({
      id,
      topic,
      why,
      claims: claimsOf(comparison[side], spans),
    }));
  const linkView = (link: ReviewedLink, { comparison }: Pick<PlacedComparison, 'comparison'>): PairedLinkView => {
    const actions = (from: Side): PairedLinkView['actions']['left'] =>
      noteActions({ pair: placed.id, link: link.id, side: otherSide(from) }, t);
    const marked = (side: Side): MarkedSideView => ({
      quotes: markedSide(link, comparison[side].text, side),
      excerpts: markedExcerpts(link, comparison[side], side),
    });
    return {
      id: link.id,
      source: link.source,
      relation: link.relation,
      confidence: link.confidence,
      strength: link.strength,
      topic: link.topic,
      why: link.why,
      evidence: evidenceWords(link, placed.labels, t, (text) => text),
      by: t(readingName(readingOfLink(comparison, link))),
      review: reviewView(link, undefined, t),
      left: claimsOf(comparison.left, link.left),
      right: claimsOf(comparison.right, link.right),
      marked: isMarked(link) ? { left: marked('left'), right: marked('right') } : null,
      actions: { left: actions('left'), right: actions('right') },
    };
  };
  const named = new Set([...texts.left.passages, ...texts.right.passages].flatMap((passage) => passage.concepts));
  return {
    pair: pairView(placed),
    revision,
    reading: readingLine(comparison.reading, t),
    summary: summaryParts.flatMap(({ part, heading }) => {
      const text = comparison.summary?.[part];
      return text === undefined || text === null ? [] : [{ heading: t(heading), text }];
    }),
    ...texts,
    links: [...comparison.links].sort(byPlace).map((link) => linkView(link, { comparison })),
    rejected: [...comparison.rejected].sort(byPlace).map((link) => linkView(link, { comparison })),
    notes: comparison.notes.map((thread) => ({
      note: noteView(comparison, thread, undefined),
      link: thread.link,
      left: claimsOf(comparison.left, thread.left),
      right: claimsOf(comparison.right, thread.right),
    })),
    readings: readingViews(readings, t),
    beside:
      second === undefined
        ? null
        : {
            id: second.id,
            name: t(readingName(second.comparison.reading)),
            links: [...second.comparison.links].sort(byPlace).map((link) => linkView(link, second)),
          },
    silences: { left: silences('left'), right: silences('right') },
    concepts: concepts
      .filter(({ id }) => named.has(id))
      .map(({ id, forms }) => ({ id, label: forms[0] ?? id }))
      .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)),
  };
}

function essayText(
  essay: Essay,
  authors: readonly { readonly name: string }[],
  concepts: readonly Concept[],
): EssayTextView {
  const mentions = mentionsIn(essay, concepts);
  return {
    authors: authors.map(({ name }) => name),
    headings: essay.headings.map(({ text, depth }) => ({ text, depth })),
    passages: essay.passages.map((passage) => ({
      kind: passage.kind,
      section: passage.heading ?? null,
      sentences: passage.sentences.map((sentence, i) => ({
        text: sentence.text,
        range: rangeOf(essay, sentence),
        spaceAfter: /\s/.test(essay.text.slice(sentence.end, passage.sentences[i + 1]?.start ?? sentence.end)),
      })),
      concepts: [...new Set(mentions.filter((mention) => overlap(mention, passage)).map(({ id }) => id))],
    })),
  };
}

/** The sentences that spans cover, passage by passage; sentences that follow each other in one claim. */
function claimsOf(essay: Essay, spans: readonly Span[]): ClaimView[] {
  return spans.flatMap((span) =>
    essay.passages.flatMap((passage, i): ClaimView[] => {
      if (!overlap(span, passage)) return [];
      const from = passage.sentences.findIndex((sentence) => overlap(span, sentence));
      const last = passage.sentences.findLastIndex((sentence) => overlap(span, sentence));
      return from < 0 ? [] : [{ passage: i, from, to: last + 1 }];
    }),
  );
}

function byPlace(a: ReviewedLink, b: ReviewedLink): number {
  const start = (link: ReviewedLink, side: Side): number => link[side][0]?.start ?? 0;
  return start(a, 'left') - start(b, 'left') || start(a, 'right') - start(b, 'right');
}
