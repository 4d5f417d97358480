import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GoldSet, isGoldFile, readGoldSet } from '../evaluation/goldSet';
import { msg } from '../text/message';
import { fail } from './failure';

/** Reads the gold set of a folder. @throws Failure where there is none, with what is wrong. */
export async function readGoldFolder(folder: string): Promise<GoldSet> {
  const names = await readdir(folder).catch(() => fail(msg('There is no folder {0}.', folder)));
  const files = await Promise.all(
    names.filter(isGoldFile).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
  const gold = readGoldSet(files);
  return 'template' in gold ? fail(gold) : gold;
}
