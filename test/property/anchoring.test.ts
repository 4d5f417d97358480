import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf, findAnchor } from '../../server/review/anchoring';
import type { Span } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';
import { samplePairs } from '../unit/samples';
import { runs } from './arbitraries';

/** A sentence of an essay that is being edited; `id` is null for one that was added. */
interface Piece {
  readonly id: number | null;
  readonly text: string;
}
type Draft = readonly (readonly Piece[])[];

const drafts: readonly Draft[] = samplePairs.flatMap(({ left, right }) =>
  [left, right].map((essay) => {
    let id = 0;
    return essay.passages.map(({ sentences }) => sentences.map(({ text }) => ({ id: id++, text })));
  }),
);

/** Writes a draft, and gives where each sentence of the first draft stands now. Note marks, line ends and the Unicode form are as they come. */
function write(draft: Draft, unwrapped: boolean): { text: string; places: Map<number, Span> } {
  let text = '';
  const places = new Map<number, Span>();
  for (const passage of draft) {
    if (passage.length === 0) continue;
    if (text !== '') text += '\n\n';
    passage.forEach((piece, i) => {
      if (i > 0) text += unwrapped ? '\n' : ' ';
      if (piece.id !== null) places.set(piece.id, { start: text.length, end: text.length + piece.text.length });
      text += piece.text;
    });
  }
  return { text: `${text}\n`, places };
}

const place = fc.nat({ max: 10_000 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at: place }),
  fc.record({ kind: fc.constant('insert' as const), at: place, from: place, essay: place }),
  fc.record({ kind: fc.constant('move' as const), at: place, to: place }),
  fc.record({
    kind: fc.constant('rewrite' as const),
    at: place,
    words: fc.array(place, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('marks' as const), at: place }),
  fc.record({ kind: fc.constant('decompose' as const), at: place }),
  fc.record({ kind: fc.constant('decoy' as const), at: place, from: place }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const flat = (draft: Draft): Piece[] => draft.flat();

/** Puts a piece behind the n-th sentence. */
function put(draft: Draft, at: number, piece: Piece): Draft {
  let n = at % Math.max(1, flat(draft).length);
  return draft.map((passage) => {
    const here = n >= 0 && n < passage.length ? [...passage.slice(0, n + 1), piece, ...passage.slice(n + 1)] : passage;
    n -= passage.length;
    return here;
  });
}

function change(draft: Draft, at: number, to: (piece: Piece) => Piece | undefined): Draft {
  const target = flat(draft)[at % Math.max(1, flat(draft).length)];
  return draft.map((passage) => passage.flatMap((piece) => (piece === target ? (to(piece) ?? []) : [piece])));
}

/** Other words in the place of up to a third of a sentence's own. */
function reworded(text: string, words: readonly number[]): string {
  const parts = text.split(' ');
  const most = Math.max(1, Math.floor(parts.length / 3));
  for (const word of words.slice(0, most))
    parts[word % parts.length] = ['indeed', 'harbour', 'seldom', 'twelve'][word % 4]!;
  return parts.join(' ');
}

function apply(draft: Draft, one: Edit): Draft {
  const pieces = flat(draft);
  if (pieces.length < 3) return draft;
  switch (one.kind) {
    case 'delete':
      return change(draft, one.at, () => undefined);
    case 'insert': {
      const other = flat(drafts[one.essay % drafts.length]!);
      // A sentence of another essay, so that the anchored one is not there twice.
      const own = new Set(pieces.map(({ text }) => text));
      const text = other[one.from % other.length]!.text;
      return own.has(text) ? draft : put(draft, one.at, { id: null, text });
    }
    case 'move': {
      const piece = pieces[one.at % pieces.length]!;
      return put(
        change(draft, one.at, () => undefined),
        one.to,
        piece,
      );
    }
    case 'rewrite':
      return change(draft, one.at, (piece) => ({ ...piece, text: reworded(piece.text, one.words) }));
    case 'marks':
      return change(draft, one.at, (piece) => ({ ...piece, text: piece.text.replace(/(\w+)([.!?])$/, '*$1*$2[^9]') }));
    case 'decompose':
      return change(draft, one.at, (piece) => ({ ...piece, text: piece.text.normalize('NFD').replaceAll('"', '”') }));
    case 'decoy':
      // Half of another sentence's words, in its order, with others between them: like it, and not it.
      return put(draft, one.at, {
        id: null,
        text: `${pieces[one.from % pieces.length]!.text.replace(/[.!?]+$/, '')
          .split(' ')
          .map((word, i) => (i % 2 === 0 ? word : ['grain', 'quiet', 'river', 'old'][i % 4]!))
          .join(' ')}.`,
      });
  }
}

describe('anchors through random edits', () => {
  const tally = { edits: 0, anchors: 0, alive: 0, kept: 0, orphaned: 0, gone: 0, wrong: 0, lost: 0 };

  it('land on a wrong sentence in at most one case of a thousand, and are never lost', () => {
    fc.assert(
      fc.property(
        place,
        fc.array(edit, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        (which, edits, crlf, unwrapped) => {
          const first = drafts[which % drafts.length]!;
          const before = write(first, false);
          const essay = readEssay(before.text);
          const after = write(edits.reduce<Draft>(apply, first), unwrapped);
          const now = readEssay(crlf ? after.text.replaceAll('\n', '\r\n') : after.text);
          tally.edits += edits.length;
          for (const [id, span] of before.places) {
            const anchor = anchorOf(essay, { path: 'a.md', perspective: 'x' }, 'left', span);
            const found = findAnchor(now, anchor, 'sentences');
            const truth = after.places.get(id);
            tally.anchors += 1;
            if (truth !== undefined) tally.alive += 1;
            if (found.kind === 'orphan') {
              if (found.anchor !== anchor) tally.lost += 1;
              if (truth === undefined) tally.gone += 1;
              else tally.orphaned += 1;
            } else if (truth !== undefined && found.span.start < truth.end && truth.start < found.span.end) {
              tally.kept += 1;
            } else {
              tally.wrong += 1;
            }
          }
        },
      ),
      runs(Number(process.env['COUNTERPOINT_ANCHOR_RUNS'] ?? 300)),
    );
    const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(3)} %`;
    process.stdout.write(
      `anchors: ${JSON.stringify(tally)}; kept ${share(tally.kept, tally.alive)} of those still there, orphaned ${share(tally.orphaned, tally.alive)}, wrong ${share(tally.wrong, tally.anchors)}\n`,
    );
    expect(tally.edits).toBeGreaterThan(1000);
    expect(tally.lost).toBe(0);
    expect(tally.wrong / tally.anchors).toBeLessThanOrEqual(0.001);
    expect(tally.kept / tally.alive).toBeGreaterThan(0.99);
  }, 300_000);
});
