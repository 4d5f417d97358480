import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeTypes } from '../unit/markdown';
import { reportOf, wholeReport } from '../unit/report/make';
import { align, defaultSettings } from '../../server/alignment/align';
import {
  assembleCorpus,
  type Corpus,
  manifestName,
  manifestPaths,
  type Pair,
  pairsOf,
} from '../../server/corpus/corpus';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import { type Concept, readLexicon } from '../../server/corpus/lexicon';
import { plainPath } from '../../server/corpus/paths';
import type { Problem } from '../../server/corpus/problem';
import { idPattern } from '../../server/corpus/schema';
import { hoverAt } from '../../server/lsp/hover';
import { attachReading } from '../../server/readings/attach';
import { compare, type Comparison } from '../../server/readings/comparison';
import { parseReadingFile } from '../../server/readings/readingFile';
import { readPair } from '../../server/readings/readPair';
import { alignmentJson } from '../../server/report/alignmentJson';
import { markdownReport } from '../../server/report/markdown';
import { summarize } from '../../server/report/summary';
import { withoutDecisions } from '../../server/review/merge';
import { translator } from '../../server/report/translate';
import { canonicalText } from '../../server/text/canonical';
import type { Essay } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { makeSession, playSession, type Step } from '../protocol/session';
import type { Chance } from './chance';
import { mutate, noise } from './mutate';
import { promise, type Target } from './target';

const t = translator(undefined);

/** Everything that is fuzzed: what reads other people's text, and the server over its protocol. */
export function targetsIn(root: string): readonly Target[] {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const folder = (path: string, ending: string): string[] =>
    readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => read(join(path, name)));
  const compendia = folder('test/fixtures', '.txt');
  const essays = [leftEssay, rightEssay, ...folder('samples/essays', '.md')];
  const manifests = [pairFiles['counterpoint.yaml'] ?? '', read('samples/counterpoint.yaml')];
  const lexicons = [read('samples/lexicon.yaml')];
  const readings = folder('samples', '.reading.json');
  const seeded =
    (seeds: readonly string[]) =>
    (chance: Chance): string =>
      chance.once(12) ? noise(chance) : mutate(chance.pick(seeds) ?? '', chance, seeds);
  const yaml = [...manifests, ...lexicons, 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n', '? [a]\n: {b: |\n  c\n}\n'];
  const frontMatter = essays.map((essay) => essay.slice(0, essay.indexOf('\n---', 4) + 5));
  const [left, right] = [readEssay(leftEssay), readEssay(rightEssay)];

  return [
    { name: 'import', make: seeded(compendia), run: checkImport },
    { name: 'essay', make: seeded(essays), run: checkEssay(right) },
    {
      name: 'frontMatter',
      make: (chance) => `---\n${seeded([...frontMatter, ...yaml])(chance)}\n---\n\nA sentence of an essay.\n`,
      run: checkFrontMatter,
    },
    { name: 'manifest', make: seeded(yaml), run: checkManifest },
    { name: 'lexicon', make: seeded([...lexicons, ...yaml]), run: checkLexicon(left, right) },
    {
      name: 'protocol',
      share: 0.1,
      make: makeProtocol,
      run: (input) => runProtocol(input, join(root, 'dist', 'server.js')),
    },
    {
      name: 'reading',
      make: (chance) => makeReading(chance, readings),
      run: checkReading(readEssay(essays[2] ?? ''), readEssay(essays[3] ?? '')),
    },
  ];
}

function checkImport(input: string): void {
  const result = importCompendium(input);
  if (result.kind === 'empty') return;
  for (const file of result.files) promise(plainPath(file.path) === file.path, 'paths stay inside', file.path);
  promise(new Set(result.files.map((file) => file.path)).size === result.files.length, 'paths differ');
  for (const file of result.files) promise(!file.text.includes('\r'), 'lines end in LF', file.path);
  if (result.kind === 'context') return;
  const { account, themes, files } = result;
  promise(new Set(themes.map((theme) => theme.id)).size === themes.length, 'theme ids differ');
  const sum = account.buckets.reduce((total, bucket) => total + bucket.words, 0);
  promise(sum === account.totalWords, 'every word is in one bucket', [sum, account.totalWords]);
  let last = 0;
  for (const [from, to] of account.buckets.flatMap((bucket) => bucket.lines).sort((a, b) => a[0] - b[0])) {
    promise(from > last && to >= from, 'no line is in two buckets', [from, to]);
    last = to;
  }
  promise(account.balanced, 'the account balances', account.discrepancies.slice(0, 2).map(t));
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const manifest = texts.get(manifestName) ?? '';
  const { documents, lexicons } = manifestPaths(manifest);
  const corpus = assembleCorpus({
    manifest,
    documents: documents.map((path) => ({ path, essay: readEssay(texts.get(path) ?? '') })),
    lexicons: new Map(lexicons.map((path) => [path, texts.get(path) ?? ''])),
  });
  const bad = corpus.problems.filter((problem) => problem.severity !== 'information');
  promise(
    bad.length === 0,
    'what is written is a sound corpus',
    bad.map((problem) => [problem.path, t(problem.message)]),
  );
}

