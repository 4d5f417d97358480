import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import { manifestSchema, lexiconSchema, frontMatterSchema } from '../../server/corpus/schema';
import { readEssay } from '../../server/text/readEssay';
import { fileOf, fixture, headingsOf, importOk, paragraphsOf, substance } from '../unit/corpus/import/fixture';

const source = fixture('compendium.txt');
const result = importOk(source);

describe('importing a compendium', () => {
  it('finds the themes with their titles and questions', () => {
    expect(result.title).toBe('Rivers and Rails, Vol. II: Slow Travel');
    expect(result.themes.map(({ title, questions }) => [title, questions.length])).toEqual([
      ['Night Trains and the Price of Distance', 3],
      ['From Quarrel to Confidence-Building Along Shared Rivers', 2],
      ['Timber Bridges: Rules, Risks and Sino–Nordic Practice', 2],
    ]);
    expect(result.themes[2]?.questions).toEqual([
      'Are old standards fit for new wood?',
      'Should a bridge be allowed to age?',
    ]);
  });

  it('takes essay titles from the text, not from the table of contents', () => {
    expect(result.themes.flatMap((theme) => theme.essays.map((essay) => essay.title))).toEqual([
      'Sleeper trains as public service: Lessons from the plains',
      'The return of the sleeper: Why markets alone cannot run it',
      'River commissions in an age of doubt',
      'Joint river-monitoring posts: Rationale and first steps',
      'Wood standards and testing cooperation: Room for a new start',
      'Building with caution: What engineers owe the public',
    ]);
  });

  it('ties each affiliation to its author, joins one that runs over lines, and takes an institution for an author', () => {
    const authors = result.themes.flatMap((theme) => theme.essays.map((essay) => essay.authors));
    expect(authors[0]).toEqual([
      { name: 'Gu Wanting', affiliation: 'Director, Department for Passenger Traffic and Station Design, ISR' },
      { name: 'Pei Luoshan', affiliation: 'Assistant Research Fellow, Department for European Rail, ISR' },
    ]);
    expect(authors[1]).toEqual([
      {
        name: 'Ilse Vandermolen',
        affiliation: 'Senior Fellow, Centre for Transport Policy, Head of the Night Programme, University of Antwerp',
      },
    ]);
    expect(authors[4]).toEqual([{ name: 'Hubei Society for Bridge Engineering (HSBE)' }]);
  });

  it('tells the perspectives from affiliations, acronyms and the order of the essays', () => {
    for (const theme of result.themes) {
      expect(theme.essays.map((essay) => essay.perspective)).toEqual(['chinese', 'european']);
    }
    expect(result.uncertain.filter((item) => item.kind === 'perspective')).toEqual([]);
  });

  it('keeps sections, capitals below main sections, numbered headings below capitals', () => {
    expect(headingsOf(result, 'essays/1-european.essay.md')).toEqual([
      '# The return of the sleeper: Why markets alone cannot run it',
      '## Introduction',
      '## Key issues',
      '### THE PLATFORM AT MIDNIGHT',
      '#### 1. Who owns the night.',
      '#### 2. Who pays for the bed.',
      '## Recommendations and conclusions',
    ]);
    expect(headingsOf(result, 'essays/3-chinese.essay.md')).toContain('#### What a test can say');
  });

  it('makes a paragraph whole that a page end cut', () => {
    expect(paragraphsOf(result, 'essays/1-chinese.essay.md')[1]).toMatch(
      /one carriage has passed \$900 a night\.\[\^1\] This gap/,
    );
  });

  it('makes a paragraph whole that a pull quote cut, and sets the quote behind it', () => {
    const text = fileOf(result, 'essays/1-chinese.essay.md');
    expect(text).toContain('they would miss it before they missed the passengers.');
    expect(text).toMatch(/without asking for a receipt\.\n\n> \[!pullquote\]\n> Nobody on the plain would call/);
  });

  it('keeps the hyphen of a compound that a page end cut', () => {
    expect(fileOf(result, 'essays/2-chinese.essay.md')).toContain('but risk-sharing between the banks');
  });

  it('leaves an edited pull quote in the text and says so', () => {
    const edited =
      'An officer would have asked for the number once a month, and would have entered it as part of the Register.';
    expect(paragraphsOf(result, 'essays/2-european.essay.md')).toContain(edited);
    expect(result.uncertain.some((item) => item.kind === 'pull quote')).toBe(true);
  });

  it('turns marks and notes into footnotes, also listed notes and notes over two lines', () => {
    const text = fileOf(result, 'essays/2-chinese.essay.md');
    expect(text).toContain('measure more.[^1] They should');
    expect(text).toContain(
      '[^1]: Commission for River Research (2028), “Minutes of the ninth meeting”, Chengdu: River Press, pp. 2-3.\n[^2]: Ibid.\n',
    );
  });

  it('ties a note of the byline to the title', () => {
    expect(headingsOf(result, 'essays/2-european.essay.md')[0]).toBe(
      '# Joint river-monitoring posts: Rationale and first steps[^1]',
    );
    expect(result.themes[1]?.essays[1]?.authors[0]?.affiliation).toBe('Research Fellow, Northern Forum on Waterways');
  });

  it('takes no power, formula or subscript for a note mark', () => {
    const text = fileOf(result, 'essays/1-chinese.essay.md');
    expect(text).toContain('the CO₂ balance');
    expect(text).toContain('400 m² is enough');
  });

  it('reports a note without a mark and keeps it', () => {
    expect(fileOf(result, 'essays/1-chinese.essay.md')).toContain('[^5]: See also the film of the same name.');
    const notes = result.uncertain.filter((item) => item.kind === 'note');
    expect(notes.map(({ line, message }) => [line, message.args])).toEqual([
      [source.split('\n').indexOf('⁵ See also the film of the same name.') + 1, ['5']],
    ]);
  });

  it('frees escapes and links that lead nowhere, and mends bullets', () => {
    const text = result.files.map((file) => file.text).join('\n');
    expect(text).not.toMatch(/\\[$(]|\]\(#\)/);
    expect(fileOf(result, 'essays/1-european.essay.md')).toContain('“Platforms (and beds) for sale”');
    expect(paragraphsOf(result, 'essays/1-chinese.essay.md')).toContain(
      '- A fare that does not change with the season.',
    );
  });

  it('leaves out page furniture', () => {
    const text = fileOf(result, 'essays/2-chinese.essay.md');
    expect(text).not.toMatch(/^-$|^2$/m);
  });

  it('writes the acronyms as a lexicon', () => {
    const { concepts } = lexiconSchema.parse(parse(fileOf(result, 'lexicon.yaml')));
    expect(concepts.map((concept) => concept.id)).toEqual(['crr', 'eu', 'hsbe', 'isr', 'ntn', 'r-d', 'teu']);
    expect(concepts.find((concept) => concept.id === 'isr')?.forms).toEqual({
      en: ['Institute of Slow Rail and Transport, Nanjing', 'ISR', 'ISRT'],
    });
    expect(concepts.find((concept) => concept.id === 'teu')?.forms['en']).toContain('Twenty-Foot Equivalent Unit');
  });

  it('sets front and back matter aside', () => {
    expect(fileOf(result, 'matter/front.md')).toContain('## Foreword');
    expect(fileOf(result, 'matter/front.md')).toContain('- Gu Wanting, Pei Luoshan');
    expect(fileOf(result, 'matter/back.md')).toContain('The **House of Slow Travel** is an independent press');
    expect(
      result.files
        .filter((file) => file.path.startsWith('essays/'))
        .map((file) => file.text)
        .join(),
    ).not.toContain('House of Slow Travel');
  });

  it('writes a manifest and front matter that the corpus reads', () => {
    const manifest = manifestSchema.parse(parse(fileOf(result, 'counterpoint.yaml')));
    expect(Object.keys(manifest.perspectives ?? {})).toEqual(['chinese', 'european']);
    expect(manifest.themes?.[1]).toMatchObject({
      essays: { chinese: 'essays/2-chinese.essay.md', european: 'essays/2-european.essay.md' },
    });
    expect(manifest.lexicons).toEqual(['lexicon.yaml']);
    for (const theme of result.themes) {
      for (const { path, title, perspective } of theme.essays) {
        const yaml = fileOf(result, path).split('\n---\n')[0]?.slice(4) ?? '';
        expect(frontMatterSchema.parse(parse(yaml))).toMatchObject({ title, perspective, theme: theme.id, lang: 'en' });
      }
    }
  });

  it('writes essays that the reader takes apart as they were meant', () => {
    for (const essay of result.themes.flatMap((theme) => theme.essays)) {
      const read = readEssay(fileOf(result, essay.path));
      expect(read.passages.length).toBe(essay.paragraphs);
      expect(read.pullQuotes.length).toBe(essay.pullQuotes);
      expect(read.notes.length).toBe(essay.notes);
    }
  });

  it('accounts for every word', () => {
    const { account } = result;
    expect(account.discrepancies).toEqual([]);
    expect(account.balanced).toBe(true);
    expect(account.buckets.reduce((sum, bucket) => sum + bucket.words, 0)).toBe(account.totalWords);
    expect(account.totalWords).toBe((source.match(/[\p{L}\p{N}]+/gu) ?? []).length);
    expect(account.buckets.every((bucket) => bucket.words > 0)).toBe(true);
  });

  it('gives the same files whatever the line ends, and ends lines with LF', () => {
    for (const end of ['\r\n', '\r']) {
      expect(importOk(source.replace(/\n/g, end)).files).toEqual(result.files);
    }
    expect(result.files.every((file) => !file.text.includes('\r') && file.text.endsWith('\n'))).toBe(true);
  });
});

describe('asking who speaks', () => {
  /** The fixture without the lines that name an institution or a place, as far as they match. */
  const anonymous = (names: RegExp): string =>
    source
      .split('\n')
      .filter((line) => !names.test(line))
      .join('\n');
  const everywhere = anonymous(/Nanjing|Chengdu|Tallinn|Antwerp|Northern Forum|Hubei|ISR|CRR/);
  const inTheFirstTheme = anonymous(/Nanjing|Antwerp|ISR/);

  it('follows the order of the other themes where a byline does not tell', () => {
    const { themes } = importOk(inTheFirstTheme);
    expect(themes[0]?.essays.map((essay) => essay.perspective)).toEqual(['chinese', 'european']);
  });

  it('calls the sides first and second where nothing tells, and lists every essay with the key for the answer', () => {
    const { uncertain, themes } = importOk(everywhere);
    const asked = uncertain.filter((item) => item.kind === 'perspective');
    expect(asked.map((item) => item.subject)).toEqual(['1.1', '1.2', '2.1', '2.2', '3.1', '3.2']);
    expect(themes[0]?.essays.map((essay) => essay.perspective)).toEqual(['first', 'second']);
  });

  it('takes the answers', () => {
    const { themes, uncertain } = importOk(everywhere, { perspectives: { '1.1': 'european', '1.2': 'chinese' } });
    expect(themes[0]?.essays.map(({ path }) => path)).toEqual([
      'essays/1-european.essay.md',
      'essays/1-chinese.essay.md',
    ]);
    expect(uncertain.filter((item) => item.kind === 'perspective').map((item) => item.subject)).not.toContain('1.1');
  });

  it('follows the order that the volume keeps, also when the European essay stands first', () => {
    const lines = source.split('\n');
    const at = (start: string): number => lines.findIndex((line, i) => i > 60 && line.startsWith(start));
    const [a, b, c] = [at('Sleeper trains as'), at('The return of'), at('From Quarrel')];
    const swapped = [...lines.slice(0, a), ...lines.slice(b, c), ...lines.slice(a, b), ...lines.slice(c)].join('\n');
    const again = importOk(swapped);
    expect(again.themes[0]?.essays.map((essay) => essay.perspective)).toEqual(['european', 'chinese']);
    expect(again.account.balanced).toBe(true);
  });
});

describe('a compendium from another converter', () => {
  const lines = source.split('\n');
  const isHeading = new Set(
    result.account.buckets.find((bucket) => bucket.name === 'heading')?.lines.flatMap(([from, to]) => range(from, to)),
  );
  const onHeadings = (change: (line: string, index: number) => string): string =>
    lines.map((line, i) => (isHeading.has(i + 1) && line.trim() !== '' ? change(line, i) : line)).join('\n');
  const without = (bucket: string): string => {
    const drop = new Set(
      result.account.buckets.find((b) => b.name === bucket)?.lines.flatMap(([from, to]) => range(from, to)),
    );
    return lines.filter((_, i) => !drop.has(i + 1)).join('\n');
  };
  const looks: Record<string, string> = {
    'headings marked with #': onHeadings((line) => `## ${line}`),
    'headings in bold': onHeadings((line) => `**${line}**`),
    'no table of contents': without('contents'),
    'no list of acronyms': without('acronyms'),
    'page numbers and running heads': lines
      .flatMap((line, i) =>
        i > 73 && line === '' && i % 7 === 0 ? [line, `${i}`, '', '\fRIVERS AND RAILS, VOL. II', ''] : [line],
      )
      .join('\n'),
    'other bullets': source.replace(/^- (?:q )?(?=[A-Z*])/gm, '• '),
    'lines wrapped at 72 characters': wrap(source, 72),
  };

  it.each(Object.entries(looks))('gives the same essays: %s', (_, variant) => {
    const again = importOk(variant);
    expect(substance(again)).toEqual(substance(result));
    expect(again.account.discrepancies).toEqual([]);
  });

  it('finds the themes without their questions', () => {
    const again = importOk(without('questions'));
    expect(again.themes.map((theme) => theme.title)).toEqual(result.themes.map((theme) => theme.title));
    expect(again.themes.map((theme) => theme.essays.length)).toEqual([2, 2, 2]);
  });

  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const marked = (mark: (n: string) => string, note: (n: string) => string): string =>
    lines
      .map((line) =>
        line
          .replace(
            /^( ?(?:- )?)([¹²³⁴⁵]) /,
            (_, lead: string, n: string) => `${lead}${note(String(digits.indexOf(n)))} `,
          )
          .replace(/(?<=\S)(?<!m)[¹²³⁴⁵]/g, (n) => mark(String(digits.indexOf(n)))),
      )
      .join('\n');
  it.each([
    [
      '[1]',
      marked(
        (n) => `[${n}]`,
        (n) => `[${n}]`,
      ),
    ],
    [
      '\\[1\\]',
      marked(
        (n) => `\\[${n}\\]`,
        (n) => `\\[${n}\\]`,
      ),
    ],
    [
      '^1',
      marked(
        (n) => `^${n}`,
        (n) => `^${n}`,
      ),
    ],
    [
      '(1)',
      marked(
        (n) => `(${n})`,
        (n) => `(${n})`,
      ),
    ],
    [
      '<sup>1</sup>',
      marked(
        (n) => `<sup>${n}</sup>`,
        (n) => `<sup>${n}</sup>`,
      ),
    ],
    [
      '[^1]',
      marked(
        (n) => `[^${n}]`,
        (n) => `[^${n}]:`,
      ),
    ],
    [
      'a superscript with notes numbered 1.',
      marked(
        (n) => digits.charAt(Number(n)),
        (n) => `${n}.`,
      ),
    ],
  ])('ties notes marked with %s', (_, variant) => {
    // The superscripts in the source's own m² stay what they are, whatever the style.
    const again = importOk(variant.replace('400 m² is', '400 metres is'));
    const plain = importOk(source.replace('400 m² is', '400 metres is'));
    expect(substance(again)).toEqual(substance(plain));
    expect(again.account.discrepancies).toEqual([]);
  });
});

describe('a damaged compendium', () => {
  it('keeps both notes when a number comes twice', () => {
    const again = importOk(source.replace('² The questions are kept', '¹ The questions are kept'));
    const text = fileOf(again, 'essays/1-chinese.essay.md');
    expect(text).toContain('[^1-2]: The questions are kept');
    expect(text).toContain('how they decide.²');
    expect(again.uncertain.filter((item) => item.kind === 'note').length).toBeGreaterThan(1);
    expect(again.account.balanced).toBe(true);
  });

  it('starts a theme when its title is gone', () => {
    const again = importOk(source.replace('\nFrom Quarrel to Confidence-Building Along Shared Rivers\n', '\n'));
    expect(again.themes.map((theme) => theme.essays.length)).toEqual([2, 2, 2]);
    expect(again.uncertain.some((item) => item.kind === 'theme')).toBe(true);
  });

  it('finds an essay without its byline, and says that it has none', () => {
    const again = importOk(source.replace(/\nTao Renfei\n\nAssociate Professor.*\n/, '\n'));
    expect(again.themes[1]?.essays[0]).toMatchObject({ title: 'River commissions in an age of doubt', authors: [] });
    expect(again.uncertain.some((item) => item.kind === 'byline')).toBe(true);
  });

  it('finds an essay without its title by its byline, and takes the title from the contents', () => {
    const again = importOk(source.replace('\nRiver commissions in an age of doubt\n\nTao', '\nTao'));
    expect(again.themes[1]?.essays[0]?.title).toBe('River commissions in an age of doubt');
    expect(again.uncertain.some((item) => item.kind === 'title')).toBe(true);
  });

  it('keeps text that Markdown would misread as text', () => {
    const again = importOk(
      source.replace(
        'Closing a bridge is dear',
        '> 40 bridges are closed.\n\n1996. That was the year.\n\n+ one is open.\n\nClosing a bridge is dear',
      ),
    );
    expect(again.account.discrepancies).toEqual([]);
    const read = readEssay(fileOf(again, 'essays/3-european.essay.md'));
    expect(read.passages.map((passage) => passage.sentences.map((sentence) => sentence.text).join(' '))).toContain(
      '1996. That was the year.',
    );
  });
});

describe('what is no compendium', () => {
  it.each(['news-report.txt', 'brief.txt'] as const)('is kept whole as one context document: %s', (name) => {
    const text = fixture(name);
    const context = importCompendium(text);
    if (context.kind !== 'context') throw new Error(context.kind);
    expect(context.files).toHaveLength(1);
    expect(context.files[0]?.path).toMatch(/^context\/[a-z0-9-]+\.md$/);
    expect(context.files[0]?.text).toMatch(/^---\ntitle: /);
    for (const line of text.split('\n')) expect(context.files[0]?.text).toContain(line.trimEnd());
  });

  it('is not forced into pairs when it is a single essay', () => {
    const lines = source.split('\n');
    const essay = lines.slice(
      lines.indexOf('River commissions in an age of doubt'),
      lines.indexOf('Joint river-monitoring posts: Rationale and first steps'),
    );
    expect(importCompendium(essay.join('\n')).kind).toBe('context');
  });

  it.each(['', ' \n\n\t\n', '\ufeff\r\n'])('is empty when nothing can be read: %j', (text) => {
    expect(importCompendium(text).kind).toBe('empty');
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Wraps the lines from the first theme on. */
function wrap(text: string, width: number): string {
  const [front = '', ...rest] = text.split('\nNight Trains and');
  const wrapped = ['Night Trains and' + rest.join('\nNight Trains and')][0]!.split('\n').flatMap((line) => {
    const out: string[] = [];
    let row = '';
    for (const word of line.split(' ')) {
      if (row !== '' && row.length + word.length + 1 > width) {
        out.push(row);
        row = word;
      } else row = row === '' ? word : `${row} ${word}`;
    }
    return [...out, row];
  });
  return [front, ...wrapped].join('\n');
}
