import { describe, expect, it } from 'vitest';
import {
  assembleCorpus,
  type Corpus,
  type CorpusDocument,
  pairDocuments,
  pairsOf,
} from '../../../server/corpus/corpus';
import { type CorpusReader, isDocumentName, loadCorpus, pathIn, uriIn } from '../../../server/corpus/loadCorpus';
import { readEssay } from '../../../server/text/readEssay';

const document = (path: string, source = 'Boats land.'): CorpusDocument => ({ path, essay: readEssay(source) });
const essay = (path: string, theme: string, perspective: string): CorpusDocument =>
  document(path, `---\ntheme: ${theme}\nperspective: ${perspective}\n---\nBoats land.`);

function assemble(
  documents: readonly CorpusDocument[],
  manifest?: string,
  lexicons: Record<string, string> = {},
): Corpus {
  return assembleCorpus({ manifest, documents, lexicons: new Map(Object.entries(lexicons)) });
}

const pairs = (corpus: Corpus): string[] =>
  pairsOf(corpus).map(({ theme, left, right }) => `${theme.id}: ${left.path} | ${right.path}`);
const codes = (corpus: Corpus): string[] => corpus.problems.map((problem) => problem.code);

describe('a bare folder', () => {
  it('pairs the files that say theme and perspective', () => {
    const corpus = assemble([essay('a.md', 'quay', 'town'), essay('b.md', 'quay', 'nation'), document('c.md')]);
    expect(pairs(corpus)).toEqual(['quay: a.md | b.md']);
    expect(corpus.problems).toEqual([]);
  });

  it('pairs exactly two files that say nothing', () => {
    const corpus = assemble([document('My Quay.md', '# The quay\n\nBoats.'), document('b.txt')]);
    expect(pairs(corpus)).toEqual(['my-quay--b: My Quay.md | b.txt']);
    expect(corpus.themes[0]?.title).toBe('The quay / b');
    expect(corpus.perspectives.map((p) => p.label)).toEqual(['Left', 'Right']);
  });

  it('pairs exactly two files of which one says where it belongs', () => {
    expect(pairs(assemble([essay('a.md', 'quay', 'town'), document('b.md')]))).toEqual(['a--b: a.md | b.md']);
  });

  it('pairs no three files that say nothing', () => {
    expect(pairs(assemble([document('a.md'), document('b.md'), document('c.md')]))).toEqual([]);
  });

  it('leaves a second essay of one perspective out, and says so', () => {
    const corpus = assemble([essay('a.md', 'quay', 'town'), essay('b.md', 'quay', 'town')]);
    expect(codes(corpus)).toEqual(['essay-duplicate', 'essay-no-counterpart']);
    expect(corpus.problems[0]?.path).toBe('b.md');
  });

  it('pairs every two of more than two perspectives', () => {
    const corpus = assemble(['x', 'y', 'z'].map((id) => essay(`${id}.md`, 'quay', id)));
    expect(pairs(corpus)).toEqual(['quay: x.md | y.md', 'quay: x.md | z.md', 'quay: y.md | z.md']);
  });

  it('takes a document with front matter and no theme for context', () => {
    const corpus = assemble([document('n.md', '---\ntitle: News\n---\nIt rains.'), document('m.md'), document('o.md')]);
    expect(corpus.context).toEqual([{ path: 'n.md', title: 'News', perspective: undefined }]);
  });

  it('warns of a theme without a perspective', () => {
    expect(
      codes(assemble([document('a.md', '---\ntheme: quay\n---\nX.'), document('b.md'), document('c.md')])),
    ).toEqual(['essay-no-perspective']);
  });
});