/** White space, with the hard line breaks and quotation marks (`> `) that belong to the lines and to no sentence. */
const betweenSentences = /^(?:\s|\\?\n[ \t>]*)*$/;

function checkSpans(essay: Essay): void {
  let before = 0;
  for (const passage of essay.passages) {
    promise(passage.start >= before && passage.end <= essay.text.length, 'passages are in order', passage);
    let last = passage.start;
    for (const { start, end, text } of passage.sentences) {
      promise(start >= last && end > start && end <= passage.end, 'sentences are in order', [start, end, last]);
      promise(
        betweenSentences.test(essay.text.slice(last, start)),
        'sentences cover their passage',
        essay.text.slice(last, start),
      );
      promise(essay.text.slice(start, end).trim() !== '' && text.trim() !== '', 'no sentence is empty', [start, end]);
      last = end;
    }
    promise(
      /^\s*$/.test(essay.text.slice(last, passage.end)),
      'sentences cover their passage',
      essay.text.slice(last, passage.end),
    );
    before = passage.end;
  }
  for (const span of [...essay.headings, ...essay.notes, ...essay.noteMarks, ...essay.pullQuotes])
    promise(span.start >= 0 && span.start <= span.end && span.end <= essay.text.length, 'spans lie inside', span);
}

/** What no text of an essay may become in Markdown that is shown. */
const alive = [
  'link',
  'linkReference',
  'image',
  'imageReference',
  'html',
  'definition',
  'code',
  'footnoteReference',
  'footnoteDefinition',
];

function checkMarkdown(markdown: string, where: string): void {
  const { types } = nodeTypes(markdown);
  const living = types.filter((type) => alive.includes(type));
  promise(living.length === 0, `nothing comes to life in ${where}`, living);
}

function checkShown(comparison: Comparison): void {
  const [pair] = alignmentJson('file:///c', { name: 'n', version: '1' }, [comparison]).pairs;
  for (const side of ['left', 'right'] as const) {
    const { text } = comparison[side];
    const quotes = [
      ...(pair?.links ?? []).flatMap((link) => link[side]),
      ...(pair?.silences[side] ?? []).flatMap((silence) => silence.spans),
    ];
    for (const { quote, start, end, line } of quotes) {
      promise(text.slice(start, end) === quote, 'a quote is the slice of its span', [start, end]);
      promise(text.slice(0, start).split('\n').length === line, 'a quote is on its line', line);
    }
  }
  checkMarkdown(markdownReport(reportOf([comparison], comparison.pair.theme.title), wholeReport), 'a report');
  const summary = summarize(comparison, t, { links: 20, width: 80 });
  promise(!/(?!\n)\p{Cc}/u.test(summary), 'no control character reaches a terminal');
  const placed = {
    id: 'file:///c#t/a/b',
    root: 'file:///c',
    pair: comparison.pair,
    uris: { left: 'file:///c/a.md', right: 'file:///c/b.md' },
    labels: { left: 'A', right: 'B' },
  };
  for (const link of comparison.links.slice(0, 8)) {
    const hover = hoverAt(
      [{ placed, comparison: withoutDecisions(comparison), revision: 1 }],
      placed.uris.left,
      link.left[0]?.start ?? 0,
      { counterparts: 3, commandLinks: false },
      t,
    );
    const contents = hover?.contents;
    if (contents !== undefined && typeof contents === 'object' && 'value' in contents)
      checkMarkdown(contents.value, 'a hover');
  }
}

const pairOf = (title: string): Pair => ({
  theme: { id: 't', title, questions: [title], essays: [] },
  left: { path: 'a.md', perspective: 'a', title, authors: [{ name: title, affiliation: title }] },
  right: { path: 'b.md', perspective: 'b', title: 'B', authors: [] },
});

const checkEssay =
  (other: Essay) =>
  (input: string): void => {
    checkSpans(readEssay(input, 'plain'));
    const essay = readEssay(input);
    promise(essay.text === canonicalText(input), 'the text is the canonical one');
    checkSpans(essay);
    checkShown(compare(pairOf(input.slice(0, 200)), essay, other, align(essay, other)));
    checkShown(compare(pairOf(input.slice(-200)), essay, essay, align(essay, essay)));
  };

