import { type Journal, reviewPath } from '../review/journal';
import { writeLine } from '../review/lines';
import { type Message, msg } from '../text/message';
import type { ReadAnnotations } from './readAnnotations';

/** What an export adds to the review files of a corpus, or why nothing of it is added. */
export type DecisionsToAdd =
  | {
      readonly kind: 'add';
      /** The new lines of each review file, by its path relative to the corpus root. */
      readonly lines: ReadonlyMap<string, readonly string[]>;
      /** How many decisions and notes are new. */
      readonly added: number;
      /** How many were there already. */
      readonly present: number;
    }
  | { readonly kind: 'refused'; readonly reason: Message };

/**
 * The decisions and notes of an export that a corpus does not have yet. All or nothing: where one cannot be read, or is on a theme that the corpus
 * does not have, none is added.
 * @param name The export, as the reader knows it.
 * @param journals What was decided and noted before, by theme: every theme of the corpus.
 */
export function decisionsToAdd(
  name: string,
  { acts, problems }: ReadAnnotations,
  journals: ReadonlyMap<string, Journal>,
): DecisionsToAdd {
  const stray = acts.find(({ theme }) => !journals.has(theme));
  if (stray !== undefined)
    return {
      kind: 'refused',
      reason: msg(
        '{0} speaks of a theme “{1}”, which this corpus does not have. Nothing was written.',
        name,
        stray.theme,
      ),
    };
  if (problems.length > 0)
    return { kind: 'refused', reason: msg('Some of {0} cannot be read. Nothing was written.', name) };
  const there = new Set(
    [...journals].flatMap(([theme, journal]) => journal.acts.map((act) => `${theme} ${writeLine(act)}`)),
  );
  const lines = new Map<string, Set<string>>();
  for (const { theme, act } of acts) {
    const line = writeLine(act);
    if (there.has(`${theme} ${line}`)) continue;
    const path = reviewPath(theme, act.by.id);
    lines.set(path, (lines.get(path) ?? new Set()).add(line));
  }
  const added = [...lines.values()].reduce((sum, each) => sum + each.size, 0);
  return {
    kind: 'add',
    lines: new Map([...lines].map(([path, each]) => [path, [...each]])),
    added,
    present: acts.length - added,
  };
}
