import type { ComparisonView, CorpusView, LinkView, PairView, ReadingView, SilenceView } from '../protocol';
import { type LoadedCorpus, uriIn } from '../corpus/loadCorpus';
import { type ComparedLink, countRelations } from '../readings/comparison';
import type { ReviewedLink, ReviewedSilence } from '../review/reviewed';
import { agreementLines } from '../report/reviewWords';
import type { Translate } from '../report/translate';
import { attachedWords, readingLine, readingName } from '../report/words';
import type { Steps } from '../text/steps';
import { quoteView } from './positions';
import { noteView, orphanView, queueOf, reviewView } from './reviewViews';
import type { PlacedComparison, PlacedPair, PlacedReadings } from './workspace';

/** A pair as the client knows it. */
export function pairView(placed: PlacedPair): PairView {
  const essay = (side: 'left' | 'right'): PairView['left'] => ({
    uri: placed.uris[side],
    perspective: placed.pair[side].perspective,
    label: placed.labels[side],
    title: placed.pair[side].title,
  });
  const { theme } = placed.pair;
  return {
    id: placed.id,
    theme: theme.id,
    title: theme.title,
    questions: theme.questions,
    left: essay('left'),
    right: essay('right'),
  };
}

export function corpusView(loaded: LoadedCorpus, pairs: readonly PlacedPair[]): CorpusView {
  const folder = decodeURIComponent(loaded.root.slice(loaded.root.lastIndexOf('/') + 1));
  const labelOf = (id: string | undefined): string =>
    loaded.corpus.perspectives.find((perspective) => perspective.id === id)?.label ?? '';
  return {
    root: loaded.root,
    title: loaded.corpus.title ?? folder,
    pairs: pairs.map(pairView),
    context: loaded.corpus.context.map(({ path, title, perspective }) => ({
      uri: uriIn(loaded.root, path),
      title,
      label: labelOf(perspective),
    })),
  };
}

/** Who reviews, and what is wrong with the review files of the theme; for people. */
export interface ReviewContext {
  readonly me: string | undefined;
  readonly problems: readonly string[];
}

/** After so many links, work rests. */
const linksAtOnce = 25;

/** A comparison as the client knows it, its links in the order of the left essay; in steps of some links each. */
export function* comparisonViewInSteps(
  { placed, comparison, revision }: PlacedComparison,
  t: Translate,
  review: ReviewContext = { me: undefined, problems: [] },
): Steps<ComparisonView> {
  const inSteps = function* <T, R>(all: readonly T[], view: (one: T) => R): Steps<R[]> {
    const views: R[] = [];
    for (const one of all) {
      views.push(view(one));
      if (views.length % linksAtOnce === 0) yield;
    }
    return views;
  };
  const silenceViews = (side: 'left' | 'right', all: readonly ReviewedSilence[]): Steps<SilenceView[]> =>
    inSteps(all, (silence) => ({
      id: silence.id,
      topic: silence.topic,
      review: reviewView(silence, review.me, t),
      spans: silence.spans.map((span) => quoteView(comparison[side], span)),
    }));
  const linkView = (link: ReviewedLink): LinkView => ({
    id: link.id,
    source: link.source,
    relation: link.relation,
    confidence: link.confidence,
    topic: link.topic,
    review: reviewView(link, review.me, t),
    left: link.left.map((span) => quoteView(comparison.left, span)),
    right: link.right.map((span) => quoteView(comparison.right, span)),
  });
  const { silences, rejectedSilences } = comparison;
  const links = [...comparison.links].sort(
    (a, b) => start(a, 'left') - start(b, 'left') || start(a, 'right') - start(b, 'right'),
  );
  yield;
  const queue = queueOf(comparison, placed.id, review.me);
  yield;
  return {
    pair: pairView(placed),
    revision,
    links: yield* inSteps(links, linkView),
    silences: {
      left: yield* silenceViews('left', silences.left),
      right: yield* silenceViews('right', silences.right),
    },
    counts: countRelations(comparison.links),
    reading: readingLine(comparison.reading, t),
    rejected: yield* inSteps(comparison.rejected, linkView),
    rejectedSilences: {
      left: yield* silenceViews('left', rejectedSilences.left),
      right: yield* silenceViews('right', rejectedSilences.right),
    },
    ...queue,
    notes: comparison.notes.map((thread) => noteView(comparison, thread, review.me)),
    orphans: comparison.orphans.map((orphan) => orphanView(orphan, t)),
    agreement: agreementLines([comparison], t),
    reviewProblems: review.problems,
  };
}

/** The readings at hand as the client knows them. */
export function readingViews({ readings, shown }: PlacedReadings, t: Translate): ReadingView[] {
  return readings.map((reading) => ({
    id: reading.id,
    source: reading.label.kind,
    name: t(readingName(reading.label)),
    found: reading.label.attached === null ? '' : attachedWords(reading.label.attached).map(t).join(' · '),
    isShown: reading === shown,
    isDefault: reading.isDefault,
  }));
}

function start(link: ComparedLink, side: 'left' | 'right'): number {
  return link[side][0]?.start ?? 0;
}