function checkProblems(problems: readonly Problem[], lengthOf: (path: string) => number): void {
  for (const problem of problems) {
    promise(
      t(problem.message).trim() !== '' && t(problem.message).length < 1000,
      'a problem says what it is',
      t(problem.message),
    );
    const { span } = problem;
    if (span === undefined) continue;
    promise(
      span.start >= 0 && span.start <= span.end && span.end <= lengthOf(problem.path) + 1,
      'a problem is where its file is',
      [problem.code, span, lengthOf(problem.path)],
    );
  }
}

function checkCorpus(corpus: Corpus, known: ReadonlySet<string>): void {
  promise(new Set(corpus.themes.map((theme) => theme.id)).size === corpus.themes.length, 'theme ids differ');
  for (const { theme, left, right } of pairsOf(corpus)) {
    promise(idPattern.test(theme.id), 'theme ids are ids', theme.id);
    promise(known.has(left.path) && known.has(right.path) && left.path !== right.path, 'a pair is of two documents', [
      left.path,
      right.path,
    ]);
  }
}

function checkFrontMatter(input: string): void {
  const essay = readEssay(input);
  const other = readEssay(rightEssay);
  const corpus = assembleCorpus({
    manifest: undefined,
    documents: [
      { path: 'a.md', essay },
      { path: 'b.md', essay: other },
    ],
    lexicons: new Map(),
  });
  checkProblems(corpus.problems, (path) => (path === 'a.md' ? essay : other).text.length);
  checkCorpus(corpus, new Set(['a.md', 'b.md']));
  for (const pair of pairsOf(corpus)) {
    const comparison = readPair(
      pair,
      new Map([
        ['a.md', essay],
        ['b.md', other],
      ]),
      [],
    );
    if (comparison !== undefined) checkShown(comparison);
  }
}

function checkManifest(source: string): void {
  const input = canonicalText(source);
  const { documents, lexicons } = manifestPaths(input);
  for (const path of [...documents, ...lexicons]) promise(plainPath(path) === path, 'paths stay inside', path);
  const known = new Map([
    ['essays/left.essay.md', leftEssay],
    ['essays/right.essay.md', rightEssay],
  ]);
  const corpus = assembleCorpus({
    manifest: input,
    documents: [...known].map(([path, text]) => ({ path, essay: readEssay(text) })),
    lexicons: new Map(lexicons.map((path) => [path, input])),
  });
  checkProblems(corpus.problems, (path) => (known.get(path) ?? input).length);
  checkCorpus(corpus, new Set(known.keys()));
}

const checkLexicon =
  (left: Essay, right: Essay) =>
  (source: string): void => {
    const input = canonicalText(source);
    const { concepts, problems } = readLexicon(input, 'lexicon.yaml');
    checkProblems(problems, () => input.length);
    promise(new Set(concepts.map((concept: Concept) => concept.id)).size === concepts.length, 'concept ids differ');
    checkShown(compare(pairOf('T'), left, right, align(left, right, { ...defaultSettings, concepts })));
  };

/** Reading files: text mutated, and (so that more of them are well-formed) values swapped for others. */
function makeReading(chance: Chance, readings: readonly string[]): string {
  const source = chance.pick(readings) ?? '{}';
  if (chance.once(2)) return mutate(source.slice(0, chance.once(3) ? 3000 : source.length), chance, readings);
  const odd = [null, '', 'x'.repeat(5000), -1, 0, 1e308, [], {}, true, '0123456789abcdef', '<b>[x](y)</b>'];
  return JSON.stringify(JSON.parse(source), (key, value: unknown) =>
    key !== '' && chance.once(60) ? chance.pick(odd) : key !== '' && chance.once(80) ? undefined : value,
  );
}

const checkReading =
  (left: Essay, right: Essay) =>
  (source: string): void => {
    const input = canonicalText(source);
    const { file, problems } = parseReadingFile(input, 'a.reading.json');
    checkProblems(problems, () => input.length);
    promise(file !== undefined || problems.length > 0, 'a file that is not read has a problem');
    if (file === undefined) return;
    for (const [a, b] of [
      [left, right],
      [right, left],
    ] as const) {
      const reading = attachReading(file, a, b);
      if (reading !== undefined) checkShown(compare(pairOf('T'), a, b, reading));
    }
  };

/** A session with a server, one step a line. */
const makeProtocol = (chance: Chance): string =>
  makeSession(chance, 5 + chance.below(60))
    .map((step) => JSON.stringify(step))
    .join('\n');

/** Below the time limit of a case that waits, so that the server is ended too. Milliseconds. */
const protocolLimit = 60_000;

async function runProtocol(input: string, serverPath: string): Promise<void> {
  const steps = input.split('\n').flatMap((line): Step[] => {
    try {
      return [JSON.parse(line) as Step];
    } catch {
      // Cut short by the minimiser: no step.
      return [];
    }
  });
  await playSession(
    steps.filter((step) => typeof step === 'object'),
    serverPath,
    protocolLimit,
  );
}
