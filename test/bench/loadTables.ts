/** Runs in a process of its own, with `--expose-gc`: how long the lexicon and the word vectors take to load, and how much memory they keep. */
import { backgroundRarity } from '../../server/alignment/background';
import { conceptForms } from '../../server/alignment/facts';
import { wordVectors } from '../../server/alignment/wordVectors';
import { withShippedConcepts } from '../../server/corpus/shippedLexicon';

const live = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const before = live();
const start = performance.now();
const kept = [wordVectors(), conceptForms(withShippedConcepts([])), backgroundRarity('harbour')];
const time = performance.now() - start;
process.stdout.write(JSON.stringify({ time, memory: live() - before, kept: kept.length }));
