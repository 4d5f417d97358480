import { segmentsOf } from '../evaluation/segments';
import type { Output } from './alignCommand';
import { openCorpus } from './openCorpus';

/** `counterpoint segments PATH…`: the sentences of paired essays with ids, the `segments.json` that a gold set begins with. */
export async function segmentsCommand(paths: readonly string[], output: Output): Promise<void> {
  const opened = await openCorpus(paths);
  output.print(`${JSON.stringify(segmentsOf(opened.pairs, opened.essays), null, 1)}\n`);
}
