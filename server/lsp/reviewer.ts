import { URI } from 'vscode-uri';
import { slug } from '../corpus/paths';
import { userNameIn } from '../files/gitFiles';
import type { Reviewer } from '../review/act';

/**
 * Who reviews: the name that is set, else the one that git knows in the corpus folder; undefined where there is neither. Git is asked once;
 * where it had no name, again for one who `acts`, for they may have set one: not for every view, that is, for every keystroke.
 */
export async function reviewerOf(setting: string, root: string, acts = false): Promise<Reviewer | undefined> {
  const name = setting === '' ? await gitName(root, acts) : setting;
  return name === '' ? undefined : { id: reviewerId(name), name };
}

/** A name as the id that names a reviewer's file. Names in other scripts, which leave nothing of an id, are told apart by their code points. */
function reviewerId(name: string): string {
  const plain = slug(name);
  if (plain !== 'document') return plain;
  return `r-${Array.from(name)
    .map((unit) => (unit.codePointAt(0) ?? 0).toString(36))
    .join('')}`.slice(0, 64);
}

const known = new Map<string, Promise<string>>();

async function gitName(root: string, asksAgain: boolean): Promise<string> {
  const { scheme, fsPath } = URI.parse(root);
  if (scheme !== 'file') return '';
  let name = known.get(root);
  if (name === undefined || (asksAgain && (await name) === '')) {
    name = userNameIn(fsPath);
    known.set(root, name);
  }
  return name;
}