describe('a manifest', () => {
  const manifest = `title: Ports
perspectives: {nation: {label: The nation}, town: {}}
themes:
  - {id: quay, title: Who owns the quay?, questions: [Who pays?], essays: {town: a.md, nation: b.md}}
`;
  const both = [document('a.md'), document('b.md')];

  it('says which essays face each other, its first perspective on the left', () => {
    const corpus = assemble(both, manifest);
    expect(pairs(corpus)).toEqual(['quay: b.md | a.md']);
    expect(corpus.perspectives).toEqual([
      { id: 'nation', label: 'The nation' },
      { id: 'town', label: 'Town' },
    ]);
    expect(corpus.themes[0]).toMatchObject({ title: 'Who owns the quay?', questions: ['Who pays?'] });
  });

  it('beats front matter, and shows where they differ', () => {
    const corpus = assemble([essay('a.md', 'pier', 'sea'), document('b.md')], manifest);
    expect(pairs(corpus)).toEqual(['quay: b.md | a.md']);
    expect(
      corpus.problems.map((p) => [p.severity, p.code, p.path, manifest.slice(p.span?.start, p.span?.end)]),
    ).toEqual([
      ['warning', 'manifest-differs', 'counterpoint.yaml', 'a.md'],
      ['warning', 'manifest-differs', 'counterpoint.yaml', 'a.md'],
    ]);
  });

  it.each([
    [
      'a path outside the corpus',
      'themes:\n  - {id: quay, essays: {town: ../a.md}}\n',
      'manifest-path-outside',
      '../a.md',
    ],
    ['a file that is not there', 'context: [{path: none.md}]\n', 'manifest-unknown-path', 'none.md'],
    ['a file named twice', 'context: [{path: a.md}, {path: ./a.md}]\n', 'manifest-path-twice', './a.md'],
    ['a lexicon outside the corpus', 'lexicons: [/etc/lexicon.yaml]\n', 'manifest-path-outside', '/etc/lexicon.yaml'],
    ['a lexicon that is not there', 'lexicons: [none.yaml]\n', 'manifest-unknown-path', 'none.yaml'],
    ['a theme id used twice', 'themes: [{id: q, essays: {}}, {id: q, essays: {}}]\n', 'manifest-duplicate-theme', 'q'],
  ])('has %s reported in its place', (_, source, code, place) => {
    const [problem] = assemble(both, source).problems;
    expect(problem).toMatchObject({ severity: 'error', code, path: 'counterpoint.yaml' });
    expect(source.slice(problem?.span?.start, problem?.span?.end)).toBe(place);
  });

  it('with a mistake still lets front matter pair the essays', () => {
    const corpus = assemble([essay('a.md', 'quay', 'town'), essay('b.md', 'quay', 'nation')], 'themes: 5\n');
    expect(codes(corpus)).toEqual(['yaml-schema']);
    expect(pairs(corpus)).toEqual(['quay: a.md | b.md']);
  });

  it('says when an essay has no counterpart', () => {
    expect(codes(assemble([document('a.md')], 'themes: [{id: quay, essays: {town: a.md}}]\n'))).toEqual([
      'essay-no-counterpart',
    ]);
  });
});

describe('two documents picked by hand', () => {
  it('face each other whatever they say, with sides for names where they share a perspective', () => {
    const corpus = pairDocuments(essay('a.md', 'quay', 'town'), essay('b.md', 'pier', 'town'));
    expect(corpus.themes[0]?.essays.map((e) => e.perspective)).toEqual(['left', 'right']);
    expect(pairs(corpus)).toEqual(['a--b: a.md | b.md']);
  });
});

describe('loading a corpus', () => {
  const root = 'memory://host/corpus';
  const reader = (files: Record<string, string>): CorpusReader => ({
    readText: (uri) => Promise.resolve(files[pathIn(root, uri) ?? '']),
    readEssay: (uri) => {
      const text = files[pathIn(root, uri) ?? ''];
      return Promise.resolve(text === undefined ? undefined : readEssay(text));
    },
    list: () =>
      Promise.resolve([...Object.keys(files).map((path) => uriIn(root, path)), 'memory://host/elsewhere/x.md']),
  });
  const lexicon = 'concepts: [{id: fee, forms: {en: [harbour fee]}}]\n';

  it('reads the documents and the lexicon of a bare folder, and nothing about or outside it', async () => {
    const loaded = await loadCorpus(
      reader({ 'b.md': 'Two.', 'a b.md': 'One.', 'README.md': 'About.', 'lexicon.yaml': lexicon, 'c.png': '' }),
      root,
    );
    expect([...loaded.essays.keys()]).toEqual(['a b.md', 'b.md']);
    expect(loaded.corpus.concepts).toEqual([{ id: 'fee', forms: ['harbour fee'] }]);
    expect(loaded.hasManifest).toBe(false);
    expect(pairsOf(loaded.corpus)).toHaveLength(1);
  });

  it('reads what a manifest names, whatever its name', async () => {
    const manifest = 'themes: [{id: q, essays: {x: README.md, y: d/text}}]\nlexicons: [words.yaml]\n';
    const loaded = await loadCorpus(
      reader({
        'counterpoint.yaml': manifest,
        'README.md': 'One.',
        'd/text': 'Two.',
        'words.yaml': lexicon,
        'lexicon.yaml': '',
      }),
      root,
    );
    expect(pairs(loaded.corpus)).toEqual(['q: README.md | d/text']);
    expect(loaded.corpus.concepts.map((c) => c.id)).toEqual(['fee']);
    expect(loaded.corpus.problems).toEqual([]);
  });

  it('tells documents by their names', () => {
    expect(['a.md', 'd/b.essay.md', 'c.TXT', 'd.markdown'].every(isDocumentName)).toBe(true);
    expect(['README.md', 'd/LICENSE.txt', 'e.pdf', 'CHANGELOG.md'].some(isDocumentName)).toBe(false);
  });

  it('knows no path for a file outside its folder', () => {
    expect(pathIn(root, 'memory://host/corpus/d/a%20b.md')).toBe('d/a b.md');
    expect(pathIn(root, 'memory://host/corpus-two/a.md')).toBeUndefined();
    expect(pathIn(root, 'memory://other/corpus/a.md')).toBeUndefined();
  });
});
