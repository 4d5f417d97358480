import { describe, expect, it } from 'vitest';
import { webAddresses } from '../../../server/lsp/documentLinks';
import { editDistance } from '../../../server/lsp/editDistance';
import { foldingRanges } from '../../../server/lsp/folding';
import { highlightsAt } from '../../../server/lsp/highlights';
import { linkedPassages, linksOfPassage, oneLine, sectionEnds } from '../../../server/lsp/passages';
import { linesOf } from '../../../server/lsp/positions';
import { selectionRangeAt } from '../../../server/lsp/selectionRanges';
import { defaults, settingsOf } from '../../../server/lsp/settings';
import type { PlacedComparison } from '../../../server/lsp/workspace';
import { YamlPlaces, yamlScalar } from '../../../server/lsp/yamlPlaces';
import { withoutDecisions } from '../../../server/review/merge';
import { readEssay } from '../../../server/text/readEssay';
import { compareTexts, nationText, townText } from '../pairs';

const whole = (text: string) => ({ start: 0, end: text.length });

function placed(left = townText, right = nationText): PlacedComparison {
  const comparison = withoutDecisions(compareTexts(left, right));
  const uris = { left: 'file:///a.md', right: 'file:///b.md' };
  return { placed: { id: 'p', root: 'file:///', pair: comparison.pair, uris, labels: uris }, comparison, revision: 1 };
}

describe('web addresses', () => {
  it.each([
    ['See https://example.org/a, and more.', ['https://example.org/a']],
    ['(https://example.org/a_(b))', ['https://example.org/a_(b)']],
    ['<http://example.org/a\\_b>', ['http://example.org/a_b']],
    ['见https://example.org/中文。', ['https://example.org/%E4%B8%AD%E6%96%87']],
    ['javascript:alert(1) file:///etc/passwd command:x ftp://example.org', []],
    ['https:// http://. xhttps://example.org', []],
    ['**https://example.org**', ['https://example.org/']],
  ])('of %s', (text, addresses) => {
    expect(webAddresses(text, whole(text)).map(({ address }) => address)).toEqual(addresses);
  });

  it('are found in no time in a text of nothing but closing brackets', () => {
    const text = `https://example.org/${')'.repeat(200_000)}`;
    expect(webAddresses(text, whole(text)).map(({ address }) => address)).toEqual(['https://example.org/']);
  });
});

