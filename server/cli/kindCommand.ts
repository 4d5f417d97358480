import { stat } from 'node:fs/promises';
import { importCompendium } from '../corpus/import/importCompendium';
import { msg } from '../text/message';
import { fail } from './failure';
import { readDocument } from './openCorpus';
import type { Output } from './output';

/** `counterpoint kind PATH`: tells a compendium from a document or a folder, for scripts that choose between import and align. */
export async function kindCommand(path: string, output: Output): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) fail(msg('There is no file or folder {0}.', path));
  if (found.isDirectory() || /\.ya?ml$/i.test(path)) {
    output.print('folder\n');
    return;
  }
  const essay = await readDocument(path);
  output.print(
    `${essay.frontMatter === undefined && importCompendium(essay.text).kind === 'compendium' ? 'compendium' : 'document'}\n`,
  );
}
