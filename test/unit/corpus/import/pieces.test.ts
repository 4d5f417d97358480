import { describe, expect, it } from 'vitest';
import { readAcronyms } from '../../../../server/corpus/import/acronyms';
import { accountFor } from '../../../../server/corpus/import/account';
import { cutBlocks } from '../../../../server/corpus/import/blocks';
import { readByline } from '../../../../server/corpus/import/byline';
import { KnownNames, readContents } from '../../../../server/corpus/import/contents';
import { escapeStart, mendBlock, WordBook } from '../../../../server/corpus/import/inline';
import { readLines } from '../../../../server/corpus/import/lines';
import { findMarks, labelNotes } from '../../../../server/corpus/import/notes';
import { readParagraphs } from '../../../../server/corpus/import/paragraphs';
import { assignSides, leaningOf, orderOf } from '../../../../server/corpus/import/perspective';
import { findPullQuotes } from '../../../../server/corpus/import/pullQuotes';
import { headingDepths } from '../../../../server/corpus/import/sections';
import { endingOf, looksLikePerson, looksLikeTitle, personsOf } from '../../../../server/corpus/import/shapes';

const blocksOf = (...paragraphs: string[]): ReturnType<typeof cutBlocks> =>
  cutBlocks(readLines(paragraphs.join('\n\n')), () => false);

describe('the look of a line', () => {
  it.each([
    'Key issues',
    'From Competition to Patience? Governing the Slow Race',
    '1. Who owns the night.',
    '**Who pays for the bed.**',
    'THE PLATFORM (AND THE BED) AT MIDNIGHT',
    'Bridges of Wood, Vol. IV: Forty Years',
  ])('can be a title: %s', (line) => {
    expect(looksLikeTitle(line)).toBe(true);
  });

  it.each([
    'and the rest of a sentence',
    'This is a sentence.',
    'This is a sentence with a mark.[12]',
    'Two are at work here. Both',
    'what they brought was this:',
    'It was filed under the',
    'Explain to us your bridges!',
    '',
    '12',
  ])('cannot be a title: %s', (line) => {
    expect(looksLikeTitle(line)).toBe(false);
  });

  it.each([
    ['A sentence.', 'sentence'],
    ['A quote.”¹²', 'sentence'],
    ['A mark behind the stop.[3]', 'sentence'],
    ['A mark behind the stop.<sup>3</sup>', 'sentence'],
    ['A plain mark behind the stop.12', 'sentence'],
    ['What follows:', 'colon'],
    ['a word in two hal-', 'hyphen'],
    ['no end at all', 'open'],
    ['no end, but a mark³', 'open'],
  ] as const)('ends: %s', (text, ending) => {
    expect(endingOf(text)).toBe(ending);
  });

  it('tells persons from headings and institutions', () => {
    expect(
      ['Gu Wanting', 'Carlos de la Torre y Vega', 'Dr. Oona Kivelä', 'J. P. O’Hara', '谷婉婷'].every(looksLikePerson),
    ).toBe(true);
    expect(
      ['Key Issues', 'Great Power', 'Slow Institute', 'Senior Fellow', 'Gu', 'river posts'].some(looksLikePerson),
    ).toBe(false);
    expect(personsOf('By Gu Wanting, Pei Luoshan and Ilse Vandermolen')).toEqual([
      'Gu Wanting',
      'Pei Luoshan',
      'Ilse Vandermolen',
    ]);
  });
});

describe('the table of contents', () => {
  it('may have dot leaders, titles over two lines, and names below the titles', () => {
    const contents = readContents(
      readLines(
        [
          'CONTENTS',
          'Foreword ........ iv',
          '1. SLOW TRAINS AND SLOW RIVERS IN THE CONFI-',
          'DENCE OF WINTER ........ 9',
          'A title of an essay ........ 10',
          'Gu Wanting',
          'Another title of an essay ........ 15',
          'Ilse Vandermolen and Oona Kivelä',
          '2. WOOD ........ 20',
          'A third title ........ 21',
          'Tao Renfei',
          '',
          'Foreword',
        ].join('\n'),
      ),
    );
    expect(contents?.entries.map(({ kind, text, authors }) => [kind, text, authors])).toEqual([
      ['matter', 'Foreword', []],
      ['theme', 'SLOW TRAINS AND SLOW RIVERS IN THE CONFI-DENCE OF WINTER', []],
      ['essay', 'A title of an essay', ['Gu Wanting']],
      ['essay', 'Another title of an essay', ['Ilse Vandermolen', 'Oona Kivelä']],
      ['theme', 'WOOD', []],
      ['essay', 'A third title', ['Tao Renfei']],
    ]);
    expect(contents?.last).toBe(10);
  });

  it('is missing where nothing is like one', () => {
    expect(readContents(readLines('A text.\n\nIn 1996 there were 12\n\nbridges.'))).toBeUndefined();
  });
});

