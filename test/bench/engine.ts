/** The rooms in this process, warm, each beside natural's TfIdf over the same passage pairs. */
import { readFileSync } from 'node:fs';
import TfIdf from 'natural/lib/natural/tfidf/tfidf';
import { align } from '../../server/alignment/align';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import { attachReading } from '../../server/readings/attach';
import { shippedReadings } from '../../server/readings/shipped';
import { withSharedEvidence } from '../../server/readings/sharedEvidence';
import { canonicalText } from '../../server/text/canonical';
import type { Essay } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';
import { type Figure, median } from './figures';
import type { Measure } from './measure';

/** Median of several runs after a warm-up, in ms. */
function timeOf(runs: number, work: () => void): number {
  work();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function naturalTfIdf(left: Essay, right: Essay): number {
  const tfidf = new TfIdf();
  const texts = (essay: Essay): string[] =>
    essay.passages.map((passage) => passage.sentences.map((sentence) => sentence.text).join(' '));
  for (const passage of texts(right)) tfidf.addDocument(passage);
  return texts(left).reduce((sum, passage) => sum + (tfidf.tfidfs(passage)[0] ?? 0), 0);
}

export const engine: Measure = {
  name: 'engine',
  async measure({ input, runs }) {
    const { pairs } = input;
    const compendium = canonicalText(readFileSync(input.compendium, 'utf8'));
    const natural = timeOf(runs, () => {
      for (const { left, right } of pairs) naturalTfIdf(left, right);
    });
    const figures: Figure[] = [];
    const add = (id: string, what: string, work: () => void, of = natural): void => {
      const value = timeOf(runs, work);
      figures.push({ id: `engine.${id}`, what, value, unit: 'ms', of: runs, natural: value / of });
    };
    add('import', 'import of the compendium', () => void importCompendium(compendium));
    add('read', 'read all essays', () => {
      for (const { left, right } of pairs) for (const { text } of [left, right]) readEssay(text);
    });
    add('all', 'align all themes', () => {
      for (const { left, right } of pairs) align(left, right);
    });
    const longest = pairs.toSorted((a, b) => b.left.text.length - a.left.text.length)[0]!;
    const naturalOne = timeOf(runs, () => void naturalTfIdf(longest.left, longest.right));
    add('theme', 'align one theme, the longest', () => void align(longest.left, longest.right), naturalOne);
    for (const file of await shippedReadings()) {
      // Indices are kept for an essay object: fresh ones, so that every run makes its own.
      add('attach', 'attach the published reading to all themes', () => {
        for (const { left, right } of pairs) attachReading(file, { ...left }, { ...right });
      });
      const attached = pairs.flatMap(({ left, right }) => {
        const reading = attachReading(file, left, right);
        return reading === undefined ? [] : [{ reading, left, right }];
      });
      if (attached.length > 0) {
        add('shared', 'the words that its links share', () => {
          for (const { reading, left, right } of attached) withSharedEvidence(reading, left, right, []);
        });
      }
    }
    figures.push({
      id: 'engine.natural',
      what: 'natural’s TfIdf over the same passage pairs',
      value: natural,
      unit: 'ms',
      of: runs,
      natural: 1,
    });
    return figures;
  },
};
