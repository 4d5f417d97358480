import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assembleCorpus, type Corpus, manifestName, manifestPaths, pairsOf } from '../../server/corpus/corpus';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import type { CompendiumImport, ImportedFile, ImportOptions } from '../../server/corpus/import/types';
import { plainPath } from '../../server/corpus/paths';
import { idPattern } from '../../server/corpus/schema';
import type { Essay } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';

const source = readFileSync(new URL('../fixtures/compendium.txt', import.meta.url), 'utf8');

/** The fixture with some of its wording changed; each wording must be there. */
function changed(...changes: readonly (readonly [before: string, after: string])[]): string {
  return changes.reduce((text, [before, after]) => {
    expect(text).toContain(before);
    return text.replace(before, () => after);
  }, source);
}

function compendium(text = source, options: ImportOptions = {}): CompendiumImport {
  const result = importCompendium(text, options);
  if (result.kind !== 'compendium') throw new Error(`It was taken for ${result.kind}.`);
  return result;
}

function fileNamed(files: readonly ImportedFile[], path: string): string {
  const file = files.find((each) => each.path === path);
  if (file === undefined) throw new Error(`There is no ${path} among ${files.map((each) => each.path).join(', ')}.`);
  return file.text;
}

function corpusOf(files: readonly ImportedFile[]): Corpus {
  const manifest = fileNamed(files, manifestName);
  const named = manifestPaths(manifest);
  return assembleCorpus({
    manifest,
    documents: named.documents.map((path) => ({ path, essay: readEssay(fileNamed(files, path)) })),
    lexicons: new Map(named.lexicons.map((path) => [path, fileNamed(files, path)])),
  });
}

const imported = compendium();
const text = (path: string): string => fileNamed(imported.files, path);
const essayAt = (path: string): Essay => readEssay(text(path));
const essayPaths = imported.themes.flatMap((theme) => theme.essays.map((essay) => essay.path));
const paragraphs = (path: string): string[] => text(path).split('\n\n');
const says = (essay: Essay): string[] =>
  essay.passages.map((passage) => passage.sentences.map((sentence) => sentence.text).join(' '));
const quotes = (essay: Essay): string[] =>
  essay.pullQuotes.map((quote) => quote.sentences.map((sentence) => sentence.text).join(' '));

describe('an essay whose title ends like a sentence', () => {
  it.each(['!', '.', '…'])('is an essay all the same where the contents name it so: %s', (mark) => {
    const text = source.replaceAll('Give the river its meadow back', `Give the river its meadow back${mark}`);
    const { themes } = compendium(text);
    expect(themes.map((theme) => theme.essays.length)).toEqual([2, 2, 2]);
  });
});

describe('the themes of a compendium', () => {
  it('have the titles that stand above the essays, not the capitals of the contents', () => {
    expect(imported.themes.map((theme) => theme.title)).toEqual([
      'Who Pays for Dry Feet? Sharing the Cost of Flood Defence',
      'Walls or Meadows: Making Room for the River',
      'From Siren to Shelter: Early-Warning and Public Trust',
    ]);
    expect(imported.title).toBe('High Water, Common Ground, Vol. II: Two Cities and Their Rivers');
  });

  it('have ids made of their titles', () => {
    const ids = imported.themes.map((theme) => theme.id);
    expect(ids).toEqual(['who-pays-for-dry-feet', 'walls-or-meadows', 'from-siren-to-shelter']);
  });

  it('have their guiding questions, with or without bold and a label', () => {
    expect(imported.themes.map((theme) => theme.questions)).toEqual([
      [
        'Should those who live behind a dike pay for it, or those whose fields hold the water back?',
        'Can two cities share one flood fund without sharing one river?',
      ],
      ['Is a wall a failure of planning, or its last line?', 'Who decides which field is given to the water?'],
      [
        'Does a warning work because it is obeyed, or because it is believed?',
        'What should happen after a false alarm?',
      ],
    ]);
  });
});

