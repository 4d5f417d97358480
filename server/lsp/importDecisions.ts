/** *Import Decisions…*: the decisions and notes of an export come into the review files of a corpus. */
import { URI } from 'vscode-uri';
import { systemFailure } from '../files/systemFailure';
import type { ClientRequests, DecisionsImportView } from '../protocol';
import { decisionsToAdd } from '../report/decisionsToAdd';
import { readAnnotations } from '../report/readAnnotations';
import type { Translate } from '../report/translate';
import type { Journal } from '../review/journal';
import { decodeText } from '../text/canonical';
import { msg } from '../text/message';
import type { Files } from './files';
import type { Workspace } from './workspace';

/** Adds what an export (JSON-LD or CSV) has and the corpus has not. What is there already is not added again, so that it can be done twice. */
export async function importDecisions(
  workspace: Workspace,
  files: Files,
  { corpus: root, source }: ClientRequests['counterpoint/importDecisions']['params'],
  t: Translate,
): Promise<DecisionsImportView> {
  const name = URI.parse(source).path.split('/').at(-1) ?? source;
  const bytes = await files.read(source);
  if (bytes === undefined) return { kind: 'refused', message: t(msg('There is no file {0}.', name)), problems: [] };
  const loaded = await workspace.corpusOf(`${root}/counterpoint.yaml`);
  if (loaded === undefined)
    return { kind: 'refused', message: t(msg('There is no file {0}.', 'counterpoint.yaml')), problems: [] };
  const journals = new Map<string, Journal>();
  for (const { id } of loaded.corpus.themes) journals.set(id, await workspace.reviews.journal(root, id));
  const read = readAnnotations(decodeText(bytes).text);
  const found = decisionsToAdd(name, read, journals);
  if (found.kind === 'refused') return { kind: 'refused', message: t(found.reason), problems: read.problems.map(t) };
  try {
    for (const [path, lines] of found.lines) await files.appendReview(root, path, lines);
  } catch (error) {
    const why = t(systemFailure(error));
    return { kind: 'refused', message: t(msg('Not all was written; import it again. {0}', why)), problems: [] };
  } finally {
    workspace.reviews.forget();
  }
  const { added, present } = found;
  return {
    kind: 'added',
    added,
    message: t(msg('Added {0} decisions and notes; {1} were there already.', added, present)),
  };
}
