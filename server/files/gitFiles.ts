import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** Why git could not give an earlier version of a file. */
export type GitFault = 'no-git' | 'no-repository' | 'unknown-revision';

/** A commit as git names it. */
export interface Commit {
  readonly hash: string;
  /** For people: its short name, day and first line. */
  readonly label: string;
}

/** The commit that a revision (`HEAD`, `HEAD~3`, a branch, a tag, a hash) names in the repository of a folder. */
export async function commitOf(folder: string, revision: string): Promise<Commit | GitFault> {
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside === undefined) return 'no-git';
  if (inside.code !== 0) return 'no-repository';
  const found = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const hash = found?.bytes.toString('utf8').trim() ?? '';
  if (found?.code !== 0 || hash === '') return 'unknown-revision';
  const shown = await git(folder, ['log', '-1', '--no-show-signature', '--date=short', '--format=%h, %ad, %s', hash]);
  return { hash, label: shown?.code === 0 ? shown.bytes.toString('utf8').trim() : hash.slice(0, 7) };
}

/** The latest commits that changed any of some files, newest first. */
export async function commitsOf(
  folder: string,
  paths: readonly string[],
  most: number,
): Promise<readonly Commit[] | GitFault> {
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside === undefined) return 'no-git';
  if (inside.code !== 0) return 'no-repository';
  const format = '--format=%H %h, %ad, %s';
  const options = ['log', `-${most}`, '--no-show-signature', '--date=short', format, '--'];
  const found = await git(folder, ['--literal-pathspecs', ...options, ...paths]);
  const lines = found?.code === 0 ? found.bytes.toString('utf8').split('\n') : [];
  return lines.flatMap((line) => {
    const at = line.indexOf(' ');
    return at < 0 ? [] : [{ hash: line.slice(0, at), label: line.slice(at + 1) }];
  });
}

/** A file's bytes in a commit; undefined where the commit does not have it. */
export async function fileInCommit(path: string, { hash }: Commit): Promise<Uint8Array | undefined> {
  const found = await git(dirname(path), ['cat-file', 'blob', `${hash}:./${basename(path)}`]);
  return found?.code === 0 ? found.bytes : undefined;
}

/** The name that git knows its user by in a folder; empty where there is none. */
export async function userNameIn(folder: string): Promise<string> {
  const found = await git(folder, ['config', '--get', 'user.name']);
  return found?.code === 0 ? found.bytes.toString('utf8').trim() : '';
}

/** Runs git without a shell; undefined where there is no git. */
function git(
  folder: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly bytes: Buffer } | undefined> {
  return new Promise((resolve) => {
    // A repository that came from elsewhere must not make git fetch (and so run what that repository says).
    const env = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' };
    const options = { cwd: folder, env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, timeout: 30_000 } as const;
    execFile('git', [...args], options, (error, bytes) => {
      if (error !== null && error.code === 'ENOENT') resolve(undefined);
      else resolve({ code: error === null ? 0 : 1, bytes });
    });
  });
}
