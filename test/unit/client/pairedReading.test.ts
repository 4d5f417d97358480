import { describe, expect, it } from 'vitest';
import {
  facetsOf,
  type Filters,
  noFilters,
  passageText,
  passingLinks,
} from '../../../client/views/pairedReading/filters';
import { carryKeys } from '../../../client/views/pairedReading/passageKeys';
import { type Order, type Row, rowOfLink, rowOfPassage, sectionsOf } from '../../../client/views/pairedReading/rows';
import { runsOf } from '../../../client/views/pairedReading/runs';
import { stepRow } from '../../../client/views/pairedReading/steps';
import { stripOf } from '../../../client/views/pairedReading/strip';
import { layTogether } from '../../../client/views/pairedReading/twoReadings';
import type {
  ClaimView,
  EssayTextView,
  PairedLinkView,
  PairedReadingView,
  RelationName,
} from '../../../server/protocol';

const letters = (text: string): string[] => Array.from(text);
const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** An essay of one-letter-named passages of three sentences; `|` begins a section. */
function essay(names: string): EssayTextView {
  const sections = names.split('|');
  return {
    authors: [],
    headings: sections.map((_, i) => ({ text: `Section ${i + 1}`, depth: 2 })),
    passages: sections.flatMap((section, at) =>
      letters(section).map((name) => ({
        kind: 'paragraph' as const,
        section: at,
        sentences: ['First', 'Second', 'Third'].map((which, i) => ({
          text: `${which} of ${name}.`,
          range: nowhere,
          spaceAfter: i < 2,
        })),
        concepts: name === 'c' || name === 'C' ? ['toll'] : [],
      })),
    ),
  };
}

/** “a>C” links the second sentences of a and C; “ab>C” joins two passages of the left. */
function link(
  places: string,
  relation: RelationName = 'divergence',
  confidence = 0.8,
  more: Partial<PairedLinkView> = {},
): PairedLinkView {
  const [left = '', right = ''] = places.split('>');
  const claims = (names: string, all: string): ClaimView[] =>
    letters(names).map((name) => ({ passage: all.indexOf(name), from: 1, to: 2 }));
  return {
    id: places,
    source: 'published',
    relation,
    confidence,
    strength: 2,
    topic: `topic of ${places}`,
    why: null,
    review: { status: 'undecided', importance: null, reason: null, decisions: [], isReopened: false },
    evidence: '',
    by: 'a reader',
    left: claims(left, 'abcdef'),
    right: claims(right, 'ABCDEF'),
    marked: null,
    actions: { left: [], right: [] },
    ...more,
  };
}

function reading(links: readonly PairedLinkView[], more: Partial<PairedReadingView> = {}): PairedReadingView {
  const side = (label: string): PairedReadingView['pair']['left'] => ({
    uri: '',
    perspective: label,
    label,
    title: label,
  });
  return {
    pair: { id: 'p', theme: 't', title: 'T', questions: [], left: side('town'), right: side('nation') },
    revision: 1,
    reading: 'a reading',
    summary: [],
    left: essay('abc|def'),
    right: essay('ABC|DEF'),
    links,
    rejected: [],
    notes: [],
    silences: { left: [], right: [] },
    readings: [],
    beside: null,
    concepts: [{ id: 'toll', label: 'toll' }],
    ...more,
  };
}

const keys = { left: letters('abcdef'), right: letters('ABCDEF') };

function rowsOf(of: PairedReadingView, order: Order = 'left', filters: Filters = noFilters): Row[] {
  return sectionsOf(of, passingLinks(of, filters), order, filters, keys).flatMap(({ rows }) => rows);
}

