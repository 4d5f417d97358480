/** Lasting names for passages, so that a row stays the same row while its text changes. Pure. */

/**
 * Names for the passages of a new text, those of the old one where they go on: passages that are the same, and, between two that are, as
 * many as there were. Names of new passages are free ones.
 * @param before the old passages' texts with their names; empty the first time
 */
export function carryKeys(
  before: { readonly texts: readonly string[]; readonly keys: readonly string[] },
  texts: readonly string[],
): string[] {
  const keys: (string | undefined)[] = texts.map(() => undefined);
  const shorter = Math.min(before.texts.length, texts.length);
  let head = 0;
  while (head < shorter && before.texts[head] === texts[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.texts.at(-1 - tail) === texts.at(-1 - tail)) tail += 1;
  for (let i = 0; i < head; i += 1) keys[i] = before.keys[i];
  for (let i = 1; i <= tail; i += 1) keys[texts.length - i] = before.keys.at(-i);
  carryBetween(before, texts, keys, head, tail);
  const taken = new Set([...before.keys, ...keys]);
  let free = 0;
  return keys.map((key) => {
    if (key !== undefined) return key;
    while (taken.has(String(free))) free += 1;
    taken.add(String(free));
    return String(free);
  });
}

/** Between the parts that are the same: what is the same elsewhere keeps its name; a stretch as long as before keeps its names in order. */
function carryBetween(
  before: { readonly texts: readonly string[]; readonly keys: readonly string[] },
  texts: readonly string[],
  keys: (string | undefined)[],
  head: number,
  tail: number,
): void {
  const old = before.texts.slice(head, before.texts.length - tail);
  const now = texts.slice(head, texts.length - tail);
  if (old.length === now.length) {
    for (let i = 0; i < now.length; i += 1) keys[head + i] = before.keys[head + i];
    return;
  }
  const left = new Map(old.map((text, i) => [text, before.keys[head + i]]));
  now.forEach((text, i) => {
    keys[head + i] = left.get(text);
    left.delete(text);
  });
}
