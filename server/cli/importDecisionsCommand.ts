import { appendReviewLines } from '../files/reviewFiles';
import { decisionsToAdd } from '../report/decisionsToAdd';
import { readAnnotations } from '../report/readAnnotations';
import type { Translate } from '../report/translate';
import { emptyJournal } from '../review/journal';
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
  const read = readAnnotations(await readText(file));
  for (const problem of read.problems) output.say(`${file}: ${t(problem)}`);
  const found = decisionsToAdd(
    file,
    read,
    new Map(corpus.themes.map(({ id }) => [id, journals.get(id) ?? emptyJournal])),
  );
  if (found.kind === 'refused') fail(found.reason);
  for (const [review, lines] of found.lines) await appendReviewLines(root, review, lines);
  output.print(`${t(msg('Added {0} decisions and notes; {1} were there already.', found.added, found.present))}\n`);
}
