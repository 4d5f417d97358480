/** *Find Counterparts in the Corpus*: for a text anywhere, the passages of a corpus that speak of the same. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { AlignmentMemo } from '../alignment/memo';
import { type PassageProfile, profileSteps } from '../alignment/profile';
import { uriIn } from '../corpus/loadCorpus';
import { withShippedConcepts } from '../corpus/shippedLexicon';
import type { ClientRequests, CorpusMatchView } from '../protocol';
import { quoteOf } from '../readings/comparison';
import { plainQuote } from '../report/markdownText';
import { passageMatchSteps, textAt } from '../report/passageMatches';
import type { Translate } from '../report/translate';
import type { Essay } from '../text/essay';
import { msg } from '../text/message';
import type { Steps } from '../text/steps';
import { linesOf, rangeOf } from './positions';
import { givenUp, type WorkLane } from './workLane';
import type { Workspace } from './workspace';

/** So many passages are shown. */
const most = 30;

/** A document of a corpus, for people. */
export interface CorpusText {
  readonly uri: string;
  readonly title: string;
  /** Empty where nobody said who speaks. */
  readonly label: string;
  /** Null for a context document. */
  readonly theme: string | null;
  readonly essay: Essay;
}

/** Every essay and context document of a corpus that can be read, essays first, in the order of the themes. */
export async function textsOfCorpus(workspace: Workspace, root: string): Promise<CorpusText[]> {
  const loaded = await workspace.corpusOf(`${root}/counterpoint.yaml`);
  if (loaded === undefined) return [];
  const { themes, context, perspectives } = loaded.corpus;
  const labelOf = (id: string | undefined): string => perspectives.find((each) => each.id === id)?.label ?? '';
  const named = [
    ...themes.flatMap(({ title: theme, essays }) => essays.map((entry) => ({ ...entry, theme }))),
    ...context.map((entry) => ({ ...entry, theme: null })),
  ];
  const texts: CorpusText[] = [];
  for (const { path, title, perspective, theme } of named) {
    const uri = uriIn(loaded.root, path);
    const essay = await workspace.essay(uri);
    if (essay !== undefined) texts.push({ uri, title, label: labelOf(perspective), theme, essay });
  }
  return texts;
}

/** The nearest passages of other documents. Null where the place is in no passage; fails with words for the reader when cancelled. */
export async function corpusCounterparts(
  workspace: Workspace,
  lane: WorkLane,
  memo: AlignmentMemo,
  { corpus: root, uri, range }: ClientRequests['counterpoint/corpusCounterparts']['params'],
  t: Translate,
  token: CancellationToken,
): Promise<ClientRequests['counterpoint/corpusCounterparts']['result']> {
  const essay = await workspace.essay(uri);
  const loaded = await workspace.corpusOf(`${root}/counterpoint.yaml`);
  if (essay === undefined || loaded === undefined) return null;
  const texts = (await textsOfCorpus(workspace, root)).filter((text) => text.uri !== uri);
  const lines = linesOf(essay);
  const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
  const concepts = withShippedConcepts(loaded.corpus.concepts);
  const steps = function* (): Steps<{ text: PassageProfile; found: CorpusMatchView[] } | null> {
    const text = textAt(yield* profileSteps(essay, concepts, memo), span);
    if (text === undefined) return null;
    const profiles: PassageProfile[][] = [];
    for (const each of texts) profiles.push(yield* profileSteps(each.essay, concepts, memo));
    const [matches = []] = yield* passageMatchSteps([text], profiles, memo);
    return {
      text,
      found: matches.slice(0, most).flatMap(({ document, sentence, similarity }): CorpusMatchView[] => {
        const where = texts[document];
        return where === undefined ? [] : [matchView(where, sentence, similarity)];
      }),
    };
  };
  const done = await lane.run(`Counterparts in ${root}`, steps(), { isOver: () => token.isCancellationRequested });
  if (done === givenUp) throw new ResponseError(LSPErrorCodes.RequestCancelled, t(msg('Cancelled.')));
  return done === null ? null : { asked: plainQuote(quoteOf(essay, askedSpan(done.text, span))), found: done.found };
}

/** What a view shows of a passage that is near. */
export function matchView(
  { uri, title, label, theme, essay }: CorpusText,
  sentence: { readonly start: number; readonly end: number },
  similarity: number,
): CorpusMatchView {
  return {
    uri,
    title,
    label,
    theme,
    range: rangeOf(essay, sentence),
    quote: plainQuote(quoteOf(essay, sentence)),
    similarity,
  };
}

function askedSpan({ passage }: PassageProfile, span: { readonly start: number; readonly end: number }): typeof span {
  return span.start === span.end ? passage : span;
}