describe('the essays of a compendium', () => {
  const facts = imported.themes.flatMap((theme) => theme.essays);

  it('have their titles, in the order of the volume', () => {
    expect(facts.map((essay) => essay.title)).toEqual([
      'Paying upstream: Why a city should buy time from the hills',
      'A dike is a promise: Financing protection that nobody sees',
      'The sponge and the levee need each other',
      'Give the river its meadow back',
      'One command, one siren: Lessons from the Linjiang drill',
      'Trust is the last mile of every warning',
    ]);
  });

  it('have every author with an affiliation that may run over several lines, and an institution as an author', () => {
    expect(facts.map((essay) => essay.authors)).toEqual([
      [
        {
          name: 'Gu Wenlan',
          affiliation:
            'Director, Department for Basin Economics and Rural Development, Yangtze Institute of Water Policy, Shanghai',
        },
        {
          name: 'Tao Ruihe',
          affiliation: 'Research Fellow, Department for Hydrology, Yangtze Institute of Water Policy',
        },
      ],
      [
        {
          name: 'Henrike Solvang',
          affiliation: 'Senior Fellow, Delta Centre for Water Policy, Brussels and Lecturer, University of Veerstad',
        },
      ],
      [
        {
          name: 'Mo Qiaoyun',
          affiliation: 'Associate Professor & Deputy Dean, School of Urban Ecology, Linjiang University, Wuhan',
        },
      ],
      [
        {
          name: 'Benoît Clairvaux',
          affiliation: 'Programme Director, European Institute for Living Rivers, Lyon',
        },
        { name: 'Ilse van der Wiel', affiliation: 'Head of the Meadow Unit, Waterschap Academy, Rotterdam' },
      ],
      [{ name: 'Shanghai Academy of River Engineering (SARE)' }],
      [{ name: 'Tomasz Wierzba', affiliation: 'Analyst, Vistula Observatory for Public Safety, Warsaw' }],
    ]);
  });

  it('have the perspective of their affiliations, and nothing is left to ask', () => {
    expect(facts.map((essay) => essay.perspective)).toEqual([
      'chinese',
      'european',
      'chinese',
      'european',
      'chinese',
      'european',
    ]);
    expect(imported.uncertain).toEqual([]);
  });

  it('say what they are in their front matter', () => {
    const essay = essayAt('essays/1-european.essay.md');
    expect(parse(essay.text.slice(essay.frontMatter!.start, essay.frontMatter!.end))).toEqual({
      title: 'A dike is a promise: Financing protection that nobody sees',
      theme: 'who-pays-for-dry-feet',
      perspective: 'european',
      authors: [facts[1]!.authors[0]],
      source: imported.title,
      lang: 'en',
    });
  });

  it('know the line of the source on which they start', () => {
    const lines = source.split('\n');
    for (const essay of facts) expect(lines[essay.line - 1]).toContain(essay.title);
  });

  it('keep their sections: main ones, those in capitals below, numbered ones below their parents', () => {
    const headings = (path: string): string[] =>
      essayAt(path).headings.map((heading) => `${heading.depth} ${heading.text}`);
    expect(headings('essays/1-chinese.essay.md')).toEqual([
      '1 Paying upstream: Why a city should buy time from the hills',
      '2 Introduction: A bill that runs downhill',
      '2 Main challenges and opportunities',
      '3 THE PRICE OF AN HOUR',
      '3 WHAT THE FUND MUST NOT BECOME',
      '2 Recommendations and conclusions',
    ]);
    expect(headings('essays/2-chinese.essay.md')).toEqual([
      '1 The sponge and the levee need each other',
      '2 1. Introduction',
      '2 2. The two hands',
      '3 2.1 What grass can do',
      '3 2.2 What only height can do',
      '2 3. Conclusion',
    ]);
    expect(headings('essays/3-european.essay.md')).toEqual([
      '1 Trust is the last mile of every warning',
      '2 Introduction',
      '2 Main challenges and opportunities',
      '3 Why people stay',
      '3 What one voice cannot say',
      '2 Recommendations and conclusions',
    ]);
  });

  it('count their paragraphs, notes and pull quotes as they were written', () => {
    for (const fact of facts) {
      const essay = essayAt(fact.path);
      expect(essay.passages).toHaveLength(fact.paragraphs);
      expect(essay.notes).toHaveLength(fact.notes);
      expect(essay.pullQuotes).toHaveLength(fact.pullQuotes);
    }
  });

  it('name the source and language that the caller gives', () => {
    const given = compendium(source, { source: 'Two Rivers Forum, 2031', lang: 'en-GB' });
    expect(fileNamed(given.files, 'essays/2-european.essay.md')).toContain(
      'source: Two Rivers Forum, 2031\nlang: en-GB\n',
    );
    expect(parse(fileNamed(given.files, 'lexicon.yaml'))).toMatchObject({
      concepts: [{ forms: { 'en-GB': ['Delta Finance Authority', 'DFA'] } }, {}, {}, {}, {}],
    });
  });
});