/** A row in signs: “a: C (D)”, where what is only quoted stands in brackets. */
function drawn(row: Row): string {
  const [own, other] = row.side === 'left' ? [keys.left, keys.right] : [keys.right, keys.left];
  const counterparts = row.strands.map(({ counterparts }) =>
    counterparts.map(({ passage, wholeIn }) => (wholeIn === null ? other[passage] : `(${other[passage]})`)).join('+'),
  );
  return [row.passages.map((passage) => own[passage]).join('+'), ...counterparts].join(' ').trim();
}
const draw = (rows: readonly Row[]): string[] => rows.map(drawn);

describe('the rows, the left essay leading', () => {
  it('are one for each left passage, with all its counterparts, and one for each right passage without any', () => {
    const rows = rowsOf(reading([link('a>A'), link('a>B'), link('d>D')]));
    expect(draw(rows)).toEqual(['a A B', 'C', 'b', 'c', 'd D', 'E', 'F', 'e', 'f']);
  });

  it('show a counterpart whole beside its surest link, and quote it elsewhere', () => {
    const rows = rowsOf(
      reading([link('a>A', 'divergence', 0.4), link('b>A', 'divergence', 0.9), link('c>A', 'convergence', 0.5)]),
    );
    expect(draw(rows).slice(0, 1)).toEqual(['a (A)']);
    expect(rows.find(({ id }) => id === 'left:a')?.strands[0]?.counterparts[0]?.wholeIn).toBe('left:b');
    expect(draw(rows)).toContain('b A');
    expect(draw(rows)).toContain('c (A)');
  });

  it('never swallow an essay, however densely it is linked', () => {
    const all = letters('abcdef').flatMap((l) => letters('ABCDEF').map((r) => link(`${l}>${r}`)));
    expect(rowsOf(reading(all)).map(({ passages }) => passages.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('show every passage of both essays whole exactly once', () => {
    for (const order of ['left', 'right'] as const) {
      const rows = rowsOf(reading([link('a>A'), link('b>A'), link('ab>C'), link('d>AB'), link('f>E')]), order);
      const whole = rows.flatMap(({ side, passages, strands }) => [
        ...passages.map((passage) => `${side}${passage}`),
        ...strands
          .flatMap(({ counterparts }) => counterparts)
          .filter(({ wholeIn }) => wholeIn === null)
          .map(({ passage }) => `${side === 'left' ? 'right' : 'left'}${passage}`),
      ]);
      expect(whole.toSorted()).toEqual(
        letters('012345')
          .flatMap((n) => [`left${n}`, `right${n}`])
          .toSorted(),
      );
    }
  });

  it('say where a link goes on that began in an earlier passage', () => {
    const rows = rowsOf(reading([link('ac>B')]));
    const c = rows.find(({ id }) => id === 'left:c');
    expect(c?.strands).toEqual([]);
    expect(c?.goesOn.map((each) => [each.link.id, each.row])).toEqual([['ac>B', 'left:a']]);
  });

  it('put links that share a counterpart into one strand', () => {
    const [row] = rowsOf(reading([link('a>A', 'convergence'), link('a>B'), link('a>AB', 'undetermined')]));
    expect(row?.strands.map(({ links }) => links.map(({ id }) => id))).toEqual([['a>A', 'a>B', 'a>AB']]);
  });

  it('stand under the headings of the left essay', () => {
    const of = reading([link('a>A')]);
    const sections = sectionsOf(of, of.links, 'left', noFilters, keys);
    expect(sections.map(({ heading }) => (heading.kind === 'section' ? heading.text : ''))).toEqual([
      'Section 1',
      'Section 2',
    ]);
  });
});

describe('the rows in other orders', () => {
  it('follow the right essay when it leads', () => {
    expect(draw(rowsOf(reading([link('b>A'), link('a>F')]), 'right'))).toEqual([
      'A b',
      'c',
      'd',
      'e',
      'f',
      'B',
      'C',
      'D',
      'E',
      'F a',
    ]);
  });

  it('are one for each link by relation and strength, then what has no counterpart', () => {
    const of = reading([
      link('a>A', 'convergence', 0.9),
      link('b>B', 'divergence', 0.5, { strength: 1 }),
      link('c>B', 'divergence', 0.5, { strength: 3 }),
    ]);
    expect(draw(rowsOf(of, 'relation'))).toEqual(['c B', 'b B', 'a A', 'd', 'e', 'f', 'C', 'D', 'E', 'F']);
  });
});

describe('a silence', () => {
  const silence = { id: 's', topic: 'port fees', why: null, claims: [{ passage: 4, from: 0, to: 1 }] };
  const of = reading([link('a>A')], { silences: { left: [silence], right: [] } });

  it('stands in the row of its passage', () => {
    expect(rowsOf(of).find(({ id }) => id === 'left:e')?.silences).toEqual([silence]);
  });

  it('is a kind of its own in the filters', () => {
    expect(facetsOf(of, noFilters).kinds).toMatchObject({ silence: 1, alone: 9 });
    expect(draw(rowsOf(of, 'left', { ...noFilters, hidden: ['alone'] }))).toEqual(['a A', 'e']);
  });
});

describe('the filters', () => {
  const of = reading([link('a>A', 'convergence', 0.9), link('c>D', 'divergence', 0.6), link('f>C', 'divergence', 0.3)]);
  const shown = (filters: Partial<Filters>): string[] =>
    passingLinks(of, { ...noFilters, ...filters }).map(({ id }) => id);

  it('let pass what fits each of them', () => {
    expect(shown({ hidden: ['divergence'] })).toEqual(['a>A']);
    expect(shown({ confidence: 0.5 })).toEqual(['a>A', 'c>D']);
    expect(shown({ section: { side: 'right', heading: 1 } })).toEqual(['c>D']);
    expect(shown({ concept: 'toll' })).toEqual(['c>D', 'f>C']);
    expect(shown({ text: 'first of F' })).toEqual(['f>C']);
    expect(shown({ text: 'TOPIC OF a' })).toEqual(['a>A']);
  });

  it('say how many links each choice would show, the others being as they are', () => {
    const facets = facetsOf(of, { ...noFilters, concept: 'toll' });
    expect(facets.kinds).toMatchObject({ convergence: 0, divergence: 2 });
    expect(facets.confidences.map(({ count }) => count)).toEqual([2, 1, 0, 0]);
    expect(facets.concepts).toEqual([{ id: 'toll', label: 'toll', count: 2 }]);
    expect(facets.links).toEqual({ all: 3, shown: 2 });
  });

  it('hide rows of which nothing is left', () => {
    expect(draw(rowsOf(of, 'left', { ...noFilters, hidden: ['divergence', 'alone'] }))).toEqual(['a A']);
  });
});

describe('a passage', () => {
  it('is cut into runs that carry the same marks, and nothing of it is lost', () => {
    const of = reading([link('a>A', 'convergence'), link('a>B', 'divergence')]);
    const runs = runsOf(of, 'left', 0, of.links);
    expect(runs.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      [undefined, 0, 1],
      ['mixed', 1, 2],
      [undefined, 2, 3],
    ]);
    expect(runs.map(({ text }) => text).join('')).toBe(passageText(of, 'left', 0));
  });
});

describe('the names of passages', () => {
  const before = { texts: ['one', 'two', 'three'], keys: ['0', '1', '2'] };

  it.each([
    ['stay while a passage is edited', ['one', 'two, changed', 'three'], ['0', '1', '2']],
    ['stay around one that comes', ['one', 'new', 'two', 'three'], ['0', '3', '1', '2']],
    ['stay around one that goes', ['one', 'three'], ['0', '2']],
    ['stay with one that is cut in two beside them', ['one', 'tw', 'o', 'three'], ['0', '3', '4', '2']],
  ])('%s', (_, texts, keys) => {
    expect(carryKeys(before, texts)).toEqual(keys);
  });
});

describe('stepping', () => {
  const rows = rowsOf(reading([link('a>A', 'convergence'), link('c>B', 'divergence'), link('f>C', 'divergence')]));

  it('goes from divergence to divergence, and round', () => {
    const first = stepRow(rows, 'left:a', 'divergence', 1);
    const second = stepRow(rows, first?.row.id ?? null, 'divergence', 1);
    const third = stepRow(rows, second?.row.id ?? null, 'divergence', 1);
    expect([first, second, third].map((step) => step?.link)).toEqual(['c>B', 'f>C', 'c>B']);
    expect(stepRow(rows, 'left:a', 'divergence', -1)?.link).toBe('f>C');
  });

  it('stays when there is nothing to step to', () => {
    expect(stepRow(rows, 'left:a', 'silence', 1)).toBeUndefined();
  });
});

describe('finding a row', () => {
  const of = reading([link('a>A', 'divergence', 0.5), link('b>A', 'divergence', 0.9)]);
  const sections = sectionsOf(of, of.links, 'left', noFilters, keys);

  it('gives the one in which a passage stands whole', () => {
    expect(rowOfPassage(sections, 'right', 0)?.id).toBe('left:b');
  });

  it('gives the one of a link', () => {
    expect(rowOfLink(sections, 'a>A')?.id).toBe('left:a');
    expect(rowOfLink(sections, 'gone')).toBeUndefined();
  });
});

describe('the overview strip', () => {
  const of = reading([link('a>F'), link('f>A')]);

  it.each([40, 600])('fills a height of %i px with each essay, in order, and overlaps nothing', (height) => {
    const { blocks } = stripOf(of, of.links, height);
    for (const side of ['left', 'right'] as const) {
      const column = blocks.filter((block) => block.side === side);
      column.slice(1).forEach(({ top }, i) => {
        expect(top).toBeGreaterThanOrEqual((column[i]?.top ?? 0) + (column[i]?.height ?? 0) - 1e-9);
      });
      const last = column.at(-1);
      expect((last?.top ?? 0) + (last?.height ?? 0)).toBeCloseTo(height, 6);
    }
  });

  it('draws each ribbon from its claim on the left to its claim on the right', () => {
    const { ribbons, blocks } = stripOf(of, of.links, 600);
    for (const { left, right } of ribbons)
      for (const [side, end] of [
        ['left', left],
        ['right', right],
      ] as const) {
        const block = blocks.find((each) => each.side === side && each.passage === end.passages[0]);
        expect(end.top).toBeGreaterThanOrEqual((block?.top ?? 0) - 1);
        expect(end.bottom).toBeLessThanOrEqual((block?.top ?? 0) + (block?.height ?? 0) + 1);
      }
    expect(ribbons).toHaveLength(2);
  });
});

describe('two readings laid together', () => {
  const other = [
    link('a>A', 'convergence', 0.5, { id: 'x' }),
    link('b>B', 'divergence', 0.5, { id: 'y' }),
    link('e>E', 'divergence', 0.5, { id: 'z' }),
  ];
  const two = layTogether(
    reading([link('a>A'), link('b>B'), link('c>C')], { beside: { id: 'engine', name: 'engine', links: other } }),
  );

  it('tell what both say, what only one says, and where they contradict', () => {
    expect([...two.standingOf]).toEqual([
      ['a>A', 'rival'],
      ['b>B', 'both'],
      ['c>C', 'first'],
      ['z', 'second'],
    ]);
    expect(two.rivalOf.get('a>A')?.relation).toBe('convergence');
    expect(two.reading.links.map(({ id }) => id)).toEqual(['a>A', 'b>B', 'c>C', 'z']);
  });

  it('can be filtered by that', () => {
    const shown = passingLinks(two.reading, { ...noFilters, standing: 'second' }, two.standingOf);
    expect(shown.map(({ id }) => id)).toEqual(['z']);
    expect(facetsOf(two.reading, noFilters, two.standingOf).standings.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });
});
