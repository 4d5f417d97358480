/** Stepping from row to row. Pure. */
import type { StepTarget } from './messages';
import type { Row } from './rows';

export interface RowStep {
  readonly row: Row;
  /** The link in it that is meant; null for the row as such. */
  readonly link: string | null;
}

/** The next or previous row that has what is wanted; behind the last comes the first. Undefined where none has. */
export function stepRow(
  rows: readonly Row[],
  current: string | null,
  target: StepTarget,
  direction: 1 | -1,
): RowStep | undefined {
  const here = rows.findIndex(({ id }) => id === current);
  const start = here < 0 ? (direction === 1 ? -1 : rows.length) : here;
  for (let i = 1; i <= rows.length; i += 1) {
    const row = rows[(start + direction * i + rows.length * 2) % rows.length];
    const found = row && stopIn(row, target);
    if (found) return found;
  }
  return undefined;
}

function stopIn(row: Row, target: StepTarget): RowStep | undefined {
  const links = row.strands.flatMap((strand) => strand.links);
  switch (target) {
    case 'row':
      return { row, link: links[0]?.id ?? null };
    case 'link':
      return links[0] && { row, link: links[0].id };
    case 'silence':
      return row.silences.length > 0 ? { row, link: null } : undefined;
    case 'convergence':
    case 'divergence': {
      const link = links.find(({ relation }) => relation === target);
      return link && { row, link: link.id };
    }
  }
}