describe('a paragraph that was cut in two', () => {
  it('by a page end is whole again', () => {
    expect(says(essayAt('essays/1-chinese.essay.md'))[1]).toContain(
      'every hour that the hills hold back is worth some $3 million in damage avoided.',
    );
    expect(says(essayAt('essays/2-chinese.essay.md'))[2]).toContain(
      'Officials who once laughed at gardens now ask for them in every district plan, and the council',
    );
  });

  it('inside a word is whole again, without the hyphen', () => {
    expect(text('essays/1-chinese.essay.md')).toContain('than the models had foretold for an unterraced slope.');
    expect(text('essays/3-chinese.essay.md')).toContain('trains only the announcement, and a habit');
  });

  it('inside a word keeps its hyphen where the volume does not write the word as one elsewhere', () => {
    const other = compendium(changed(['No model had foretold either.', 'No model had seen either.']));
    expect(fileNamed(other.files, 'essays/1-chinese.essay.md')).toContain('the models had fore-told for an');
    expect(other.account.balanced).toBe(true);
  });

  it('by a pull quote is whole again, and the quote follows it', () => {
    const own = paragraphs('essays/1-chinese.essay.md');
    const whole = own.findIndex((paragraph) =>
      paragraph.includes('just as a power plant is paid for standing ready on a winter night.'),
    );
    expect(own[whole + 1]).toBe(
      '> [!pullquote]\n> A city that pays only at its own gate pays too late and pays too much.',
    );
    expect(text('essays/2-european.essay.md')).toContain('put to a vote in both parishes,');
    expect(text('essays/3-european.essay.md')).toContain('not technology but acquaintance, and');
  });

  it('by a page number is whole again, and the number is gone', () => {
    expect(text('essays/3-chinese.essay.md')).toContain('in the same words to all, because silence after');
    expect(text('essays/3-chinese.essay.md')).not.toMatch(/^31$/m);
  });

  it('stays cut where the second half starts afresh', () => {
    expect(paragraphs('essays/1-chinese.essay.md')).toContain(
      'We used to say that the mountain owes the city nothing.',
    );
  });
});

