import type { Reading } from '../../server/alignment/reading';
import type { Pair } from '../../server/corpus/corpus';
import { compare, type Comparison } from '../../server/readings/comparison';
import { align } from '../../server/alignment/align';
import { readEssay } from '../../server/text/readEssay';

export const quayPair: Pair = {
  theme: { id: 'quay', title: 'Who owns the quay?', questions: ['Who pays?'], essays: [] },
  left: { path: 'a.md', perspective: 'town', title: 'Ours', authors: [{ name: 'Ada', affiliation: undefined }] },
  right: { path: 'b.md', perspective: 'nation', title: 'Everybody’s', authors: [] },
};

/** Two essays that say enough to be linked and to be silent on something. */
export const townText =
  '# Ours\n\nA harbour fee pays for the dredging.[^1] It is *fair*.\n\nThe lighthouse stands. The lighthouse shines. No lighthouse, no ships.\n\n[^1]: N.\n';
export const nationText = '# Everybody’s\n\nNo harbour fee ever paid for dredging.\n\nRoads lead to ports.\n';

/** Aligns two texts, and gives what is shown; `change` alters the reading first. */
export function compareTexts(
  left = townText,
  right = nationText,
  pair: Pair = quayPair,
  change: (reading: Reading) => Reading = (reading) => reading,
): Comparison {
  const essays = [readEssay(left), readEssay(right)] as const;
  return compare(pair, ...essays, change(align(...essays)));
}
