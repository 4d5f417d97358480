import { type LoadedCorpus, uriIn } from '../corpus/loadCorpus';
import type { Workspace } from './workspace';

/** The lexicons of a corpus that can be read, by whatever name its manifest gives them. */
export async function lexiconsOf(
  workspace: Workspace,
  loaded: LoadedCorpus,
): Promise<{ readonly uri: string; readonly text: string }[]> {
  const read = await Promise.all(
    loaded.lexicons.map(async (path) => {
      const uri = uriIn(loaded.root, path);
      return { uri, text: await workspace.text(uri) };
    }),
  );
  return read.flatMap(({ uri, text }) => (text === undefined ? [] : [{ uri, text }]));
}
