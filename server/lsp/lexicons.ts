import { manifestName, manifestPaths } from '../corpus/corpus';
import { type LoadedCorpus, uriIn } from '../corpus/loadCorpus';
import type { Workspace } from './workspace';

/** The lexicons of a corpus that can be read: those that its manifest names, or `lexicon.yaml` where there is no manifest. */
export async function lexiconsOf(
  workspace: Workspace,
  loaded: LoadedCorpus,
): Promise<{ readonly uri: string; readonly text: string }[]> {
  const manifest = loaded.hasManifest ? await workspace.text(uriIn(loaded.root, manifestName)) : undefined;
  const paths = manifest === undefined ? ['lexicon.yaml'] : manifestPaths(manifest).lexicons;
  const read = await Promise.all(
    paths.map(async (path) => {
      const uri = uriIn(loaded.root, path);
      return { uri, text: await workspace.text(uri) };
    }),
  );
  return read.flatMap(({ uri, text }) => (text === undefined ? [] : [{ uri, text }]));
}
