import type { Position } from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { linkStops, silenceStops, stepFrom, type LinkStop, type Step } from '../../../client/reading';
import { shiftComparison, type Edit } from '../../../client/shift';
import type { ComparisonView, LinkView, QuoteView, RelationName } from '../../../server/protocol';
import { nothingReviewed, undecided } from './undecided';

const quote = (line: number, from = 0, to = 10): QuoteView => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  quote: '',
});
const link = (id: string, relation: RelationName, left: number, right: number): LinkView => ({
  id,
  source: 'engine',
  relation,
  confidence: 0.5,
  topic: null,
  review: undecided,
  left: [quote(left)],
  right: [quote(right)],
});
const essay = { uri: '', perspective: '', label: '', title: '' };
const comparison: ComparisonView = {
  pair: { id: 'p', theme: 't', title: '', questions: [], left: essay, right: essay },
  revision: 1,
  links: [link('c', 'convergence', 8, 1), link('a', 'divergence', 2, 9), link('b', 'convergence', 2, 5)],
  silences: { left: [{ id: 's', topic: 'x', review: undecided, spans: [quote(6), quote(4)] }], right: [] },
  counts: { convergence: 2, divergence: 1, undetermined: 0 },
  reading: '',
  ...nothingReviewed,
};
const top: Position = { line: 0, character: 0 };

describe('stepping', () => {
  it('goes through links in the reading order of either essay', () => {
    expect(linkStops(comparison, 'left').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(linkStops(comparison, 'right').map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(linkStops(comparison, 'right', 'convergence').map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('goes through every passage of a silence', () => {
    expect(silenceStops(comparison, 'left').map(({ id }) => id)).toEqual(['s/1', 's/0']);
    expect(silenceStops(comparison, 'right')).toEqual([]);
  });

  it('visits all that begin at one place, and begins again at the end', () => {
    const stops = linkStops(comparison, 'left');
    const visited: string[] = [];
    let cursor = top;
    let current: string | undefined;
    for (let i = 0; i < 4; i += 1) {
      const step: Step<LinkStop> | undefined = stepFrom(stops, cursor, current, 1);
      visited.push(`${step?.stop.id} ${step?.place}/${step?.of}${step?.wrapped === true ? ' again' : ''}`);
      cursor = step?.stop.ranges[0]?.start ?? top;
      current = step?.stop.id;
    }
    expect(visited).toEqual(['a 1/3', 'b 2/3', 'c 3/3', 'a 1/3 again']);
    expect(stepFrom(stops, top, undefined, -1)).toMatchObject({ stop: { id: 'c' }, place: 3, wrapped: true });
    expect(stepFrom([], top, undefined, 1)).toBeUndefined();
  });
});

describe('links that nobody reads afresh', () => {
  const edit = (text: string, line: number, from: number, toLine = line, to = from): Edit => ({
    text,
    range: { start: { line, character: from }, end: { line: toLine, character: to } },
  });
  const after = (...edits: Edit[]): string => {
    const shifted = shiftComparison({ ...comparison, links: [link('a', 'divergence', 2, 9)] }, 'left', edits);
    const { start, end } = shifted.links[0]?.left[0]?.range ?? quote(0).range;
    expect(shifted.links[0]?.right).toEqual([quote(9)]);
    return `${start.line}:${start.character}-${end.line}:${end.character}`;
  };

  it.each([
    ['stay before an edit', [edit('x', 3, 0)], '2:0-2:10'],
    ['move with lines put in above', [edit('one\ntwo\n', 0, 0)], '4:0-4:10'],
    ['move with lines taken out above', [edit('', 0, 0, 1, 4)], '1:0-1:10'],
    ['move along a line', [edit('>> ', 2, 0)], '2:3-2:13'],
    ['do not grow at their end', [edit(' more', 2, 10)], '2:0-2:10'],
    ['grow with what is put inside', [edit('abc', 2, 5)], '2:0-2:13'],
    ['break where a line breaks', [edit('\n', 2, 5)], '2:0-3:5'],
    ['join a line', [edit('', 1, 6, 2, 0)], '1:6-1:16'],
    ['shrink with what is taken from them', [edit('', 2, 8, 3, 2)], '2:0-2:8'],
    ['are empty where they are gone', [edit('', 1, 0, 3, 0)], '1:0-1:0'],
    ['take several edits of one event', [edit('a\n', 0, 0), edit('b', 2, 0), edit('cc', 2, 4)], '3:1-3:13'],
  ] as const)('%s', (_, edits, place) => {
    expect(after(...edits)).toBe(place);
  });

  it('silences move along too', () => {
    const shifted = shiftComparison(comparison, 'left', [edit('one\n', 0, 0)]);
    expect(shifted.silences.left[0]?.spans.map(({ range }) => range.start.line)).toEqual([7, 5]);
  });
});
