/** *Compare Concept…*: how each side of a corpus uses a concept, and what both quote. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Side } from '../alignment/reading';
import { withShippedConcepts } from '../corpus/shippedLexicon';
import type { ClientRequests, ConceptLensView } from '../protocol';
import { type Comparison, quoteOf } from '../readings/comparison';
import { conceptLensSteps, conceptMeant, type LensSentence } from '../report/conceptLens';
import { plainQuote } from '../report/markdownText';
import { type Quotation, sharedQuotationSteps } from '../report/sharedQuotations';
import type { Translate } from '../report/translate';
import type { Essay, Span } from '../text/essay';
import { msg } from '../text/message';
import { rangeOf } from './positions';
import { givenUp, type WorkLane } from './workLane';
import type { PlacedComparison, Workspace } from './workspace';

/** Looks at a concept in all pairs of a corpus that have the same two perspectives, on the lane. Null where there is no pair. */
export async function conceptLens(
  workspace: Workspace,
  lane: WorkLane,
  { corpus: root, concept: id, words }: ClientRequests['counterpoint/conceptLens']['params'],
  t: Translate,
  token: CancellationToken,
): Promise<ConceptLensView | null> {
  const loaded = await workspace.corpusOf(`${root}/counterpoint.yaml`);
  const pairs = loaded === undefined ? [] : workspace.pairsIn(loaded);
  const [first] = pairs;
  if (loaded === undefined || first === undefined) return null;
  const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, t(msg('Cancelled.')));
  const compared: PlacedComparison[] = [];
  for (const placed of pairs) {
    if (token.isCancellationRequested) throw cancelled();
    const { left, right } = placed.pair;
    if (left.perspective !== first.pair.left.perspective || right.perspective !== first.pair.right.perspective)
      continue;
    const one = await workspace.compare(placed);
    if (one !== undefined) compared.push(one);
  }
  const concepts = withShippedConcepts(loaded.corpus.concepts);
  const concept = concepts.find((each) => each.id === id) ?? conceptMeant(words ?? id ?? '', concepts);
  const comparisons = compared.map(({ comparison }) => comparison);
  const options = { isOver: () => token.isCancellationRequested };
  const lens = await lane.run(`Concept in ${root}`, conceptLensSteps(comparisons, concept, concepts), options);
  const shared = await lane.run(`Quotations in ${root}`, sharedQuotationSteps(comparisons), options);
  if (lens === givenUp || shared === givenUp) throw cancelled();

  const placeOf = (theme: number, side: Side, span: Span): ConceptLensView['left'][number]['place'] => {
    const { placed, comparison } = compared[theme] as PlacedComparison;
    return {
      pair: placed.id,
      uri: placed.uris[side],
      theme: placed.pair.theme.title,
      title: placed.pair[side].title,
      range: rangeOf(comparison[side], span),
    };
  };
  const sentenceView =
    (side: Side) =>
    ({ theme, sentence, marks }: LensSentence): ConceptLensView['left'][number] => ({
      place: placeOf(theme, side, sentence),
      text: sentence.text,
      marks,
    });
  const quotationView = (
    side: Side,
    { theme, text, place }: Quotation,
  ): ConceptLensView['quotations'][number]['left'] => ({
    place: placeOf(theme, side, place),
    text,
  });
  return {
    root,
    concept: {
      id: concept.id === '' ? null : concept.id,
      label: words ?? concept.forms[0] ?? concept.id,
      forms: concept.forms,
    },
    labels: { left: first.labels.left, right: first.labels.right },
    left: lens.left.map(sentenceView('left')),
    right: lens.right.map(sentenceView('right')),
    words: lens.words,
    links: lens.links.map(({ theme, link, isOnBothSides }) => {
      const { placed, comparison } = compared[theme] as PlacedComparison;
      return {
        pair: placed.id,
        theme: placed.pair.theme.title,
        id: link.id,
        relation: link.relation,
        confidence: link.confidence,
        topic: link.topic,
        isOnBothSides,
        left: quotes(comparison, 'left', link.left),
        right: quotes(comparison, 'right', link.right),
      };
    }),
    quotations: shared.map(({ kind, left, right, parts }) => ({
      kind,
      left: quotationView('left', left),
      right: quotationView('right', right),
      parts,
    })),
  };
}

function quotes(comparison: Comparison, side: Side, spans: readonly Span[]): string {
  const essay: Essay = comparison[side];
  return spans.map((span) => plainQuote(quoteOf(essay, span))).join(' […] ');
}
