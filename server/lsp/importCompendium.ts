import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { importCompendium } from '../corpus/import/importCompendium';
import { writeImport } from '../corpus/import/writeImport';
import { uriIn } from '../corpus/loadCorpus';
import { mustLandInside } from '../files/diskFiles';
import { systemFailure } from '../files/systemFailure';
import type { ClientRequests, ImportView } from '../protocol';
import type { Translate } from '../report/translate';
import { decodeText } from '../text/canonical';
import { msg } from '../text/message';
import type { Files } from './files';

type Params = ClientRequests['counterpoint/import']['params'];

/** Imports a compendium into a folder, by way of the editor's files. */
export async function importCompendiumInto(
  files: Files,
  params: Params,
  token: CancellationToken,
  t: Translate,
): Promise<ImportView> {
  const bytes = await files.read(params.source);
  const name = URI.parse(params.source).path.split('/').at(-1) ?? params.source;
  if (bytes === undefined) return { kind: 'refused', message: t(msg('There is no file {0}.', name)) };
  if (bytes.includes(0)) {
    return {
      kind: 'refused',
      message: t(msg('{0} is no text file: it holds NUL bytes. Save it as UTF-8 text or Markdown.', name)),
    };
  }
  const result = importCompendium(decodeText(bytes).text);
  if (result.kind === 'empty') return { kind: 'refused', message: t(result.reason) };
  // Nothing has been written yet: from here on the import goes through, so that no half of it is left.
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, t(msg('Cancelled.')));
  const done = await writeImport(
    {
      read: async (path) => {
        await mustLandInside(params.out, uriIn(params.out, path));
        const there = await files.read(uriIn(params.out, path));
        return there === undefined ? undefined : decodeText(there).text;
      },
      write: (path, text) => files.write(uriIn(params.out, path), Buffer.from(text)),
    },
    name,
    result.files,
    params.overwrite,
  ).catch((error: unknown) => systemFailure(error));
  if ('template' in done) return { kind: 'refused', message: t(done) };
  const uris = (paths: readonly string[]): string[] => paths.map((path) => uriIn(params.out, path));
  const edits = done.edited.map(({ path, added, removed }) => ({ uri: uriIn(params.out, path), added, removed }));
  if (result.kind === 'context')
    return { kind: 'context', message: t(result.reason), written: uris(done.written), edited: edits };
  return {
    kind: 'compendium',
    title: result.title,
    themes: result.themes.length,
    essays: result.themes.reduce((sum, theme) => sum + theme.essays.length, 0),
    written: uris(done.written),
    edited: edits,
    uncertain: result.uncertain.map((item) => ({ line: item.line, text: t(item.message) })),
    balanced: result.account.balanced,
  };
}
