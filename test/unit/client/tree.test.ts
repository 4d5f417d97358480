import { describe, expect, it } from 'vitest';
import { childrenOfCorpus, childrenOfTheme, idOf, itemsOf, type Node, rootsOf } from '../../../client/tree/nodes';
import type { ComparisonView, CorpusView, LinkView, PairView, QuoteView, RelationName } from '../../../server/protocol';
import { nothingReviewed, undecided } from './undecided';

const quote = (text: string): QuoteView => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  quote: text,
});
const link = (id: string, relation: RelationName, topic: string | null, said: string): LinkView => ({
  id,
  source: 'engine',
  relation,
  confidence: 0.5,
  topic,
  review: undecided,
  left: [quote(said)],
  right: [quote('It answers.')],
});
const essay = { uri: '', perspective: '', label: '', title: '' };
const pair: PairView = { id: 'p', theme: 't', title: 'Fees', questions: [], left: essay, right: essay };
const comparison: ComparisonView = {
  pair,
  revision: 1,
  links: [
    link('a', 'divergence', 'harbour fees', 'Fees are fair.'),
    link('b', 'convergence', null, 'A tide register helps.'),
  ],
  silences: { left: [{ id: 's', topic: 'lighthouse', review: undecided, spans: [quote('It shines.')] }], right: [] },
  counts: { convergence: 1, divergence: 1, undetermined: 0 },
  reading: '',
  ...nothingReviewed,
};
const corpus = (root: string, pairs: readonly PairView[], context = 0): CorpusView => ({
  root,
  title: root,
  pairs,
  context: Array.from({ length: context }, (_, i) => ({ uri: `${root}/${i}.md`, title: 'Brief', label: '' })),
});
const kinds = (nodes: readonly Node[]): string[] =>
  nodes.map((node) => (node.kind === 'group' ? `${node.group} ${node.count}` : node.kind));

describe('the tree', () => {
  it('begins with the themes where there is one corpus, and with the corpora where there are several', () => {
    expect(kinds(rootsOf([corpus('one', [pair], 2)]))).toEqual(['theme', 'contexts']);
    expect(kinds(rootsOf([corpus('one', [pair]), corpus('two', [pair])]))).toEqual(['corpus', 'corpus']);
  });

  it('is empty where nothing faces anything, so that the editor shows what to do', () => {
    expect(rootsOf([])).toEqual([]);
    expect(rootsOf([corpus('one', [], 3)])).toEqual([]);
  });

  it('shows context documents only where there are some', () => {
    expect(kinds(childrenOfCorpus(corpus('one', [pair])))).toEqual(['theme']);
  });

  it('holds both essays of a theme, and its links and silences by kind, with their numbers', () => {
    expect(kinds(childrenOfTheme(comparison, ''))).toEqual([
      'essay',
      'essay',
      'convergence 1',
      'divergence 1',
      'silence 1',
    ]);
    expect(itemsOf(comparison, 'divergence', '').map(idOf)).toEqual(['p a']);
    expect(itemsOf(comparison, 'silence', '').map(idOf)).toEqual(['p left s']);
  });

  it('shows what a filter finds in topics and quotes, whatever the case, and hides empty groups', () => {
    expect(kinds(childrenOfTheme(comparison, 'FEES fair'))).toEqual(['essay', 'essay', 'divergence 1']);
    expect(kinds(childrenOfTheme(comparison, 'shines'))).toEqual(['essay', 'essay', 'silence 1']);
    expect(kinds(childrenOfTheme(comparison, 'nowhere'))).toEqual(['essay', 'essay']);
  });

  it('gives every node an id of its own', () => {
    const nodes = [
      ...rootsOf([corpus('one', [pair], 1), corpus('two', [pair])]),
      ...childrenOfCorpus(corpus('one', [pair], 1)),
      ...childrenOfTheme(comparison, ''),
      ...(['convergence', 'divergence', 'silence'] as const).flatMap((group) => itemsOf(comparison, group, '')),
    ].map(idOf);
    expect(new Set(nodes).size).toBe(nodes.length);
  });
});
