import { segmentsOf } from '../evaluation/segments';
import { openCorpus } from './openCorpus';
import type { Output } from './output';

/** `counterpoint segments PATH…`: the sentences of paired essays with ids, the `segments.json` that a gold set begins with. */
export async function segmentsCommand(paths: readonly string[], output: Output): Promise<void> {
  const opened = await openCorpus(paths);
  output.print(`${JSON.stringify(segmentsOf(opened.pairs, opened.essays), null, 1)}\n`);
}
