/**
 * Times whole steps in this process: medians of several runs after a warm-up, and the ratio to natural's TfIdf over the same passage pairs
 * of the same run, which holds on slow and fast machines alike.
 */
import { readFileSync, statSync } from 'node:fs';
import TfIdf from 'natural/lib/natural/tfidf/tfidf';
import { align, alignmentStages } from '../../server/alignment/align';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import { assembleCorpus, pairsOf } from '../../server/corpus/corpus';
import { canonicalText } from '../../server/text/canonical';
import type { Essay } from '../../server/text/essay';
import { attachReading } from '../../server/readings/attach';
import { withSharedEvidence } from '../../server/readings/sharedEvidence';
import { shippedReadings } from '../../server/readings/shipped';
import { readEssay } from '../../server/text/readEssay';
import { openCorpus } from '../../server/cli/openCorpus';

const runs = 9;

interface Timing {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

function time(name: string, work: () => void): Timing {
  work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { name, median: times[runs >> 1] ?? 0, least: times[0] ?? 0, most: times.at(-1) ?? 0 };
}

interface Work {
  readonly essays: readonly (readonly [Essay, Essay])[];
  readonly sources: ReadonlyMap<string, string>;
}

async function load(path: string): Promise<{ work: Work; imported: string | undefined }> {
  if (statSync(path).isFile()) {
    const source = canonicalText(readFileSync(path, 'utf8'));
    const result = importCompendium(source);
    if (result.kind !== 'compendium') throw new Error(`${path} is no compendium`);
    const manifest = result.files.find((file) => file.path === 'counterpoint.yaml')?.text;
    const sources = new Map(
      result.files.filter((file) => file.path.endsWith('.md')).map((file) => [file.path, file.text]),
    );
    const documents = [...sources].map(([name, text]) => ({ path: name, essay: readEssay(text) }));
    const essays = new Map(documents.map((document) => [document.path, document.essay]));
    const pairs = pairsOf(assembleCorpus({ manifest, documents, lexicons: new Map() }));
    return {
      imported: source,
      work: { sources, essays: pairs.map((pair) => [essays.get(pair.left.path)!, essays.get(pair.right.path)!]) },
    };
  }
  const opened = await openCorpus([path]);
  const sources = new Map([...opened.essays].map(([name, essay]) => [name, essay.text]));
  return {
    imported: undefined,
    work: {
      sources,
      essays: opened.pairs.map((pair) => [opened.essays.get(pair.left.path)!, opened.essays.get(pair.right.path)!]),
    },
  };
}

function naturalTfIdf(left: Essay, right: Essay): number {
  const tfidf = new TfIdf();
  const text = (essay: Essay): string[] =>
    essay.passages.map((passage) => passage.sentences.map((sentence) => sentence.text).join(' '));
  for (const passage of text(right)) tfidf.addDocument(passage);
  return text(left).reduce((sum, passage) => sum + (tfidf.tfidfs(passage)[0] ?? 0), 0);
}

async function main(): Promise<void> {
  const path = process.argv[2] ?? '';
  const { work, imported } = await load(path);
  const first = work.essays[0];
  if (first === undefined) throw new Error('no pair to align');
  const timings: Timing[] = [];
  if (imported !== undefined) timings.push(time('import of the compendium', () => void importCompendium(imported)));
  timings.push(
    time('read all essays', () => {
      for (const text of work.sources.values()) readEssay(text);
    }),
    time('score and match all themes', () => {
      for (const [left, right] of work.essays) alignmentStages(left, right);
    }),
    time('align all themes', () => {
      for (const [left, right] of work.essays) align(left, right);
    }),
    time('align one theme', () => void align(first[0], first[1])),
  );
  for (const file of await shippedReadings()) {
    // Indices are kept for an essay object: fresh ones, so that every run makes its own.
    timings.push(
      time('attach the published reading', () => {
        for (const [left, right] of work.essays) attachReading(file, { ...left }, { ...right });
      }),
    );
    const attached = work.essays.flatMap(([left, right]) => {
      const reading = attachReading(file, left, right);
      return reading === undefined ? [] : [{ reading, left, right }];
    });
    timings.push(
      time('its shared words', () => {
        for (const { reading, left, right } of attached) withSharedEvidence(reading, left, right, []);
      }),
    );
  }
  const baseline = time('natural TfIdf, all themes', () => {
    for (const [left, right] of work.essays) naturalTfIdf(left, right);
  });
  const pairs = work.essays.reduce((sum, [left, right]) => sum + left.passages.length * right.passages.length, 0);
  console.log(
    `${work.essays.length} themes, ${pairs} passage pairs; Node ${process.version}; median of ${runs} runs (least–most), ratio to natural's TfIdf\n`,
  );
  for (const { name, median, least, most } of [...timings, baseline]) {
    console.log(
      `${name.padEnd(30)} ${median.toFixed(1).padStart(8)} ms  (${least.toFixed(1)}–${most.toFixed(1)})  × ${(median / baseline.median).toFixed(2)}`,
    );
  }
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const kept = work.essays.map(([left, right]) => align(left, right));
  globalThis.gc?.();
  const after = process.memoryUsage();
  console.log(
    `\nmemory: ${((after.heapUsed - before) / 1e6).toFixed(1)} MB for ${kept.length} readings; process ${(after.rss / 1e6).toFixed(0)} MB resident`,
  );
}

void main();
