/** How far down one essay corresponds to how far down the other, by the passages that are linked. Pure. */

/** A place in the left text and its counterpart in the right, as offsets. */
export interface Anchor {
  readonly left: number;
  readonly right: number;
  /** How much it should count: links that cross others give way to surer ones. */
  readonly weight: number;
}

export interface ScrollMap {
  toRight(offset: number): number;
  toLeft(offset: number): number;
}

/**
 * Essays answer one another in different orders, but a page that jumps back and forth cannot be read. So the map keeps the heaviest set of
 * links that do not cross, ties both ends together, and moves in proportion between them: it never goes backwards.
 */
export function scrollMap(anchors: readonly Anchor[], leftLength: number, rightLength: number): ScrollMap {
  const points = [
    { left: 0, right: 0 },
    ...heaviestChain(anchors.filter((a) => a.left > 0 && a.right > 0 && a.left < leftLength && a.right < rightLength)),
    { left: leftLength, right: rightLength },
  ];
  const left = points.map((point) => point.left);
  const right = points.map((point) => point.right);
  return {
    toRight: (offset) => interpolate(left, right, offset),
    toLeft: (offset) => interpolate(right, left, offset),
  };
}

/** The chain with the greatest total weight in which both sides grow. */
function heaviestChain(anchors: readonly Anchor[]): Anchor[] {
  const sorted = anchors.toSorted((a, b) => a.left - b.left || a.right - b.right);
  const best: { total: number; before: number }[] = [];
  let end = -1;
  for (const [i, anchor] of sorted.entries()) {
    let chain = { total: anchor.weight, before: -1 };
    for (let j = 0; j < i; j++) {
      const earlier = sorted[j];
      const to = best[j];
      if (!earlier || !to || earlier.left >= anchor.left || earlier.right >= anchor.right) continue;
      if (to.total + anchor.weight > chain.total) chain = { total: to.total + anchor.weight, before: j };
    }
    best.push(chain);
    if (chain.total > (best[end]?.total ?? 0)) end = i;
  }
  const chain: Anchor[] = [];
  for (let i = end; i >= 0; i = best[i]?.before ?? -1) {
    const anchor = sorted[i];
    if (anchor) chain.unshift(anchor);
  }
  return chain;
}

function interpolate(from: readonly number[], to: readonly number[], value: number): number {
  let i = 1;
  while (i < from.length - 1 && (from[i] ?? 0) < value) i++;
  const [a, b, x, y] = [from[i - 1] ?? 0, from[i] ?? 0, to[i - 1] ?? 0, to[i] ?? 0];
  const share = b > a ? Math.min(1, Math.max(0, (value - a) / (b - a))) : 0;
  return Math.round(x + share * (y - x));
}
