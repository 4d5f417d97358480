import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decisionsAsGold } from '../evaluation/decisionsAsGold';
import { type GoldSet, isGoldFile, readGoldSet, segmentsName } from '../evaluation/goldSet';
import { agreementOfReviewers, type ReviewersCompared } from '../review/agreement';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus } from './openCorpus';
import { readAll } from './report';

export interface Decisions {
  readonly open: number;
  /** Over all themes, and where there are several, theme by theme. */
  readonly reviewers: readonly ReviewersCompared[];
  readonly themes: readonly { readonly theme: string; readonly reviewers: readonly ReviewersCompared[] }[];
}

/** What readings are measured by. */
export interface Gold {
  readonly gold: GoldSet;
  /** Of decisions: what they leave open, and how far the reviewers agree. Null for a gold set of files. */
  readonly decisions: Decisions | null;
}

/** Reads the gold set of a folder, or where it is a corpus, what reviewers decided there. @throws Failure where there is neither. */
export async function readGold(folder: string): Promise<Gold> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes(segmentsName) || !names.includes('.counterpoint'))
    return { gold: await readGoldFolder(folder), decisions: null };
  const comparisons = readAll(await openCorpus([folder]), { allSuggestions: false, wanted: undefined });
  const { gold, open } = decisionsAsGold(comparisons);
  if (gold.length === 0) fail(msg('Nobody has decided on a link in {0} yet.', folder));
  const themes = comparisons.map((comparison) => ({
    theme: comparison.pair.theme.id,
    reviewers: agreementOfReviewers([comparison]).filter(({ both }) => both > 0),
  }));
  return {
    gold,
    decisions: { open, reviewers: agreementOfReviewers(comparisons), themes: themes.length > 1 ? themes : [] },
  };
}

/** Reads the gold set of a folder. @throws Failure where there is none, with what is wrong. */
export async function readGoldFolder(folder: string): Promise<GoldSet> {
  const names = await readdir(folder).catch(() => fail(msg('There is no folder {0}.', folder)));
  const files = await Promise.all(
    names.filter(isGoldFile).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
  const gold = readGoldSet(files);
  return 'template' in gold ? fail(gold) : gold;
}