it.each([
  ['', '', 0],
  ['abc', '', 3],
  ['right', 'rigth', 2],
  ['kitten', 'sitting', 3],
])('the distance of “%s” and “%s” is %d', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

describe('a YAML text', () => {
  const text = 'themes:\n  - id: "a b"\n    essays: {Old Town: x.md, other: {deep: 1}}\n';
  const places = new YamlPlaces(text, 10);

  it('has its places, counted from where it begins in its file', () => {
    const value = places.valueAt(10 + text.indexOf('"a b"'))!;
    expect([value.value, text.slice(value.start - 10, value.end - 10)]).toEqual(['a b', '"a b"']);
  });

  it('has its entries by key and by value, scalar or not, with the maps they stand in', () => {
    const entry = places.entryAt(10 + text.indexOf('x.md'))!;
    expect([entry.key.value, entry.parent]).toEqual(['Old Town', 'essays']);
    expect(places.valueIn(entry.maps[1], 'id')?.value).toBe('a b');
    expect(places.entryAt(10 + text.indexOf('{deep'))?.key.value).toBe('other');
  });

  it('breaks nothing when it is broken', () => {
    expect(new YamlPlaces('a: [b\n}: *x').valueAt(0)).toBeUndefined();
  });

  it.each([
    ['essays/1-a.essay.md', 'essays/1-a.essay.md'],
    ['2025', '"2025"'],
    ['true', '"true"'],
    ['null', '"null"'],
    ['-', '"-"'],
    ['a, b', '"a, b"'],
    ['a: b', '"a: b"'],
    ['', '""'],
  ])('writes %s as %s', (value, written) => {
    expect(yamlScalar(value)).toBe(written);
  });
});

describe('folding', () => {
  const lines = (text: string): string[] =>
    foldingRanges(readEssay(text)).map(({ startLine, endLine }) => `${startLine}-${endLine}`);

  it('folds sections inside sections, and nothing of one line', () => {
    expect(lines('# A\n\nText.\n\n## B\n\nText.\n\n# C\n')).toEqual(['0-6', '4-6']);
  });

  it('leaves the notes at the end in sight when the last section is folded', () => {
    expect(lines('# A\n\nText.[^1]\n\n[^1]: One.\n[^2]: Two.\n')).toEqual(['0-2', '4-5']);
  });

  it('folds front matter that nothing follows', () => {
    expect(lines('---\ntitle: A\n---')).toEqual(['0-2']);
    expect(lines('')).toEqual([]);
  });
});

describe('selection ranges', () => {
  const grown = (text: string, needle: string): string[] => {
    const essay = readEssay(text);
    const texts: string[] = [];
    const offsetAt = (place: { line: number; character: number }): number => linesOf(essay).offsetAt(place);
    for (
      let range: ReturnType<typeof selectionRangeAt> | undefined = selectionRangeAt(essay, text.indexOf(needle));
      range !== undefined;
      range = range.parent
    )
      texts.push(text.slice(offsetAt(range.range.start), offsetAt(range.range.end)));
    return texts;
  };

  it('know Chinese words and sentences', () => {
    expect(grown('战略自主很重要。欧洲需要它。\n', '需要')).toEqual([
      '需要',
      '欧洲需要它。',
      '战略自主很重要。欧洲需要它。',
      '战略自主很重要。欧洲需要它。\n',
    ]);
  });

  it('grow through sections inside sections, from a heading too', () => {
    expect(grown('# A\n\nOne.\n\n## B\n\nTwo.\n\n# C\n', 'B')).toEqual([
      'B',
      '## B',
      '## B\n\nTwo.',
      '# A\n\nOne.\n\n## B\n\nTwo.',
      '# A\n\nOne.\n\n## B\n\nTwo.\n\n# C\n',
    ]);
  });

  it('grow from a note and from the front matter', () => {
    expect(grown('---\ntitle: A b\n---\nText.[^1]\n\n[^1]: See there.\n', 'there')[1]).toBe('[^1]: See there.');
    expect(grown('---\ntitle: A b\n---\nText.\n', 'title')[1]).toBe('title: A b');
  });

  it('have something to say of an empty text', () => {
    expect(grown('', '')).toEqual(['']);
  });
});

describe('sections', () => {
  it('end before the next heading of their depth or above', () => {
    const text = '# A\n\n### B\n\n## C\n\n# D\n';
    expect(sectionEnds(readEssay(text))).toEqual([
      text.indexOf('# D'),
      text.indexOf('## C'),
      text.indexOf('# D'),
      text.length,
    ]);
  });

  it('are found in no time in a text of nothing but headings', () => {
    const headings = Array.from({ length: 100_000 }, (_, i) => ({ start: i, end: i, depth: (i % 6) + 1, text: 'a' }));
    const essay = { ...readEssay(''), headings };
    expect(sectionEnds(essay)).toHaveLength(100_000);
  });
});

describe('linked passages', () => {
  it('are those that each passage finds for itself', () => {
    const one = placed();
    const essay = one.comparison.left;
    const all = linkedPassages([one], 'file:///a.md', essay);
    expect(all.size).toBeGreaterThan(0);
    for (const passage of essay.passages)
      expect(all.get(passage) ?? []).toEqual(linksOfPassage([one], 'file:///a.md', passage));
  });
});

describe('document highlight', () => {
  it('has nothing to show for a claim that is alone', () => {
    const one = placed();
    const { left } = one.comparison;
    expect(highlightsAt([one], left, 'file:///a.md', left.text.indexOf('pays'), [])).toEqual([]);
  });

  it('marks a concept wherever it is named in the essay', () => {
    const { left } = placed().comparison;
    const concepts = [{ id: 'light', forms: ['lighthouse'] }];
    expect(highlightsAt([], left, 'file:///a.md', left.text.indexOf('lighthouse') + 1, concepts)).toHaveLength(3);
  });
});

describe('a quote on one line', () => {
  it('is cut where it is too long, by characters', () => {
    expect(oneLine('𝒜𝒜𝒜𝒜', 3)).toBe('𝒜𝒜…');
    expect(oneLine('short', 5)).toBe('short');
  });

  it('holds nothing that turns or hides text', () => {
    expect(oneLine('a\u202eb\u0007c\nd', 20)).toBe('abc d');
  });
});

describe('settings', () => {
  it.each([
    undefined,
    null,
    3,
    [],
    {},
    { hover: null },
    { hover: { counterparts: 'x' }, codeLens: { enabled: 'yes' } },
  ])('are as by default where the editor gave %j', (given) => {
    expect(settingsOf(given)).toEqual(defaults);
  });

  it('are taken as they are given', () => {
    const given = {
      hover: { counterparts: 5 },
      inlayHints: { enabled: true },
      codeLens: { enabled: true },
      review: { name: 'Ada' },
    };
    expect(settingsOf(given)).toEqual(given);
  });
});
