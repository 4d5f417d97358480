import { uriIn } from '../corpus/loadCorpus';
import { readDiskFile, writeDiskFile } from '../files/diskFiles';
import { readReviewFiles, writeGitFiles } from '../files/reviewFiles';
import { compare } from '../readings/comparison';
import { checkReviewFiles, keptBeside } from '../review/fsck';
import { readJournal, reviewFolder } from '../review/journal';
import { mergeDecisions } from '../review/merge';
import type { Orphan } from '../review/reviewed';
import type { Translate } from '../report/translate';
import { LineIndex } from '../text/lines';
import { msg } from '../text/message';
import { openCorpus, type OpenedCorpus } from './openCorpus';
import type { Output } from './output';

/**
 * `counterpoint fsck CORPUS [--fix]`: checks the decisions and notes of a corpus. Gives the exit code: 0 where all is sound (or was made so), 1
 * where something is left.
 */
export async function fsckCommand(path: string, fix: boolean, output: Output, t: Translate): Promise<0 | 1> {
  const opened = await openCorpus([path]);
  const { root } = opened;
  const files = await readReviewFiles(root);
  if (files.length === 0) {
    output.print(`${t(msg('There are no decisions or notes in {0}.', path))}\n`);
    return 0;
  }
  const checked = checkReviewFiles(files);
  for (const { path: file, message, span } of checked.problems) {
    const text = files.find((each) => each.path === file)?.text ?? '';
    const line = span === undefined ? '' : `:${new LineIndex(text).lineAt(span.start) + 1}`;
    output.print(`${file}${line}: ${t(message)}\n`);
  }
  const orphans = findOrphans(opened, files);
  for (const { theme, orphan } of orphans) {
    const words = orphan.lost.map(({ exact }) => exact.replace(/\s+/g, ' ').slice(0, 80)).join(' … ');
    output.print(
      `${theme}: ${t(msg('Orphan by {0}: these words are not in the essays any more: “{1}”. It is kept; attach it again in the editor.', orphan.act.by.id, words))}\n`,
    );
  }
  const known = new Set(opened.corpus.themes.map(({ id }) => `${reviewFolder(id)}/`));
  const strays = files.filter((file) => ![...known].some((folder) => file.path.startsWith(folder)));
  for (const stray of strays)
    output.print(
      `${stray.path}: ${t(msg('No theme of this corpus has this name. The file is kept; rename its folder when the theme was renamed.'))}\n`,
    );
  if (fix) {
    await writeGitFiles(root);
    for (const { path: file, text, damaged } of checked.mended) {
      const uri = uriIn(root, file);
      if (damaged.length > 0) {
        // First what would be lost, then the file without it.
        const beside = `${uri}.damaged`;
        const before = await readDiskFile(beside);
        await writeDiskFile(
          beside,
          keptBeside(before === undefined ? '' : Buffer.from(before).toString('utf8'), damaged),
        );
        output.print(`${file}: ${t(msg('{0} damaged lines were moved to {1}.', damaged.length, `${file}.damaged`))}\n`);
      }
      await writeDiskFile(uri, text);
      output.print(`${file}: ${t(msg('Mended.'))}\n`);
    }
  }
  const left = fix ? checkReviewFiles(await readReviewFiles(root)).problems : checked.problems;
  const isSound = left.every(({ severity }) => severity === 'information') && (fix || checked.mended.length === 0);
  output.print(
    `${t(msg('{0} decisions and notes in {1} files: {2}', checked.acts, files.length, isSound ? t(msg('sound')) : fix ? t(msg('something is left to do by hand')) : t(msg('not sound; --fix mends what can be mended'))))}\n`,
  );
  return isSound ? 0 : 1;
}

function findOrphans(
  opened: OpenedCorpus,
  files: readonly { readonly path: string; readonly text: string }[],
): { readonly theme: string; readonly orphan: Orphan }[] {
  const seen = new Set<string>();
  return opened.pairs.flatMap((pair) => {
    const left = opened.essays.get(pair.left.path);
    const right = opened.essays.get(pair.right.path);
    const theme = pair.theme.id;
    const own = files.filter((file) => file.path.startsWith(`${reviewFolder(theme)}/`));
    if (left === undefined || right === undefined || own.length === 0) return [];
    // Where the words stand does not hang on a reading: none is laid under.
    const nothing = compare(pair, left, right, {
      source: 'person',
      name: '',
      version: '',
      provenance: null,
      summary: null,
      attached: null,
      links: [],
      silences: { left: [], right: [] },
      ranked: [],
    });
    return mergeDecisions(nothing, readJournal(own)).orphans.flatMap((orphan) => {
      if (seen.has(orphan.act.id)) return [];
      seen.add(orphan.act.id);
      return [{ theme, orphan }];
    });
  });
}
