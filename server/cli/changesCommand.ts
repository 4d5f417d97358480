import { dirname, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { pathIn, uriIn } from '../corpus/loadCorpus';
import { commitOf, fileInCommit, type GitFault } from '../files/gitFiles';
import { readPairBefore, type Wanted } from '../readings/readPair';
import { changesData, changesMarkdown } from '../report/changes';
import { printable } from '../report/summary';
import type { Translate } from '../report/translate';
import { type Changes, changesOf, isUnchanged } from '../review/changes';
import { emptyJournal } from '../review/journal';
import { mergeDecisions } from '../review/merge';
import { decodeText } from '../text/canonical';
import type { Essay } from '../text/essay';
import { type Message, msg } from '../text/message';
import { formatOf, readEssay } from '../text/readEssay';
import { fail } from './failure';
import { type OpenedCorpus, openCorpus, readDocument } from './openCorpus';
import { deliver, type Output } from './output';
import { readAll } from './report';

export interface ChangesOptions {
  /** A git revision; `HEAD` where neither this nor `against` is given. */
  readonly since?: string;
  /** An earlier version of the essay that the path names. */
  readonly against?: string;
  readonly format: string;
  readonly out?: string;
  readonly wanted: readonly Wanted[] | undefined;
}

/** Earlier versions of essays, by path in their corpus, and what they are called. */
interface Earlier {
  readonly label: string;
  readonly essays: ReadonlyMap<string, Essay>;
}

/** `counterpoint changes PATH [--since REVISION | --against FILE]`: what a revision of the essays did to their alignment. */
export async function changesCommand(
  paths: readonly string[],
  options: ChangesOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  const { since, against, format } = options;
  if (format !== 'markdown' && format !== 'json') fail(msg('There is no format “{0}”: use markdown or json.', format));
  if (since !== undefined && against !== undefined) fail(msg('Use either --since or --against.'));
  const opened = await openCorpus(paths, t);
  const earlier =
    against === undefined
      ? await inCommit(opened, since ?? 'HEAD', output, t)
      : await inFile(opened, paths, against, t);
  const all = changesIn(opened, earlier, options.wanted);
  if (all.length === 0) fail(msg('No pair has an earlier version there to compare with: {0}.', earlier.label));
  const changed = all.filter((changes) => !isUnchanged(changes));
  if (format === 'json') {
    const data = { since: earlier.label, pairs: changed.map(changesData) };
    return deliver(`${JSON.stringify(data, null, 2)}\n`, options.out, output, t);
  }
  const written =
    changed.length === 0
      ? `${t(msg('Nothing changed: texts, links and silences are the same.'))}\n`
      : changed.map((changes) => changesMarkdown(changes, earlier.label, t)).join('\n');
  // A control character out of an essay would command the terminal.
  return deliver(options.out === undefined ? printable(written) : written, options.out, output, t);
}

/** The pairs of which an essay is another than now, held against themselves as they are now. */
function changesIn(opened: OpenedCorpus, earlier: Earlier, wanted: ChangesOptions['wanted']): Changes[] {
  const now = readAll(opened, { allSuggestions: false, wanted });
  return now.flatMap((after) => {
    const { pair } = after;
    const left = earlier.essays.get(pair.left.path);
    const right = earlier.essays.get(pair.right.path);
    if (left === undefined && right === undefined) return [];
    const read = readPairBefore(after, left ?? after.left, right ?? after.right, opened.corpus.concepts, {
      readings: opened.readings,
      ...(wanted === undefined ? {} : { wanted }),
    });
    return [changesOf(mergeDecisions(read, opened.journals.get(pair.theme.id) ?? emptyJournal), after)];
  });
}

async function inCommit(opened: OpenedCorpus, revision: string, output: Output, t: Translate): Promise<Earlier> {
  const essays = new Map<string, Essay>();
  const paths = [...new Set(opened.pairs.flatMap(({ left, right }) => [left.path, right.path]))];
  const [first] = paths.map((path) => URI.parse(uriIn(opened.root, path)).fsPath);
  if (first === undefined) fail(msg('These two documents do not face each other.'));
  const commit = await commitOf(dirname(first), revision);
  if (typeof commit === 'string') fail(gitFault(commit, revision, URI.parse(opened.root).fsPath));
  for (const path of paths) {
    const file = await fileInCommit(URI.parse(uriIn(opened.root, path)).fsPath, commit);
    if (file === undefined) {
      output.say(t(msg('{0}: not yet there in {1}.', path, commit.label)));
      continue;
    }
    if (file.formerly !== null) output.say(`${t(msg('{0} was called {1} then', path, file.formerly))}.`);
    essays.set(path, readEssay(decodeText(file.bytes).text, formatOf(path)));
  }
  return { label: t(msg('commit {0}', commit.label)), essays };
}

function gitFault(fault: GitFault, revision: string, folder: string): Message {
  switch (fault) {
    case 'no-git':
      return msg('git is not installed. Name an earlier version of the essay: --against FILE');
    case 'no-repository':
      return msg('{0} is in no git repository. Name an earlier version of the essay: --against FILE', folder);
    case 'unknown-revision':
      return msg('git knows no commit “{0}” here. Use HEAD, a branch, a tag, or a commit’s hash.', revision);
  }
}

async function inFile(opened: OpenedCorpus, paths: readonly string[], against: string, t: Translate): Promise<Earlier> {
  const [path = ''] = paths;
  const own = pathIn(opened.root, URI.file(resolve(path)).toString());
  if (own === undefined || !opened.essays.has(own))
    fail(msg('--against takes an earlier version of one essay: name that essay first.'));
  return { label: t(msg('the file {0}', against)), essays: new Map([[own, await readDocument(against)]]) };
}
