/** What the tree holds, as plain data: corpora → themes → essays, links by relation, silences; context documents. */
import type {
  ComparisonView,
  ContextView,
  CorpusView,
  LinkView,
  PairView,
  RelationName,
  SilenceView,
} from '../../server/protocol';
import type { Side } from '../reading';

export type GroupKind = RelationName | 'silence';

export type Node =
  | { readonly kind: 'corpus'; readonly corpus: CorpusView }
  | { readonly kind: 'theme'; readonly pair: PairView }
  | { readonly kind: 'essay'; readonly pair: PairView; readonly side: Side }
  | { readonly kind: 'group'; readonly pair: PairView; readonly group: GroupKind; readonly count: number }
  | { readonly kind: 'link'; readonly pair: PairView; readonly link: LinkView }
  | { readonly kind: 'silence'; readonly pair: PairView; readonly side: Side; readonly silence: SilenceView }
  | { readonly kind: 'contexts'; readonly corpus: CorpusView }
  | { readonly kind: 'context'; readonly corpus: CorpusView; readonly document: ContextView };

/** The order of the groups under a theme. */
const groups = ['convergence', 'divergence', 'undetermined', 'silence'] as const;

/** The top of the tree: the corpora, or where there is only one, its themes at once. */
export function rootsOf(corpora: readonly CorpusView[]): Node[] {
  const [only, ...others] = corpora.filter(({ pairs }) => pairs.length > 0);
  if (only === undefined) return [];
  return others.length === 0
    ? childrenOfCorpus(only)
    : [only, ...others].map((corpus): Node => ({ kind: 'corpus', corpus }));
}

export function childrenOfCorpus(corpus: CorpusView): Node[] {
  const themes = corpus.pairs.map((pair): Node => ({ kind: 'theme', pair }));
  return corpus.context.length === 0 ? themes : [...themes, { kind: 'contexts', corpus }];
}

export function contextsOf(corpus: CorpusView): Node[] {
  return corpus.context.map((document): Node => ({ kind: 'context', corpus, document }));
}

/** The essays of a theme, then each group that holds something the filter lets through. */
export function childrenOfTheme(comparison: ComparisonView, filter: string): Node[] {
  const { pair } = comparison;
  const essays = (['left', 'right'] as const).map((side): Node => ({ kind: 'essay', pair, side }));
  const found = groups
    .map((group) => ({ kind: 'group', pair, group, count: itemsOf(comparison, group, filter).length }) as const)
    .filter(({ count }) => count > 0);
  return [...essays, ...found];
}

/** The links or silences of a group that the filter lets through, in reading order. */
export function itemsOf(comparison: ComparisonView, group: GroupKind, filter: string): Node[] {
  const { pair, links, silences } = comparison;
  if (group !== 'silence')
    return links
      .filter(({ relation }) => relation === group)
      .filter(({ topic, left, right }) =>
        matches(filter, [topic ?? '', ...[...left, ...right].map(({ quote }) => quote)]),
      )
      .map((link): Node => ({ kind: 'link', pair, link }));
  return (['left', 'right'] as const).flatMap((side) =>
    silences[side]
      .filter(({ topic, spans }) => matches(filter, [topic, ...spans.map(({ quote }) => quote)]))
      .map((silence): Node => ({ kind: 'silence', pair, side, silence })),
  );
}

/** Whether one of some texts holds the words of a filter, in any case; an empty filter lets everything through. */
function matches(filter: string, texts: readonly string[]): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const text = texts.join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** A node's place in the tree, the same after every refresh: what is open stays open. */
export function idOf(node: Node): string {
  switch (node.kind) {
    case 'corpus':
      return node.corpus.root;
    case 'theme':
      return node.pair.id;
    case 'essay':
      return `${node.pair.id} ${node.side}`;
    case 'group':
      return `${node.pair.id} ${node.group}`;
    case 'link':
      return `${node.pair.id} ${node.link.id}`;
    case 'silence':
      return `${node.pair.id} ${node.side} ${node.silence.id}`;
    case 'contexts':
      return `${node.corpus.root} context`;
    case 'context':
      return `${node.corpus.root} ${node.document.uri}`;
  }
}
