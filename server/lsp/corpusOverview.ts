/** *Show Corpus Overview*: all pairs of a corpus compared, and what they say together. */
import {
  type CancellationToken,
  LSPErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { AlignmentMemo } from '../alignment/memo';
import { type PassageProfile, profileSteps } from '../alignment/profile';
import type { Concept } from '../corpus/lexicon';
import { withShippedConcepts } from '../corpus/shippedLexicon';
import type { ClientRequests, CorpusOverviewView, OverviewContextView, OverviewThemeView } from '../protocol';
import { quoteOf } from '../readings/comparison';
import { type CorpusOverview, overviewSteps, type ThemeOverview } from '../report/corpusOverview';
import { plainQuote } from '../report/markdownText';
import { passageMatchSteps } from '../report/passageMatches';
import type { Translate } from '../report/translate';
import { overviewCsv, overviewMarkdown, overviewSvg } from '../report/overviewTable';
import { readingLine } from '../report/words';
import { msg } from '../text/message';
import type { Steps } from '../text/steps';
import { type CorpusText, matchView, textsOfCorpus } from './corpusCounterparts';
import { rangeOf } from './positions';
import { corpusView, pairView } from './views';
import { givenUp, type WorkLane } from './workLane';
import type { PlacedComparison, PlacedPair, Workspace } from './workspace';

interface Gathered {
  readonly title: string;
  readonly compared: readonly PlacedComparison[];
  readonly overview: CorpusOverview;
  readonly concepts: readonly Concept[];
}

/** Compares every pair of a corpus and gathers the overview, on the lane. Fails with words for the reader when cancelled. */
async function gather(
  workspace: Workspace,
  lane: WorkLane,
  memo: AlignmentMemo,
  root: string,
  t: Translate,
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
): Promise<Gathered | null> {
  const loaded = await workspace.corpusOf(`${root}/counterpoint.yaml`);
  if (loaded === undefined) return null;
  const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, t(msg('Cancelled.')));
  progress?.begin(t(msg('Reading all themes')), 0, undefined, true);
  const pairs = workspace.pairsIn(loaded);
  const compared: PlacedComparison[] = [];
  for (const [i, placed] of pairs.entries()) {
    if (token.isCancellationRequested) throw cancelled();
    progress?.report(Math.round((100 * i) / pairs.length), placed.pair.theme.title);
    const one = await workspace.compare(placed);
    if (one !== undefined) compared.push(one);
  }
  if (compared.length === 0) return null;
  const concepts = withShippedConcepts(loaded.corpus.concepts);
  const steps = overviewSteps(
    compared.map(({ comparison }) => comparison),
    concepts,
    memo,
  );
  const isOver = (): boolean => token.isCancellationRequested;
  const overview = await lane.run(`Overview of ${root}`, steps, { isOver });
  if (overview === givenUp) throw cancelled();
  const { title } = corpusView(loaded, []);
  return { title, compared, overview, concepts };
}

/** What the view shows; null where no two essays face each other. */
export async function corpusOverview(
  workspace: Workspace,
  lane: WorkLane,
  memo: AlignmentMemo,
  { corpus: root }: ClientRequests['counterpoint/corpusOverview']['params'],
  t: Translate,
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
): Promise<CorpusOverviewView | null> {
  const gathered = await gather(workspace, lane, memo, root, t, token, progress);
  if (gathered === null) return null;
  const { title, compared, overview, concepts } = gathered;
  const texts = await textsOfCorpus(workspace, root);
  const isOver = (): boolean => token.isCancellationRequested;
  const context = await lane.run(`Context of ${root}`, contextSteps(texts, concepts, memo), { isOver });
  if (context === givenUp) throw new ResponseError(LSPErrorCodes.RequestCancelled, t(msg('Cancelled.')));
  return {
    root,
    title,
    themes: overview.themes.flatMap((theme, i) => {
      const placed = compared[i]?.placed;
      return placed === undefined ? [] : [themeView(placed, theme, t)];
    }),
    concepts: overview.concepts.map(({ id, label, use, cells }) => ({ id, label, use, cells })),
    context,
  };
}

/** So many essay passages are shown for a passage of a context document, where they are at least this near compared with the nearest. */
const near = { most: 3, share: 0.6 } as const;

/** What each context document's passages are near to in the essays. */
function* contextSteps(
  texts: readonly CorpusText[],
  concepts: readonly Concept[],
  memo: AlignmentMemo,
): Steps<OverviewContextView[]> {
  const essays = texts.filter(({ theme }) => theme !== null);
  const context = texts.filter(({ theme }) => theme === null);
  if (context.length === 0) return [];
  const searched: PassageProfile[][] = [];
  for (const { essay } of essays) searched.push(yield* profileSteps(essay, concepts, memo));
  const views: OverviewContextView[] = [];
  for (const { uri, title, label, essay } of context) {
    const own = yield* profileSteps(essay, concepts, memo);
    const matches = yield* passageMatchSteps(own, searched, memo);
    views.push({
      uri,
      title,
      label,
      passages: own.flatMap(({ passage }, i) => {
        const nearest = (matches[i] ?? []).slice(0, near.most);
        const least = near.share * (nearest[0]?.similarity ?? 0);
        const shown = nearest.flatMap(({ document, sentence, similarity }) => {
          const where = essays[document];
          return where === undefined || similarity < least ? [] : [matchView(where, sentence, similarity)];
        });
        return shown.length === 0
          ? []
          : [{ range: rangeOf(essay, passage), quote: plainQuote(quoteOf(essay, passage)), near: shown }];
      }),
    });
  }
  return views;
}

/** The overview to take along: as tables or as a picture. */
export async function corpusOverviewAs(
  workspace: Workspace,
  lane: WorkLane,
  memo: AlignmentMemo,
  { corpus: root, format }: ClientRequests['counterpoint/corpusOverviewAs']['params'],
  t: Translate,
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
): Promise<ClientRequests['counterpoint/corpusOverviewAs']['result']> {
  const gathered = await gather(workspace, lane, memo, root, t, token, progress);
  if (gathered === null) return null;
  const { title, overview } = gathered;
  switch (format) {
    case 'markdown':
      return { text: overviewMarkdown(overview, t) };
    case 'csv':
      return { text: overviewCsv(overview, t) };
    case 'svg':
      return { text: overviewSvg(title, overview, t) };
  }
}

function themeView(placed: PlacedPair, theme: ThemeOverview, t: Translate): OverviewThemeView {
  const { comparison, counts, shares, clash, sections, cells } = theme;
  const quote = (side: 'left' | 'right'): string =>
    (clash?.[side] ?? []).map((span) => plainQuote(quoteOf(comparison[side], span))).join(' […] ');
  return {
    pair: pairView(placed),
    reading: readingLine(comparison.reading, t),
    counts,
    shares,
    silences: { left: comparison.silences.left.length, right: comparison.silences.right.length },
    clash:
      clash === undefined
        ? null
        : {
            link: clash.id,
            topic: clash.topic,
            confidence: clash.confidence,
            left: quote('left'),
            right: quote('right'),
          },
    sections: { left: sections.left.map(({ title }) => title), right: sections.right.map(({ title }) => title) },
    cells,
  };
}
