import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../server/corpus/frontMatter';
import { readLexicon } from '../../../server/corpus/lexicon';
import { plainPath, slug, stemOf } from '../../../server/corpus/paths';
import { lexiconSchema, manifestSchema } from '../../../server/corpus/schema';
import { readYaml } from '../../../server/corpus/yamlFile';
import { readEssay } from '../../../server/text/readEssay';

function problems(source: string): [code: string, place: string][] {
  return readYaml(source, manifestSchema, 'counterpoint.yaml').problems.map(({ code, span }) => [
    code,
    source.slice(span?.start, span?.end),
  ]);
}

describe('paths in a manifest', () => {
  it('come into their plain form', () => {
    expect(plainPath('./essays//a.md')).toBe('essays/a.md');
    expect(plainPath('essays\\x\\..\\a.md')).toBe('essays/a.md');
  });

  it.each(['/etc/a.md', '../a.md', 'a/../../b.md', 'C:\\a.md', 'file:///a.md', 'https://example.org/a', '', '.'])(
    'do not leave the corpus as “%s”',
    (path) => {
      expect(plainPath(path)).toBeUndefined();
    },
  );

  it('hold no zero', () => {
    expect(plainPath('a\0b')).toBeUndefined();
  });

  it('give the stems and ids of files', () => {
    expect(stemOf('essays/1-town.essay.md')).toBe('1-town');
    expect(stemOf('a.b.txt')).toBe('a.b');
    expect(slug(' Énergie & Klima! ')).toBe('energie-klima');
    expect(slug('海港')).toBe('document');
    expect(slug('x'.repeat(80))).toHaveLength(64);
  });
});

describe('a YAML file', () => {
  it('has bad syntax shown where it stands', () => {
    expect(problems('title: [a\nthemes: []\n')[0]?.[0]).toBe('yaml-syntax');
    expect(problems('a: *nowhere\n')[0]?.[0]).toBe('yaml-syntax');
  });

  it('has wrong values shown where they stand', () => {
    expect(problems('title: {a: 1}\nthemes: []\n')).toEqual([['yaml-schema', '{a: 1}']]);
    expect(problems('themes:\n  - id: Not An Id\n    essays: {town: a.md}\n')).toEqual([['yaml-schema', 'Not An Id']]);
    expect(problems('title: x\nmistake: 1\n')).toEqual([['yaml-schema', '1']]);
  });

  it('holds one document only', () => {
    expect(problems('title: a\n---\ntitle: b\n').map(([code]) => code)).toEqual(['yaml-syntax']);
  });

  it('uses no key twice', () => {
    expect(problems('title: a\ntitle: b\n').map(([code]) => code)).toEqual(['yaml-syntax']);
  });

  it('is no bomb of aliases', () => {
    const ten = (name: string): string => `[${Array.from({ length: 10 }, () => `*${name}`).join(', ')}]`;
    expect(problems(`a: &a [x]\nb: &b ${ten('a')}\nc: &c ${ten('b')}\nd: ${ten('c')}\n`)[0]?.[0]).toBe('yaml-aliases');
  });

  it('is refused, not fatal, when nested without end', () => {
    expect(problems('['.repeat(3000))[0]?.[0]).toBe('yaml-syntax');
  });

  it('may be empty', () => {
    expect(readYaml('', manifestSchema, 'counterpoint.yaml')).toMatchObject({ value: {}, problems: [] });
  });
});

describe('front matter', () => {
  it('says nothing where there is none', () => {
    expect(readFrontMatter(readEssay('Boats land.'), 'a.md')).toEqual({ value: {}, problems: [] });
  });

  it('has its problems located in the essay', () => {
    const essay = readEssay('---\ntitle: Quay\ntheme: Not An Id\n---\nBoats land.');
    const [problem] = readFrontMatter(essay, 'a.md').problems;
    expect(essay.text.slice(problem?.span?.start, problem?.span?.end)).toBe('Not An Id');
    expect(problem?.path).toBe('a.md');
  });

  it('names authors with or without an affiliation, and leaves further keys alone', () => {
    const essay = readEssay('---\nauthors: [Ada, {name: Ben, affiliation: Town}]\nmood: calm\n---\n');
    const { value, problems: none } = readFrontMatter(essay, 'a.md');
    expect(none).toEqual([]);
    expect(value.authors).toEqual([
      { name: 'Ada', affiliation: undefined },
      { name: 'Ben', affiliation: 'Town' },
    ]);
  });
});

describe('a lexicon', () => {
  it('gathers the forms of a concept over languages and entries', () => {
    const source =
      'concepts:\n  - {id: fee, forms: {en: [harbour fee], zh: [港口费]}}\n  - {id: fee, forms: {en: [port dues, harbour fee]}}\n';
    expect(readLexicon(source, 'lexicon.yaml')).toEqual({
      concepts: [{ id: 'fee', forms: ['harbour fee', '港口费', 'port dues'] }],
      problems: [],
    });
  });

  it('with a mistake names no concept, and says where', () => {
    const source = 'concepts:\n  - {id: fee, forms: [harbour fee]}\n';
    const file = readYaml(source, lexiconSchema, 'lexicon.yaml');
    expect(file.value).toBeUndefined();
    expect(source.slice(file.problems[0]?.span?.start, file.problems[0]?.span?.end)).toBe('[harbour fee]');
    expect(readLexicon(source, 'lexicon.yaml').concepts).toEqual([]);
  });
});

describe('a problem with a hostile file', () => {
  it('is told in a line, however long its keys are', () => {
    const { problems } = readYaml(`${'k'.repeat(900)}: 1\n`, manifestSchema, 'counterpoint.yaml');
    expect(problems).toHaveLength(1);
    const told = problems[0]?.message.args[0];
    expect(typeof told === 'string' ? told.length : Infinity).toBeLessThan(200);
  });

  it('writes nothing to standard error, not even for keys that are lists', () => {
    const warned: unknown[] = [];
    const { emitWarning } = process;
    process.emitWarning = (warning: string | Error) => void warned.push(warning);
    try {
      readYaml('? [a]\n: {? {b: c} : d}\n', manifestSchema, 'counterpoint.yaml');
    } finally {
      process.emitWarning = emitWarning;
    }
    expect(warned).toEqual([]);
  });
});
