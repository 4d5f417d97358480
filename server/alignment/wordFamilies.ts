import data from './data/wordFamilies.json';

const none: readonly string[] = [];
let families: Map<string, string[]> | undefined;

/**
 * The stems of the same family as a stem, in alphabetical order: what WordNet derives from one another and Porter2 leaves apart (“compete”, “competition”;
 * Miller 1995, data/wordFamilies.json). A stem is not of its own family.
 */
export function familyOf(stem: string): readonly string[] {
  families ??= load();
  return families.get(stem) ?? none;
}

function load(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (stem: string, other: string): void => {
    const family = found.get(stem);
    if (family === undefined) found.set(stem, [other]);
    else family.push(other);
  };
  for (const pair of data.pairs.split(',')) {
    const [first = '', second = ''] = pair.split(' ');
    add(first, second);
    add(second, first);
  }
  for (const family of found.values()) family.sort();
  return found;
}
