import { URI } from 'vscode-uri';
import { slug } from '../corpus/paths';
import { userNameIn } from '../files/gitFiles';
import type { Reviewer } from '../review/act';

/** Who reviews: the name that is set, else the one that git knows in the corpus folder; undefined where there is neither. */
export async function reviewerOf(setting: string, root: string): Promise<Reviewer | undefined> {
  const name = setting === '' ? await gitName(root) : setting;
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

function gitName(root: string): Promise<string> {
  const { scheme, fsPath } = URI.parse(root);
  if (scheme !== 'file') return Promise.resolve('');
  let name = known.get(root);
  if (name === undefined) {
    name = userNameIn(fsPath);
    known.set(root, name);
    // One who has no name yet may set one.
    void name.then((found) => {
      if (found === '') known.delete(root);
    });
  }
  return name;
}
