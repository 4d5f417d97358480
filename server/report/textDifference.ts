import { diffChars, diffWordsWithSpace } from 'diff';

/** A piece of two texts laid together: what stands in both, in the first only, or in the second only. */
export interface DifferencePart {
  readonly text: string;
  readonly in: 'before' | 'after' | 'both';
}

const han = /\p{Script=Han}/u;

/** How two texts differ: word by word, and in scripts without spaces character by character (Myers 1986, by way of `diff`). */
export function textDifference(before: string, after: string): DifferencePart[] {
  const changes = han.test(before + after) ? diffChars(before, after) : diffWordsWithSpace(before, after);
  return changes.map(({ value, added, removed }) => ({
    text: value,
    in: added ? 'after' : removed ? 'before' : 'both',
  }));
}