describe('pull quotes', () => {
  it('are set apart when they say again what stands before or behind them', () => {
    expect(essayPaths.map((path) => quotes(essayAt(path)))).toEqual([
      [
        'A city that pays only at its own gate pays too late and pays too much.',
        'The fund should therefore be bound by statute to spend at least half of its income upstream.',
      ],
      ['Payments to upstream farmers have been tried here, and they have disappointed.'],
      ['When the river itself rises, the sponge is soaked from below, and then only the levee counts.'],
      [
        'The meadow asks nothing of us but that we leave it alone.',
        'Every metre of wall is a decision about who will be flooded, taken without asking them.',
      ],
      [
        'Since the reform there is one siren, one message on every telephone and one officer who answers for both. […] ' +
          'A warning that comes from three offices is three rumours.',
      ],
      ['People do not obey sirens; they believe neighbours.'],
    ]);
  });

  it('leave their wording in the body', () => {
    const letters = (wording: string): string => wording.replace(/[^\p{L}]/gu, '').toLowerCase();
    for (const path of essayPaths) {
      const essay = essayAt(path);
      const body = letters(says(essay).join(' '));
      for (const quote of quotes(essay)) for (const piece of quote.split('[…]')) expect(body).toContain(letters(piece));
    }
  });

  it('are none where the body does not say the same, however much they look like one', () => {
    expect(says(essayAt('essays/1-chinese.essay.md'))).toContain(
      'We used to say that the mountain owes the city nothing.',
    );
    const other = compendium(
      changed([
        '\nPeople do not obey sirens; they believe neighbours.\n',
        '\nPeople do not obey sirens; they trust only neighbours whom they know.\n',
      ]),
    );
    const essay = readEssay(fileNamed(other.files, 'essays/3-european.essay.md'));
    expect(essay.pullQuotes).toEqual([]);
    expect(says(essay).join('\n')).toContain('they trust only neighbours whom they know.');
    expect(other.account.balanced).toBe(true);
  });

  it('are none where only another essay says the same', () => {
    const borrowed = 'A city that pays only at its own gate pays too late and pays too much.';
    const other = compendium(changed(['\nPeople do not obey sirens; they believe neighbours.\n', `\n${borrowed}\n`]));
    const essay = readEssay(fileNamed(other.files, 'essays/3-european.essay.md'));
    expect(essay.pullQuotes).toEqual([]);
    expect(says(essay).join('\n')).toContain(borrowed);
  });
});