describe('the list of acronyms', () => {
  it('may be a table with a head, and goes on behind a blank line', () => {
    const list = readAcronyms(
      readLines(
        '# Abbreviations\n\n| Acronym | Meaning |\n|---|---|\n| EU | European Union |\n| R&D | Research and Development |\n\n| G7 / G8 | Group of Seven |\n\nA paragraph of text.',
      ),
      0,
    );
    expect(list?.entries.map(({ shorts, long }) => [shorts, long])).toEqual([
      [['EU'], 'European Union'],
      [['R&D'], 'Research and Development'],
      [['G7', 'G8'], 'Group of Seven'],
    ]);
  });

  it('does not swallow the title behind it', () => {
    const list = readAcronyms(
      readLines(
        'List of acronyms\n\nEU European Union\nUN United Nations\n\nEU-River at 50: Lessons for the banks\n\n- Why?',
      ),
      0,
    );
    expect(list?.entries.length).toBe(2);
    expect(list?.lines.has(5)).toBe(false);
  });
});

describe('a byline', () => {
  const read = (...lines: string[]): ReturnType<typeof readByline> =>
    readByline(
      cutBlocks(readLines([...lines, '', 'Introduction', '', 'Text follows.'].join('\n')), () => false),
      0,
      new KnownNames([]),
    );

  it('may stand on one line', () => {
    expect(read('Gu Wanting, Director of Studies, River Academy')?.authors).toEqual([
      { name: 'Gu Wanting', affiliation: 'Director of Studies, River Academy' },
    ]);
  });

  it('may name several who share an affiliation', () => {
    expect(read('Gu Wanting and Pei Luoshan', 'School of Bridges, University of Turku')?.authors).toEqual([
      { name: 'Gu Wanting', affiliation: 'School of Bridges, University of Turku' },
      { name: 'Pei Luoshan', affiliation: 'School of Bridges, University of Turku' },
    ]);
  });

  it('parts two roles that stand on lines of their own', () => {
    expect(
      read(
        'Gu Wanting',
        'Editor, *River Journal*',
        'Postdoctoral Researcher, School of',
        'Public Affairs, River University,',
      )?.authors,
    ).toEqual([
      {
        name: 'Gu Wanting',
        affiliation: 'Editor, River Journal; Postdoctoral Researcher, School of Public Affairs, River University',
      },
    ]);
  });

  it('is none where a section starts', () => {
    expect(read('Key issues')).toBeUndefined();
    expect(read('The trouble with bridges')).toBeUndefined();
  });
});

describe('perspectives', () => {
  it('weigh places more than subjects of study', () => {
    expect(leaningOf('Centre for European Studies, Shanghai Institutes of Rivers')).toBeGreaterThan(1);
    expect(leaningOf('River Institute for China Studies, Berlin')).toBeLessThan(-1);
    expect(Math.abs(leaningOf('China Centre, River Institute'))).toBeLessThan(1);
  });

  it('are sure where byline and order agree, and asked for where they do not', () => {
    expect(
      orderOf([
        [3, -3],
        [2, 0],
        [0, 0],
      ]),
    ).toBe(1);
    expect(assignSides([3, -3], 1)).toEqual([
      { side: 1, sure: true },
      { side: -1, sure: true },
    ]);
    expect(assignSides([0, 0], -1)).toEqual([
      { side: -1, sure: false },
      { side: 1, sure: false },
    ]);
    expect(assignSides([-4, 3], 1).map(({ side }) => side)).toEqual([-1, 1]);
    expect(assignSides([-4, 3], 1).some(({ sure }) => sure)).toBe(false);
  });
});

