import { type Block, plainOf } from './blocks';
import { headingKey, isAllCaps, isMainSection, splitNumber } from './shapes';

/** The shallowest depth of a section: the essay's title is depth 1. */
const TOP = 2;
const DEEPEST = 6;

type Style = 'main' | 'capitals' | 'numbered' | 'subnumbered' | 'other';

/**
 * Gives the headings of one essay their depths.
 *
 * Marked headings of several depths keep their order of depth. Otherwise style tells: main sections (their names are shared by such essays, or come
 * back in several essays of the volume: `shared`), below them capitals, below them the rest; numbered headings stand one below the unnumbered above.
 */
export function headingDepths(headings: readonly Block[], shared: ReadonlySet<string>): number[] {
  const marked = headings.flatMap((block) => (block.level === undefined ? [] : [block.level]));
  const levels = [...new Set(marked)].sort((a, b) => a - b);
  if (levels.length >= 2 && marked.length * 10 >= headings.length * 7) {
    let last = TOP;
    return headings.map((block) => {
      if (block.level !== undefined) last = Math.min(DEEPEST, TOP + levels.indexOf(block.level));
      return block.level === undefined ? Math.min(DEEPEST, last + 1) : last;
    });
  }
  const styles = headings.map((block) => styleOf(block, shared));
  const hasMain = styles.includes('main');
  const mainIsNumbered = headings.some((block, i) => styles[i] === 'main' && splitNumber(plainOf(block)) !== undefined);
  let parent = TOP - 1;
  let capitals = false;
  return styles.map((style) => {
    let depth: number;
    switch (style) {
      case 'main':
        depth = TOP;
        capitals = false;
        parent = depth;
        break;
      case 'capitals':
        depth = hasMain ? TOP + 1 : TOP;
        capitals = true;
        parent = depth;
        break;
      case 'numbered':
        depth = mainIsNumbered && !capitals ? TOP : parent + 1;
        break;
      case 'subnumbered':
        depth = Math.max(TOP + 1, parent + 1);
        break;
      case 'other':
        depth = capitals ? (hasMain ? TOP + 2 : TOP + 1) : hasMain && parent >= TOP ? TOP + 1 : TOP;
        parent = depth;
        break;
    }
    return Math.min(DEEPEST, Math.max(TOP, depth));
  });
}

function styleOf(block: Block, shared: ReadonlySet<string>): Style {
  const plain = plainOf(block);
  const number = splitNumber(plain);
  const rest = number?.rest ?? plain;
  const known = isMainSection(block.raw) || shared.has(headingKey(block.raw));
  if (known && !isAllCaps(rest)) return 'main';
  if (number !== undefined && /^\d+\.\d/.test(number.number)) return 'subnumbered';
  if (isAllCaps(rest)) return 'capitals';
  return number !== undefined ? 'numbered' : 'other';
}

/** The heading keys (`headingKey`) that come back in at least two essays. */
export function sharedHeadings(essays: readonly (readonly Block[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const headings of essays) {
    for (const key of new Set(headings.map((block) => headingKey(block.raw))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Set([...counts].filter(([key, count]) => count >= 2 && key !== '').map(([key]) => key));
}