describe('notes', () => {
  it('are all there, and every mark is tied to its own', () => {
    const marked = essayPaths.map((path) => essayAt(path).noteMarks.map((mark) => mark.label));
    expect(marked).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(essayPaths.map((path) => essayAt(path).notes.map((note) => note.label))).toEqual(marked);
  });

  it('stand with or without a hyphen, and “Ibid.” is one', () => {
    expect(essayAt('essays/1-european.essay.md').notes.map((note) => note.text)).toEqual([
      'The author thanks the dike wardens of Veerstad for two long walks.',
      'Delta Finance Authority, "Levy tables (revised)", Veerstad, 2030.',
      'Ibid., p. 12.',
    ]);
    expect(essayAt('essays/1-chinese.essay.md').notes[2]?.text).toBe('Ibid.');
  });

  it('of a mark in the byline are tied to the title', () => {
    expect(text('essays/1-european.essay.md')).toContain(
      '\n# A dike is a promise: Financing protection that nobody sees[^1]\n',
    );
    expect(text('essays/1-european.essay.md').split('---')[1]).not.toMatch(/[¹]|\[\^/);
  });

  it('are never made of a power', () => {
    expect(says(essayAt('essays/2-chinese.essay.md'))[0]).toContain('moves 40 m³ in a second besides.');
  });

  it('whose mark is missing are kept and reported; so is a mark whose note is missing', () => {
    const orphan = compendium(changed(['answers for both.¹', 'answers for both.']));
    expect(fileNamed(orphan.files, 'essays/3-chinese.essay.md')).toContain('Report on the Night of the Ninth');
    const line = source.split('\n').findIndex((each) => each.includes('Report on the Night of the Ninth')) + 1;
    expect(orphan.uncertain).toContainEqual(expect.objectContaining({ kind: 'note', line }));
    expect(orphan.account.balanced).toBe(true);

    const loose = compendium(changed(['\n² Ibid., pp. 3-5.\n', '\n']));
    expect(loose.uncertain.some((item) => item.kind === 'note')).toBe(true);
    expect(loose.account.balanced).toBe(true);
  });
});

describe('wording', () => {
  it('loses escapes, empty link targets and bullets of the conversion, and nothing else', () => {
    expect(text('essays/1-chinese.essay.md')).toContain('Linjiang spends $48 million a year');
    expect(text('essays/1-chinese.essay.md')).toContain('“Annual account of delays”, Linjiang, 2 March 2031.');
    expect(text('essays/2-chinese.essay.md')).toContain(
      '\n- Raise the levee where people cannot move.\n- Widen the bed where they can.\n- Keep the sponge for the rain, and the wall for the river.\n',
    );
    expect(text('essays/1-chinese.essay.md')).toContain('*Terraces and Time*');
  });
});

describe('what stands around the essays', () => {
  it('is kept in files of its own: contents, forewords, imprint', () => {
    const front = text('matter/front.md');
    expect(front).toContain('## Foreword\n\nRivers do not read agreements.');
    expect(front).toContain('Maren Oudekerk (ed.)');
    expect(front).toContain('WALLS OR MEADOWS: MAKING ROOM FOR THE RIVER');
    expect(text('matter/back.md')).toContain('The **Two Rivers Forum** is an invented association');
    expect(text('matter/back.md')).toContain('Keeping both banks in touch');
    for (const path of essayPaths) {
      expect(text(path)).not.toContain('Two Rivers Forum');
      expect(text(path)).not.toContain('Oudekerk');
    }
  });

  it('is no part of the corpus', () => {
    expect(manifestPaths(text(manifestName)).documents).toEqual(essayPaths);
  });

  it('gives its acronyms to a lexicon, whether tabs or spaces part them', () => {
    expect(parse(text('lexicon.yaml'))).toEqual({
      concepts: [
        { id: 'dfa', forms: { en: ['Delta Finance Authority', 'DFA'] } },
        { id: 'ews', forms: { en: ['Early Warning System', 'EWS'] } },
        { id: 'nbs', forms: { en: ['Nature-Based Solutions', 'NBS'] } },
        { id: 'rbc', forms: { en: ['River Basin Commission', 'RBC'] } },
        { id: 'sare', forms: { en: ['Shanghai Academy of River Engineering', 'SARE', 'ARE'] } },
      ],
    });
  });
});

describe('the account of words', () => {
  const { account } = imported;
  const bucket = (name: string): (typeof account.buckets)[number] | undefined =>
    account.buckets.find((each) => each.name === name);

  it('balances: every word of the source is in one bucket, and the files say nothing else', () => {
    expect(account.discrepancies).toEqual([]);
    expect(account.balanced).toBe(true);
    expect(account.buckets.reduce((sum, each) => sum + each.words, 0)).toBe(account.totalWords);
    expect(account.totalWords).toBe((source.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).length);
  });

  it('has each line that is not blank in one bucket only', () => {
    const seen = new Set<number>();
    const lines = source.split('\n');
    for (const { lines: ranges } of account.buckets) {
      for (const [from, to] of ranges) {
        for (let line = from; line <= to; line += 1) {
          if (lines[line - 1]!.trim() === '') continue;
          expect(seen.has(line)).toBe(false);
          seen.add(line);
        }
      }
    }
    expect(seen.size).toBe(lines.filter((line) => line.trim() !== '').length);
  });

  it('says which lines are what', () => {
    const lines = source.split('\n');
    const of = (name: string): string[] =>
      (bucket(name)?.lines ?? [])
        .flatMap(([from, to]) => lines.slice(from - 1, to))
        .filter((line) => line.trim() !== '');
    expect(of('page furniture')).toEqual(['-', '2', '3', '31']);
    expect(of('pull quote')).toHaveLength(8);
    expect(of('note')).toHaveLength(14);
    expect(of('acronyms')).toHaveLength(6);
    expect(of('questions').at(-1)).toBe('- What should happen after a false alarm?');
  });

  it('lists every mend with its place, and what stood there stood there', () => {
    const lines = source.split('\n');
    const kinds = new Set(account.mends.map((mend) => mend.kind));
    for (const kind of [
      'bullet',
      'escape',
      'empty link target',
      'joined hyphen',
      'note mark',
      'joined paragraph',
    ] as const)
      expect(kinds).toContain(kind);
    for (const { line, column, before } of account.mends) {
      if (before.includes('\n')) continue;
      expect(lines[line - 1]!.slice(column, column + before.length)).toBe(before);
    }
    expect(account.mends).toContainEqual({
      kind: 'escape',
      line: lines.findIndex((line) => line.startsWith('Linjiang spends')) + 1,
      column: 'Linjiang spends '.length,
      before: '\\$',
      after: '$',
    });
  });
});

describe('the files of an import', () => {
  it('are a corpus without problems whose essays face each other theme by theme', () => {
    const corpus = corpusOf(imported.files);
    expect(corpus.problems).toEqual([]);
    expect(corpus.title).toBe(imported.title);
    expect(corpus.perspectives).toEqual([
      { id: 'chinese', label: 'Chinese-authored' },
      { id: 'european', label: 'European-authored' },
    ]);
    expect(pairsOf(corpus).map((pair) => [pair.theme.id, pair.left.path, pair.right.path])).toEqual([
      ['who-pays-for-dry-feet', 'essays/1-chinese.essay.md', 'essays/1-european.essay.md'],
      ['walls-or-meadows', 'essays/2-chinese.essay.md', 'essays/2-european.essay.md'],
      ['from-siren-to-shelter', 'essays/3-chinese.essay.md', 'essays/3-european.essay.md'],
    ]);
    expect(corpus.concepts).toHaveLength(5);
  });

  it('are the same whatever the line ends, and with a byte order mark', () => {
    expect(compendium(source.replaceAll('\n', '\r\n')).files).toEqual(imported.files);
    expect(compendium(source.replaceAll('\n', '\r')).files).toEqual(imported.files);
    expect(compendium(`\ufeff${source}`).files).toEqual(imported.files);
  });

  it('are the same each time', () => {
    expect(importCompendium(source)).toEqual(imported);
  });

  it('end in one line end and hold no white space at the ends of lines', () => {
    for (const file of imported.files) {
      expect(file.text).toMatch(/[^\n]\n$/);
      expect(file.text).not.toMatch(/[ \t\r]$/m);
    }
  });
});

describe('whose view an essay is', () => {
  it('follows the byline where one theme turns the order round', () => {
    const swapped = compendium(
      changed(
        [
          'Associate Professor & Deputy Dean, School of Urban Ecology, Linjiang University, Wuhan',
          'Dean, University of Ghent, Belgium',
        ],
        [
          'Programme Director, European Institute for Living Rivers, Lyon',
          'Programme Director, Institute for Living Rivers, Wuhan',
        ],
        ['Head of the Meadow Unit, Waterschap Academy, Rotterdam', 'Head of the Meadow Unit, Hubei Academy, Wuhan'],
      ),
    );
    expect(swapped.themes[1]?.essays.map((essay) => essay.perspective)).toEqual(['european', 'chinese']);
    expect(swapped.themes[0]?.essays.map((essay) => essay.perspective)).toEqual(['chinese', 'european']);
    expect(corpusOf(swapped.files).problems).toEqual([]);
  });

  it('is taken from the order, and asked for, where no byline tells', () => {
    const silent = compendium(
      changed(
        ['Linjiang University, Wuhan', 'Linjiang University'],
        ['European Institute for Living Rivers, Lyon', 'Institute for Living Rivers'],
        ['Waterschap Academy, Rotterdam', 'Waterschap Academy'],
      ),
    );
    expect(silent.themes[1]?.essays.map((essay) => essay.perspective)).toEqual(['chinese', 'european']);
    const asked = silent.uncertain.filter((item) => item.kind === 'perspective');
    expect(asked.map((item) => item.subject)).toEqual(['2.1', '2.2']);
    expect(source.split('\n')[asked[0]!.line - 1]).toBe('The sponge and the levee need each other');
  });

  it('is what the reader answers, and no longer asked for', () => {
    const silent = changed(
      ['Linjiang University, Wuhan', 'Linjiang University'],
      ['European Institute for Living Rivers, Lyon', 'Institute for Living Rivers'],
      ['Waterschap Academy, Rotterdam', 'Waterschap Academy'],
    );
    const answered = compendium(silent, { perspectives: { '2.1': 'upper-river', '2.2': 'chinese' } });
    expect(answered.themes[1]?.essays.map((essay) => essay.perspective)).toEqual(['upper-river', 'chinese']);
    expect(answered.uncertain.filter((item) => item.kind === 'perspective')).toEqual([]);
    const corpus = corpusOf(answered.files);
    expect(corpus.problems).toEqual([]);
    expect(pairsOf(corpus)).toHaveLength(3);
    expect(corpus.perspectives.map((each) => each.id)).toContain('upper-river');
  });

  it('is never an answer that is no id, and never one for both essays of a theme', () => {
    const wrong = compendium(source, { perspectives: { '1.1': '../../etc', '2.1': 'european' } });
    expect(wrong.themes[0]?.essays.map((essay) => essay.perspective)).toEqual(['chinese', 'european']);
    const second = wrong.themes[1]!.essays.map((essay) => essay.perspective);
    expect(second[0]).toBe('european');
    expect(new Set(second).size).toBe(2);
    expect(wrong.uncertain.some((item) => item.subject === '2.2')).toBe(true);
  });
});

describe('a compendium in another state', () => {
  it('needs no table of contents', () => {
    const from = source.indexOf('Table of contents');
    const bare = compendium(source.slice(0, from) + source.slice(source.indexOf('About this volume\n\n')));
    expect(bare.themes.map((theme) => theme.title)).toEqual(imported.themes.map((theme) => theme.title));
    expect(bare.themes.flatMap((theme) => theme.essays.map((essay) => essay.title))).toEqual(
      imported.themes.flatMap((theme) => theme.essays.map((essay) => essay.title)),
    );
    expect(bare.account.balanced).toBe(true);
  });

  it('needs no acronyms, and has no lexicon then', () => {
    const bare = compendium(
      source.slice(0, source.indexOf('List of acronyms\n\n')) + source.slice(source.indexOf('Who Pays for Dry Feet?')),
    );
    expect(bare.files.map((file) => file.path)).not.toContain('lexicon.yaml');
    expect(corpusOf(bare.files).problems).toEqual([]);
    expect(pairsOf(corpusOf(bare.files))).toHaveLength(3);
  });

  it('says when an essay that the contents announce is missing', () => {
    const from = source.indexOf('Trust is the last mile of every warning\n\n**');
    const cut = compendium(source.slice(0, from - 3) + source.slice(source.indexOf('The **Two Rivers Forum**')));
    expect(cut.themes.map((theme) => theme.essays.length)).toEqual([2, 2, 1]);
    const kinds = cut.uncertain.map((item) => item.kind);
    expect(kinds).toContain('title');
    expect(kinds).toContain('theme');
    expect(cut.account.balanced).toBe(true);
  });
});

const report = `Flood talks end without a date

VEERSTAD, 4 May – Delegates from two river cities ended three days of talks on Thursday and agreed to meet again.

The hosts spoke of progress on the shared gauge. The guests spoke of patience.

“We have time,” said one of them, “until it rains.”

A joint statement is expected in the summer.
`;

const brief = `# Policy brief: A gauge for two rivers

Lotte Amsing, Research Fellow, Institute for Rivers, Brussels

## Introduction

Two cities measure the same water with two gauges, and argue about the difference.¹

## Recommendations

- Buy one gauge.
- Read it together.

¹ Institute for Rivers, “Two gauges”, Brussels, 2030.
`;

describe('a text that is no compendium', () => {
  it.each([
    ['a news report', report],
    ['a brief', brief],
    [
      'a single essay of a compendium',
      source.slice(
        source.indexOf('A dike is a promise: Financing protection that nobody sees\n\n'),
        source.indexOf('Walls or Meadows'),
      ),
    ],
    ['a single line', 'It rains.'],
    ['a table of contents and nothing else', source.slice(0, source.indexOf('About this volume\n\n'))],
  ])('is kept whole as one context document: %s', (_, text) => {
    const result = importCompendium(text);
    if (result.kind !== 'context') throw new Error(`It was taken for ${result.kind}.`);
    expect(result.files).toHaveLength(1);
    const file = result.files[0]!;
    expect(file.path).toMatch(/^context\/[a-z0-9][a-z0-9-]*\.md$/);
    const words = (wording: string): string[] => wording.match(/[\p{L}\p{N}]+/gu) ?? [];
    expect(words(file.text.split('---').slice(2).join('---'))).toEqual(words(text));
    expect(result.reason.template).toMatch(/no compendium/);
    const corpus = assembleCorpus({
      manifest: undefined,
      documents: [{ path: file.path, essay: readEssay(file.text) }],
      lexicons: new Map(),
    });
    expect(pairsOf(corpus)).toEqual([]);
    expect(corpus.problems.filter((problem) => problem.severity !== 'information')).toEqual([]);
  });

  it('is named by its first line', () => {
    expect(importCompendium(report)).toMatchObject({
      kind: 'context',
      files: [{ path: 'context/flood-talks-end-without-a-date.md' }],
    });
  });

  it.each([[''], ['\n\n \t\n'], ['\ufeff\r\n']])('is nothing at all where it is blank: %j', (text) => {
    expect(importCompendium(text)).toMatchObject({ kind: 'empty' });
  });
});

describe('hostile text', () => {
  const title = 'Give the river its meadow back';
  it.each([
    ['a quotation mark and a colon', 'Give: "the river", its \'meadow\' back #1'],
    ['braces and stars', 'Give {the river}: [its, meadow] & *back'],
    ['a line that could open front matter', '--- Give the river its meadow back'],
    ['a tag', 'Give <b>the river</b> its meadow back'],
    ['a path', '../../Give the river/its meadow back'],
    ['a YAML word', 'Give the river its meadow back: yes, null ~ !!js/function'],
  ])('in a title breaks neither YAML nor paths: %s', (_, hostile) => {
    const result = compendium(source.replaceAll(title, () => hostile));
    const corpus = corpusOf(result.files);
    expect(corpus.problems).toEqual([]);
    expect(pairsOf(corpus)).toHaveLength(3);
    expect(result.account.balanced).toBe(true);
    expect(corpus.themes[1]?.essays[1]?.title).toContain('river');
    for (const file of result.files) expect(plainPath(file.path)).toBe(file.path);
  });

  it('in a theme’s title makes an id all the same', () => {
    for (const hostile of [
      '../../../etc/passwd: A Plan',
      '水利与信任之间的城市',
      '<script>alert(1)</script> And More',
      'CON: NUL',
    ]) {
      const result = compendium(
        changed(
          ['2 WALLS OR MEADOWS: MAKING ROOM FOR THE RIVER', `2 ${hostile}`],
          ['\nWalls or Meadows: Making Room for the River\n', `\n${hostile}\n`],
        ),
      );
      expect(result.themes).toHaveLength(3);
      for (const theme of result.themes) expect(theme.id).toMatch(idPattern);
      for (const file of result.files) expect(plainPath(file.path)).toBe(file.path);
      expect(corpusOf(result.files).problems).toEqual([]);
    }
  });

  it('stays text: markup, front matter and footnotes that the source brings along are no structure of ours', () => {
    const result = compendium(
      changed([
        '\nHowever, no sponge street',
        '\n<script>alert(1)</script> [x](command:rm) ---\n\nHowever, no sponge street',
      ]),
    );
    expect(result.account.balanced).toBe(true);
    expect(fileNamed(result.files, 'essays/2-european.essay.md')).toContain('alert(1)');
    expect(corpusOf(result.files).problems).toEqual([]);
  });

  const pieces = 'a|river |.|[|[a](|*a|¹|\t|a-|<a |“|\\|1|Aa |`|&amp;|$'.split('|');

  it('of 200,000 characters on one line is done with', () => {
    for (const piece of pieces) {
      const alone = importCompendium(piece.repeat(200_000 / piece.length));
      expect(['context', 'empty']).toContain(alone.kind);
    }
  });

  it('of 200,000 characters on one line inside a compendium is done with, and every word is in a bucket', () => {
    const long = pieces.map((piece) => piece.repeat(200_000 / pieces.length / piece.length)).join('');
    const result = compendium(changed(['\nHowever, no sponge street', `\n${long}\n\nHowever, no sponge street`]));
    expect(result.account.balanced).toBe(true);
    expect(result.account.buckets.reduce((sum, each) => sum + each.words, 0)).toBe(result.account.totalWords);
  });

  it('of many short lines is done with', () => {
    expect(importCompendium(`${source}\n${'A pause\n\n'.repeat(4000)}`).kind).toBe('compendium');
  });
});