describe('pull quotes', () => {
  const host = 'The river rose for nine days in a row. Nobody had seen it rise so slowly, and nobody moved.';
  const quote = 'Nobody had seen it rise so slowly, and nobody moved.';

  it.each([
    ['before its source', [quote, host], 0],
    ['behind its source', [host, 'Another paragraph of this essay.', quote], 2],
    [
      'with other quotation marks and a note mark in the source',
      [host.replace('slowly,', 'slowly,³'), `“${quote}”`],
      1,
    ],
  ])('are found %s', (_, paragraphs, at) => {
    const blocks = blocksOf(...paragraphs);
    expect([...findPullQuotes(blocks)]).toEqual([blocks[at]]);
  });

  it('may leave words out between dots or bring two sentences together', () => {
    const long = `${host} Then the bells rang in all the towers of the town. In the morning the river was gone.`;
    const blocks = blocksOf(
      long,
      'The river rose for nine days in a row … nobody moved.',
      `${quote} In the morning the river was gone.`,
    );
    expect([...findPullQuotes(blocks)]).toEqual([blocks[1], blocks[2]]);
  });

  it('may be doubled', () => {
    const blocks = blocksOf(host, quote, quote);
    expect([...findPullQuotes(blocks)]).toEqual([blocks[1], blocks[2]]);
  });

  it('stay in the text when a single word differs', () => {
    expect(findPullQuotes(blocksOf(host, quote.replace('slowly', 'quietly'))).size).toBe(0);
  });

  it('never take a paragraph for the quote of itself: of two alike one stays', () => {
    expect(findPullQuotes(blocksOf(quote, 'Another paragraph of this essay.', quote)).size).toBe(1);
  });

  it('are none when only a heading says the same', () => {
    const heading = 'What the ferrymen of the upper river owe the public';
    const { units } = readParagraphs(blocksOf(heading, heading, 'A paragraph of text stands below the heading here.'));
    expect(units.map((unit) => unit.kind)).toEqual(['heading', 'heading', 'paragraph']);
  });

  it('do not hide that a paragraph goes on behind them', () => {
    const { units } = readParagraphs(
      blocksOf('The river rose for nine days in a row, and while it was rising', quote, `the town slept. ${quote}`),
    );
    expect(units.map(({ kind, blocks }) => [kind, blocks.length])).toEqual([
      ['paragraph', 2],
      ['pull quote', 1],
    ]);
  });
});

describe('paragraphs', () => {
  it('are not joined when the first ends its sentence', () => {
    const { units } = readParagraphs(blocksOf('The river rose.', 'Nobody moved at all that day.'));
    expect(units.length).toBe(2);
  });

  it('that break off before a capital are joined, and the join is reported', () => {
    const { units, unsureJoins } = readParagraphs(
      blocksOf('The officers filed it under the great register of', 'River Marks, where nobody looked.'),
    );
    expect(units.length).toBe(1);
    expect(unsureJoins.length).toBe(1);
  });

  it('keep a list of bullets a list, and a numbered list without text between no headings', () => {
    const { units } = readParagraphs(
      blocksOf(
        'Three things:',
        '- one thing',
        '- another thing',
        '1. First a boat',
        '2. Then a bridge',
        'The end of the text.',
      ),
    );
    expect(units.map((unit) => unit.kind)).toEqual([
      'paragraph',
      'item',
      'item',
      'paragraph',
      'paragraph',
      'paragraph',
    ]);
  });
});

describe('note marks', () => {
  const notes = (...labels: string[]): ReturnType<typeof labelNotes> =>
    labelNotes(
      blocksOf(...labels.map((label) => `[${label}] A note.`), '[98] x', '[99] y')
        .slice(0, labels.length)
        .map((block) => ({ block, more: [] })),
    );

  it('are superscripts, but powers and isotopes are not', () => {
    const blocks = blocksOf('A claim.¹ An area of 5 km² in 10² places, and carbon ²H.');
    expect(
      findMarks(blocks, notes('1', '2'))
        .marks.get(blocks[0]!)
        ?.map((mark) => mark.label),
    ).toEqual(['1']);
  });

  it('are told from other figures in brackets by their notes', () => {
    const blocks = blocksOf('A claim [1] from a list of [20] places.');
    expect(findMarks(blocks, notes('1')).marks.get(blocks[0]!)?.length).toBe(1);
  });

  it('that lost their height are believed in order only', () => {
    const blocks = blocksOf('A claim of the G7.1 Another one,2 with CO2 and EC2 and 3.5 of ten.3');
    expect(
      findMarks(blocks, notes('1', '2', '3'))
        .marks.get(blocks[0]!)
        ?.map((mark) => mark.label),
    ).toEqual(['1', '2', '3']);
  });

  it('without a note are reported', () => {
    const blocks = blocksOf('A claim.⁷');
    expect(findMarks(blocks, notes('1')).loose.map((mark) => mark.label)).toEqual(['7']);
  });
});

