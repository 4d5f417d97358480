import { appendReviewLines } from '../files/reviewFiles';
import { reviewPath } from '../review/journal';
import { writeLine } from '../review/lines';
import { readAnnotations } from '../report/readAnnotations';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus } from './openCorpus';
import type { Output } from './output';
import { readText } from './wantedReadings';

/**
 * `counterpoint import-decisions CORPUS FILE`: adds the decisions and notes of an export (JSON-LD or CSV) to the review files of a corpus.
 * What is there already is not added again; where anything cannot be read, nothing is written.
 */
export async function importDecisionsCommand(path: string, file: string, output: Output, t: Translate): Promise<void> {
  const { root, corpus, journals } = await openCorpus([path]);
  const { acts, problems } = readAnnotations(await readText(file));
  for (const problem of problems) output.say(`${file}: ${t(problem)}`);
  const known = new Set(corpus.themes.map(({ id }) => id));
  const stray = acts.find(({ theme }) => !known.has(theme));
  if (stray !== undefined)
    fail(msg('{0} speaks of a theme “{1}”, which this corpus does not have. Nothing was written.', file, stray.theme));
  if (problems.length > 0) fail(msg('Some of {0} cannot be read. Nothing was written.', file));
  const there = new Set(
    [...journals].flatMap(([theme, journal]) => journal.acts.map((act) => `${theme} ${writeLine(act)}`)),
  );
  const byFile = new Map<string, Set<string>>();
  for (const { theme, act } of acts) {
    const line = writeLine(act);
    if (there.has(`${theme} ${line}`)) continue;
    const review = reviewPath(theme, act.by.id);
    byFile.set(review, (byFile.get(review) ?? new Set()).add(line));
  }
  for (const [review, lines] of byFile) await appendReviewLines(root, review, [...lines]);
  const added = [...byFile.values()].reduce((sum, lines) => sum + lines.size, 0);
  output.print(`${t(msg('Added {0} decisions and notes; {1} were there already.', added, acts.length - added))}\n`);
}
