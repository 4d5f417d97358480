import { basename, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { importCompendium } from '../corpus/import/importCompendium';
import type { Account, CompendiumImport, MendKind } from '../corpus/import/types';
import { editedMessage, type ImportFolder, writeImport } from '../corpus/import/writeImport';
import { uriIn } from '../corpus/loadCorpus';
import { idPattern } from '../corpus/schema';
import { mustLandInside, readDiskFile, writeDiskFile } from '../files/diskFiles';
import { decodeText } from '../text/canonical';
import { bucketWord, mendWord } from '../report/importWords';
import { printable } from '../report/summary';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import type { Output } from './output';

export interface ImportCommandOptions {
  readonly out: string;
  readonly verify: boolean;
  readonly overwrite: boolean;
  readonly perspective?: readonly string[];
}

/** `counterpoint import FILE --out DIR [--verify]` */
export async function importCommand(
  file: string,
  options: ImportCommandOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  const bytes = await readDiskFile(URI.file(resolve(file)).toString());
  if (bytes === undefined) fail(msg('There is no file {0}.', file));
  if (bytes.includes(0)) fail(msg('{0} is no text file: it holds NUL bytes. Save it as UTF-8 text or Markdown.', file));
  const { text, damaged } = decodeText(bytes);
  if (damaged) output.say(t(msg('{0} is not all UTF-8: what could not be read shows as “�”.', file)));
  const result = importCompendium(text, { perspectives: perspectivesOf(options.perspective ?? []) });
  if (result.kind === 'empty') fail(msg('{0}: {1}', file, t(result.reason)));
  const folder = diskFolder(resolve(options.out));
  const written = await writeImport(folder, basename(file), result.files, options.overwrite);
  if (result.kind === 'context') {
    output.print(printable(`${t(result.reason)}\n`));
    output.print(`${t(msg('Kept as a context document: {0}', result.files.map((each) => each.path).join(', ')))}\n`);
  } else {
    output.print(printable(summary(result, t)));
    if (options.verify) output.print(account(result.account, t));
    else if (!result.account.balanced)
      output.print(`${t(msg('The account of words does not balance: see --verify.'))}\n`);
  }
  output.print(
    `${t(msg('Wrote {0} files to {1} ({2} were there already).', written.written.length, options.out, written.unchanged.length))}\n`,
  );
  const edited = editedMessage(written, options.overwrite);
  if (edited !== undefined) output.say(t(edited));
}

function summary(result: CompendiumImport, t: Translate): string {
  const lines = [result.title, ''];
  result.themes.forEach((theme, i) => {
    lines.push(`${i + 1}. ${theme.title}  [${theme.id}]`);
    for (const question of theme.questions) lines.push(`     ? ${question}`);
    for (const essay of theme.essays) {
      const authors = essay.authors.map((author) =>
        author.affiliation === undefined ? author.name : `${author.name} (${author.affiliation})`,
      );
      lines.push(`   ${essay.perspective}: ${essay.title}`, `     ${authors.join('; ')}`);
      lines.push(
        `     ${t(msg('{0} paragraphs, {1} notes, {2} pull quotes → {3}', essay.paragraphs, essay.notes, essay.pullQuotes, essay.path))}`,
      );
    }
  });
  lines.push('');
  if (result.uncertain.length > 0) {
    lines.push(t(msg('Please check ({0}):', result.uncertain.length)));
    for (const item of result.uncertain) {
      lines.push(
        `  ${t(msg('line {0}', item.line))}: ${t(item.message)}${item.subject === undefined ? '' : ` [--perspective ${item.subject}=…]`}`,
      );
    }
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
}

function account(verified: Account, t: Translate): string {
  const lines = [t(msg('Where every word of the source went:'))];
  for (const bucket of verified.buckets) {
    const places = bucket.lines.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
    const shown = places.length > 12 ? [...places.slice(0, 12), '…'] : places;
    lines.push(
      `  ${padded(t(bucketWord(bucket.name)))} ${String(bucket.words).padStart(7)}  ${t(msg('lines {0}', shown.join(', ')))}`,
    );
  }
  const sum = verified.buckets.reduce((total, bucket) => total + bucket.words, 0);
  lines.push(
    `  ${padded(t(msg('sum')))} ${String(sum).padStart(7)}  ${t(msg('of {0} words in the source', verified.totalWords))}`,
    '',
  );
  const kinds = new Map<MendKind, number>();
  for (const mend of verified.mends) kinds.set(mend.kind, (kinds.get(mend.kind) ?? 0) + 1);
  lines.push(
    t(msg('Mends: {0}', [...kinds].map(([kind, count]) => `${count} × ${t(mendWord(kind))}`).join(', ') || '–')),
  );
  for (const discrepancy of verified.discrepancies) lines.push(`  ✖ ${t(discrepancy)}`);
  lines.push(verified.balanced ? t(msg('The account balances.')) : t(msg('The account does not balance.')), '');
  return `${lines.join('\n')}\n`;
}

/** A word in a column of sixteen; one of Han script is two wide. */
function padded(word: string): string {
  const width = word.length + (word.match(/\p{sc=Han}/gu)?.length ?? 0);
  return word + ' '.repeat(Math.max(0, 16 - width));
}

/** Reads `2.1=chinese` into the importer's answers. */
function perspectivesOf(answers: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    answers.map((answer): [string, string] => {
      const match = /^(\d+\.\d+)=(.+)$/.exec(answer);
      if (match?.[1] === undefined || match[2] === undefined || !idPattern.test(match[2])) {
        return fail(msg('“{0}” is no perspective: write THEME.ESSAY=id, such as 2.1=chinese.', answer));
      }
      return [match[1], match[2]];
    }),
  );
}

function diskFolder(root: string): ImportFolder {
  const folder = URI.file(root).toString();
  return {
    read: async (path) => {
      await mustLandInside(folder, uriIn(folder, path));
      const bytes = await readDiskFile(uriIn(folder, path));
      return bytes === undefined ? undefined : decodeText(bytes).text;
    },
    write: (path, text) => writeDiskFile(uriIn(folder, path), text),
  };
}