describe('mending', () => {
  const mend = (text: string, ...others: string[]): string => {
    const lines = [text, ...others];
    const block = cutBlocks(readLines(text), () => false)[0]!;
    return mendBlock(block, [], { words: new WordBook(lines.flatMap((line) => line.split('\n'))), markdown: true })
      .text;
  };

  it('frees escapes that Markdown does not need and keeps those that it does', () => {
    expect(mend('It costs \\$5 \\(about five\\) \\[sic\\] and \\*more\\*.')).toBe(
      'It costs $5 (about five) \\[sic\\] and \\*more\\*.',
    );
    expect(mend('See [this]\\(not a link) here.')).toBe('See [this]\\(not a link) here.');
  });

  it('drops empty link targets, also around brackets, and keeps real ones', () => {
    expect(mend('See “[a \\[b\\] c](#)” and [d](#page-3) and [e](https://example.org).')).toBe(
      'See “a \\[b\\] c” and d and [e](https://example.org).',
    );
  });

  it('writes a word that a line end cut as the volume writes it elsewhere', () => {
    expect(mend('They trust the confi-\ndence of others and the wide open skies above them', 'confidence')).toContain(
      'the confidence of',
    );
    expect(mend('They trust the tit-\nfor tat', 'tit-for tat')).toContain('tit-for tat');
    expect(mend('They trust the coop\u00ad\neration of others')).toContain('cooperation');
  });

  it('lists every change with its place', () => {
    const block = cutBlocks(readLines('\n\nIt costs \\$5.'), () => false)[0]!;
    expect(mendBlock(block, [], { words: new WordBook([]), markdown: true }).mends).toEqual([
      { kind: 'escape', line: 3, column: 9, before: '\\$', after: '$' },
    ]);
  });

  it.each(['# of bridges', '> 40 bridges', '- 5 degrees', '+ one', '===', '| a', '```', '<div> is a tag', '[a]: b'])(
    'escapes a start that Markdown would misread: %s',
    (text) => {
      expect(escapeStart(text, true)).toBe(`\\${text}`);
    },
  );

  it('escapes a year at the start, not an item number', () => {
    expect(escapeStart('1996. That was the year.', true)).toBe('1996\\. That was the year.');
    expect(escapeStart('3. Then a bridge', true)).toBe('3. Then a bridge');
    expect(escapeStart('Plain text', true)).toBe('Plain text');
  });
});

describe('section depths', () => {
  const depths = (...headings: string[]): number[] => headingDepths(blocksOf(...headings), new Set());

  it('follow the style of the headings', () => {
    expect(
      depths('Introduction', 'Key issues', 'THE NIGHT', '1. Who owns it', 'A smaller matter', 'Conclusion'),
    ).toEqual([2, 2, 3, 4, 4, 2]);
  });

  it('follow the marks where there are several depths of them', () => {
    expect(depths('### Introduction', '#### THE NIGHT', '##### Who owns it', '### Conclusion')).toEqual([2, 3, 4, 2]);
  });

  it('start at the top when there are no main sections', () => {
    expect(depths('The first matter', 'The second matter')).toEqual([2, 2]);
  });
});

describe('the account', () => {
  const lines = readLines('One two three.\n\nFour five.');
  const places = [
    { bucket: 'body', file: 'essays/1-chinese.essay.md' },
    undefined,
    { bucket: 'body', file: 'essays/1-chinese.essay.md' },
  ] as const;
  const essay = (body: string): { path: string; text: string }[] => [
    { path: 'essays/1-chinese.essay.md', text: `---\ntitle: x\n---\n\n${body}\n` },
  ];

  it('is balanced when the file says what the source says', () => {
    expect(accountFor(lines, places, essay('One two three.\n\nFour five.'), []).balanced).toBe(true);
  });

  it.each([
    ['a word is missing', 'One two.\n\nFour five.', 1],
    ['a word is new', 'One two three.\n\nFour five six.', 3],
    ['words changed places', 'One three two.\n\nFour five.', 1],
    ['a paragraph became a heading', '## One two three.\n\nFour five.', 1],
    ['a quote says what the text does not', 'One two three.\n\nFour five.\n\n> [!pullquote]\n> Nobody said this.', 0],
  ])('finds out when %s', (_, body) => {
    const account = accountFor(lines, places, essay(body), []);
    expect(account.balanced).toBe(false);
    expect(account.discrepancies.length).toBeGreaterThan(0);
  });

  it('finds out when a line was forgotten, and still adds up', () => {
    const account = accountFor(lines, [places[0]], essay('One two three.'), []);
    expect(account.balanced).toBe(false);
    expect(account.buckets.reduce((sum, bucket) => sum + bucket.words, 0)).toBe(account.totalWords);
  });

  it('takes a listed mend into account, and no mend that was not made', () => {
    const mend = { kind: 'joined hyphen', line: 3, column: 0, before: 'Four', after: 'Forty' } as const;
    expect(accountFor(lines, places, essay('One two three.\n\nForty five.'), [mend]).balanced).toBe(true);
    expect(
      accountFor(lines, places, essay('One two three.\n\nFour five.'), [{ ...mend, before: 'Nine' }]).balanced,
    ).toBe(false);
  });
});
