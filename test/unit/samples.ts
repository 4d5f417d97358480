import { readFileSync } from 'node:fs';
import { type Concept, readLexicon } from '../../server/corpus/lexicon';
import type { Essay } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';

const read = (path: string): string => readFileSync(new URL(`../../samples/${path}`, import.meta.url), 'utf8');

const { concepts } = readLexicon(read('lexicon.yaml'), 'lexicon.yaml');

/** The bundled paired essays, read. */
export const samplePairs: readonly { theme: string; left: Essay; right: Essay; concepts: readonly Concept[] }[] = [
  'carbon-border',
  'critical-minerals',
  'building-abroad',
].map((theme, i) => ({
  theme,
  left: readEssay(read(`essays/${i + 1}-chinese.essay.md`)),
  right: readEssay(read(`essays/${i + 1}-european.essay.md`)),
  concepts,
}));
