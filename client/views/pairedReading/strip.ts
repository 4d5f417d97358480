/** The overview strip: both essays as columns, links as ribbons between them. Pure. Heights are in pixels. */
import type { PairedLinkView, PairedReadingView, RelationName } from '../../../server/protocol';
import type { Side } from '../../reading';
import { passageText, silencesOf, sides } from './filters';

export interface Block {
  readonly side: Side;
  readonly passage: number;
  readonly top: number;
  readonly height: number;
  readonly isSilent: boolean;
}

/** From one place on the left to one on the right. */
export interface Ribbon {
  readonly link: string;
  readonly relation: RelationName;
  readonly left: { readonly top: number; readonly bottom: number; readonly passages: readonly number[] };
  readonly right: { readonly top: number; readonly bottom: number; readonly passages: readonly number[] };
}

export interface Strip {
  readonly blocks: readonly Block[];
  readonly ribbons: readonly Ribbon[];
}

/** Space between two passages, and between two sections. */
const gaps = { passage: 1, section: 5 } as const;
/** A ribbon is never thinner than this. */
const thinnest = 2;

/** Lays the strip out in a height: each essay fills it, passages by their length. */
export function stripOf(reading: PairedReadingView, links: readonly PairedLinkView[], height: number): Strip {
  const columns = { left: columnOf(reading, 'left', height), right: columnOf(reading, 'right', height) };
  return {
    blocks: sides.flatMap((side) => columns[side]),
    ribbons: links.flatMap((link): Ribbon[] => {
      const left = extent(reading, 'left', columns.left, link);
      const right = extent(reading, 'right', columns.right, link);
      return left && right ? [{ link: link.id, relation: link.relation, left, right }] : [];
    }),
  };
}

function columnOf(reading: PairedReadingView, side: Side, height: number): Block[] {
  const { passages } = reading[side];
  const lengths = passages.map((_, i) => passageText(reading, side, i).length);
  const gapBefore = (i: number): number =>
    i === 0 ? 0 : passages[i]?.section === passages[i - 1]?.section ? gaps.passage : gaps.section;
  const gap = passages.reduce((sum, _, i) => sum + gapBefore(i), 0);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  // Where there is no room for gaps, there are none.
  const room = height - gap;
  const [share, isTight] = room > height / 2 ? [room / Math.max(1, total), false] : [height / Math.max(1, total), true];
  let top = 0;
  return passages.map((_, passage) => {
    if (!isTight) top += gapBefore(passage);
    const own = (lengths[passage] ?? 0) * share;
    const block = { side, passage, top, height: own, isSilent: silencesOf(reading, side, passage).length > 0 };
    top += own;
    return block;
  });
}

/** Where a link's first claim stands in a column; claims in further passages are reached over it. */
function extent(
  reading: PairedReadingView,
  side: Side,
  column: readonly Block[],
  link: PairedLinkView,
): Ribbon['left'] | undefined {
  const [claim] = link[side];
  const block = claim && column[claim.passage];
  if (!block) return undefined;
  const lengths = (reading[side].passages[claim.passage]?.sentences ?? []).map(({ text }) => text.length);
  const sum = (from: number, to: number): number => lengths.slice(from, to).reduce((all, each) => all + each, 0);
  const total = Math.max(1, sum(0, lengths.length));
  const top = block.top + (block.height * sum(0, claim.from)) / total;
  const bottom = block.top + (block.height * sum(0, claim.to)) / total;
  const passages = [...new Set(link[side].map(({ passage }) => passage))];
  const missing = Math.max(0, thinnest - (bottom - top)) / 2;
  return { top: top - missing, bottom: bottom + missing, passages };
}
