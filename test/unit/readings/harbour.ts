import { readingFileSchema, type ReadingFile, type ReadingFilePair } from '../../../server/readings/readingFile';
import { type Fingerprint, fingerprintOf } from '../../../server/readings/fingerprint';
import type { Pair } from '../../../server/corpus/corpus';
import type { Essay } from '../../../server/text/essay';
import { readEssay } from '../../../server/text/readEssay';
import { leftEssay, rightEssay } from '../../fixtures/pair';

export const harbour = { left: readEssay(leftEssay), right: readEssay(rightEssay) };

export const harbourPair: Pair = {
  theme: { id: 'harbour', title: 'Who pays for the harbour?', questions: [], essays: [] },
  left: { path: 'left.essay.md', perspective: 'town', title: 'The harbour belongs to its town', authors: [] },
  right: { path: 'right.essay.md', perspective: 'nation', title: 'A port is a national road', authors: [] },
};

/** The sentences of the fixture that a reading speaks of. */
export const said = {
  boats: 'The harbour dredging decides whether fishing boats can still land their catch.',
  silt: 'Every tonne of silt that settles in the channel narrows our future.',
  fairFee: 'A harbour fee on container ships is the fairest way to pay for the dredging.',
  register: 'Both towns need a common tide register, kept by people whom neither side appoints.',
  lighthouse: 'Visitors come for the lighthouse, and the lighthouse cottage is falling down.',
  road: 'Trade reaches this country by sea, and a port is nothing but a road that happens to be wet.',
  sureFee: 'A harbour fee on container ships is the surest way to send them elsewhere.',
  duty: 'Dredging the channel is a duty of the state, not a toll.',
  sharedRegister: 'A shared tide register would spare both sides a quarrel every spring.',
  appointed: 'It should be kept by people who are appointed by neither side.',
  rail: 'Rail freight has been forgotten.',
} as const;

export const print = (...sentences: readonly string[]): Fingerprint[] =>
  sentences.map((sentence) => fingerprintOf(sentence)!);

/** A reading of the harbour essays: a clash, an agreement, a loose link, a silence on each side. */
export const harbourLinks: ReadingFilePair['links'] = [
  {
    left: print(said.fairFee),
    right: print(said.sureFee, said.duty),
    relation: 'divergence',
    strength: 3,
    topic: 'who pays for depth',
    why: 'One calls the fee fair. The other calls it ruinous.',
  },
  {
    left: print(said.register),
    right: print(said.sharedRegister, said.appointed),
    relation: 'convergence',
    strength: 2,
    topic: 'a common tide register',
    why: 'Both want a register that neither side controls.',
  },
  { left: print(said.boats, said.silt), right: print(said.road), relation: 'undetermined' },
];

export const harbourReading: ReadingFile = readingFileSchema.parse({
  format: 'counterpoint-reading',
  version: 1,
  name: 'The harbour, read slowly',
  author: 'A test',
  kind: 'published',
  date: '2026-11',
  method: 'Made by hand for the tests.',
  pairs: [
    {
      theme: 'elsewhere',
      title: 'Other essays',
      links: [{ left: print('Nobody wrote this.'), right: print('Nor this.'), relation: 'convergence', strength: 1 }],
    },
    {
      theme: 'harbour',
      title: 'The harbour',
      summary: { convergence: 'Both want a register.', divergence: 'They differ on the fee.', silences: null },
      left: { title: 'The harbour belongs to its town' },
      right: { title: 'A port is a national road' },
      links: harbourLinks,
      silences: {
        left: [{ sentences: print(said.lighthouse), topic: 'the lighthouse', why: 'Only the town has one.' }],
        right: [{ sentences: print(said.rail), topic: 'rail freight' }],
      },
    },
  ],
});

/** The quotes of some spans. */
export const quotes = (essay: Essay, spans: readonly { start: number; end: number }[]): string[] =>
  spans.map(({ start, end }) => essay.text.slice(start, end));
