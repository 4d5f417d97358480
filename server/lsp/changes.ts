/** *What Changed?*: a pair held against its essays in a git commit, or against an earlier version of one of them. */
import { basename, dirname } from 'node:path';
import { URI } from 'vscode-uri';
import { commitOf, commitsOf, fileInCommit, type GitFault } from '../files/gitFiles';
import type { ChangesView, ClientRequests, EarlierVersion } from '../protocol';
import { changesMarkdown } from '../report/changes';
import type { Translate } from '../report/translate';
import { changesOf } from '../review/changes';
import { decodeText } from '../text/canonical';
import { type Message, msg } from '../text/message';
import { normalUri, type PlacedPair, type Workspace } from './workspace';

/** So many commits are offered. */
const mostCommits = 50;

const sides = ['left', 'right'] as const;

export async function commitsOfPair(
  workspace: Workspace,
  pair: string,
  t: Translate,
): Promise<ClientRequests['counterpoint/commits']['result']> {
  const placed = await workspace.pair(pair);
  const paths = placed === undefined ? [] : pathsOf(placed);
  const [first] = paths;
  if (placed === undefined || first === undefined) return { commits: [], message: t(noRepository) };
  const commits = await commitsOf(dirname(first), paths, mostCommits);
  if (typeof commits === 'string') return { commits: [], message: t(faultWords(commits)) };
  return {
    commits: commits.map(({ hash, label }) => ({ revision: hash, label })),
    message:
      commits.length === 0 ? t(msg('git has no earlier version of these essays yet: nothing is committed.')) : '',
  };
}

export async function changesOfPair(
  workspace: Workspace,
  { pair, since }: ClientRequests['counterpoint/changes']['params'],
  t: Translate,
): Promise<ChangesView> {
  const placed = await workspace.pair(pair);
  if (placed === undefined) return { kind: 'refused', message: t(gone) };
  const earlier = await earlierTexts(workspace, placed, since, t);
  if ('template' in earlier) return { kind: 'refused', message: t(earlier) };
  const versions = await workspace.readBefore(placed, earlier.texts);
  if (versions === undefined) return { kind: 'refused', message: t(gone) };
  const changes = changesOf(versions.before, versions.after);
  return {
    kind: 'changes',
    title: t(msg('What changed: {0}', placed.pair.theme.title)),
    markdown: changesMarkdown(changes, earlier.label, t),
  };
}

const gone = msg('This pair is gone: its essays cannot be read.');
const noRepository = msg('These essays are in no git repository. Compare with a file instead.');

interface Earlier {
  readonly label: string;
  readonly texts: Partial<Readonly<Record<'left' | 'right', string>>>;
}

async function earlierTexts(
  workspace: Workspace,
  placed: PlacedPair,
  since: EarlierVersion,
  t: Translate,
): Promise<Earlier | Message> {
  switch (since.kind) {
    case 'file': {
      const bytes = await workspace.file(normalUri(since.uri));
      const path = URI.parse(since.uri).path.split('/').at(-1) ?? '';
      if (bytes === undefined) return msg('There is no file {0}.', path);
      return { label: t(msg('the file {0}', path)), texts: { [since.side]: decodeText(bytes).text } };
    }
    case 'commit': {
      const paths = pathsOf(placed);
      const [first] = paths;
      if (first === undefined) return noRepository;
      const commit = await commitOf(dirname(first), since.revision);
      if (typeof commit === 'string') return faultWords(commit);
      const found = await Promise.all(paths.map((path) => fileInCommit(path, commit)));
      const texts: Partial<Record<'left' | 'right', string>> = {};
      const renamed: string[] = [];
      for (const [i, side] of sides.entries()) {
        const file = found[i];
        if (file === undefined) continue;
        texts[side] = decodeText(file.bytes).text;
        if (file.formerly !== null)
          renamed.push(t(msg('{0} was called {1} then', basename(paths[i] ?? ''), file.formerly)));
      }
      if (texts.left === undefined && texts.right === undefined)
        return msg('Neither essay was there yet in {0}.', commit.label);
      return { label: [t(msg('commit {0}', commit.label)), ...renamed].join('; '), texts };
    }
  }
}

/** Where both essays are on the disk, left before right; none where they are not on one. */
function pathsOf({ uris }: PlacedPair): string[] {
  const files = sides.map((side) => URI.parse(uris[side]));
  return files.every(({ scheme }) => scheme === 'file') ? files.map(({ fsPath }) => fsPath) : [];
}

function faultWords(fault: GitFault): Message {
  switch (fault) {
    case 'no-git':
      return msg('git is not installed. Compare with a file instead.');
    case 'no-repository':
      return noRepository;
    case 'unknown-revision':
      return msg('git does not have this commit any more. Choose another one.');
  }
}
