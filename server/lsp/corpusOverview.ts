/** *Show Corpus Overview*: all pairs of a corpus compared, and what they say together. */
import {
  type CancellationToken,
  LSPErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { withShippedConcepts } from '../corpus/shippedLexicon';
import type { ClientRequests, CorpusOverviewView, OverviewThemeView } from '../protocol';
import { quoteOf } from '../readings/comparison';
import { type CorpusOverview, overviewSteps, type ThemeOverview } from '../report/corpusOverview';
import { plainQuote } from '../report/markdownText';
import type { Translate } from '../report/translate';
import { overviewCsv, overviewMarkdown, overviewSvg } from '../report/overviewTable';
import { readingLine } from '../report/words';
import { msg } from '../text/message';
import { corpusView, pairView } from './views';
import { givenUp, type WorkLane } from './workLane';
import type { PlacedComparison, PlacedPair, Workspace } from './workspace';

interface Gathered {
  readonly title: string;
  readonly compared: readonly PlacedComparison[];
  readonly overview: CorpusOverview;
}

/** Compares every pair of a corpus and gathers the overview, on the lane. Fails with words for the reader when cancelled. */
async function gather(
  workspace: Workspace,
  lane: WorkLane,
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
  const steps = overviewSteps(
    compared.map(({ comparison }) => comparison),
    withShippedConcepts(loaded.corpus.concepts),
  );
  const overview = await lane.run(`Overview of ${root}`, steps, { isOver: () => token.isCancellationRequested });
  if (overview === givenUp) throw cancelled();
  const { title } = corpusView(loaded, []);
  return { title, compared, overview };
}

/** What the view shows; null where no two essays face each other. */
export async function corpusOverview(
  workspace: Workspace,
  lane: WorkLane,
  { corpus: root }: ClientRequests['counterpoint/corpusOverview']['params'],
  t: Translate,
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
): Promise<CorpusOverviewView | null> {
  const gathered = await gather(workspace, lane, root, t, token, progress);
  if (gathered === null) return null;
  const { title, compared, overview } = gathered;
  return {
    root,
    title,
    themes: overview.themes.flatMap((theme, i) => {
      const placed = compared[i]?.placed;
      return placed === undefined ? [] : [themeView(placed, theme, t)];
    }),
    concepts: overview.concepts.map(({ id, label, use, cells }) => ({ id, label, use, cells })),
  };
}

/** The overview to take along: as tables or as a picture. */
export async function corpusOverviewAs(
  workspace: Workspace,
  lane: WorkLane,
  { corpus: root, format }: ClientRequests['counterpoint/corpusOverviewAs']['params'],
  t: Translate,
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
): Promise<ClientRequests['counterpoint/corpusOverviewAs']['result']> {
  const gathered = await gather(workspace, lane, root, t, token, progress);
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
