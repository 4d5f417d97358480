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

/** The latest commits that changed any of some files, newest first; those from before a file was renamed too. */
export async function commitsOf(
  folder: string,
  paths: readonly string[],
  most: number,
): Promise<readonly Commit[] | GitFault> {
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside === undefined) return 'no-git';
  if (inside.code !== 0) return 'no-repository';
  const top = await topOf(folder);
  if (top === undefined) return 'no-repository';
  const names = (await Promise.all(paths.map((path) => namesOf(path)))).flat();
  if (names.length === 0) return [];
  const format = '--format=%H %h, %ad, %s';
  const options = ['log', `-${most}`, '--no-show-signature', '--date=short', format, '--'];
  const found = await git(top, ['--literal-pathspecs', ...options, ...new Set(names)]);
  const lines = found?.code === 0 ? found.bytes.toString('utf8').split('\n') : [];
  return lines.flatMap((line) => {
    const at = line.indexOf(' ');
    return at < 0 ? [] : [{ hash: line.slice(0, at), label: line.slice(at + 1) }];
  });
}

/** A file as it was in a commit. */
export interface FileInCommit {
  readonly bytes: Uint8Array;
  /** Its path in the repository then, where that was another than now; null where it was the same. */
  readonly formerly: string | null;
}

/** A file in a commit, by its name now or else by one that it had before; undefined where the commit has it by none. */
export async function fileInCommit(path: string, { hash }: Commit): Promise<FileInCommit | undefined> {
  const same = await git(dirname(path), ['cat-file', 'blob', `${hash}:./${basename(path)}`]);
  if (same?.code === 0) return { bytes: same.bytes, formerly: null };
  for (const name of (await namesOf(path)).slice(1)) {
    const found = await git(dirname(path), ['cat-file', 'blob', `${hash}:${name}`]);
    if (found?.code === 0) return { bytes: found.bytes, formerly: name };
  }
  return undefined;
}

async function topOf(folder: string): Promise<string | undefined> {
  const found = await git(folder, ['rev-parse', '--show-toplevel']);
  return found?.code === 0 ? found.bytes.toString('utf8').replace(/\r?\n$/, '') : undefined;
}

/**
 * The names that a file had, from its name now backwards; paths in the repository. As `git log --follow` tells: a file was renamed where one
 * like it went as it came. One that was copied from another that stayed is a file of its own. A renaming that is staged counts already.
 */
async function namesOf(path: string): Promise<string[]> {
  const folder = dirname(path);
  const [top, prefix] = await Promise.all([topOf(folder), git(folder, ['rev-parse', '--show-prefix'])]);
  if (top === undefined || prefix?.code !== 0) return [];
  const now = `${prefix.bytes.toString('utf8').replace(/\r?\n$/, '')}${basename(path)}`;
  const plain = ['--no-ext-diff', '--no-textconv', '--name-status', '-z'];
  const staged = await git(top, ['diff', '--cached', '-M', ...plain, 'HEAD', '--']);
  const names = [now, ...namesBefore(now, staged?.code === 0 ? staged.bytes.toString('utf8') : '')];
  const committed = names.at(-1) ?? now;
  const options = ['log', '--follow', '-M', '--no-show-signature', '--format=', ...plain, '--'];
  const log = await git(top, ['--literal-pathspecs', ...options, committed]);
  return [...names, ...namesBefore(committed, log?.code === 0 ? log.bytes.toString('utf8') : '')];
}

/** The names before `now` in what `--name-status -z` printed, newest first: entries of a status and a path, or two where it was renamed or copied. */
function namesBefore(now: string, printed: string): string[] {
  const parts = printed.split('\0');
  const names: string[] = [];
  let name = now;
  for (let at = 0; at < parts.length;) {
    const status = parts[at]?.trim() ?? '';
    if (status === '') {
      at += 1;
      continue;
    }
    const [first, second] = [parts[at + 1], parts[at + 2]];
    if (status.startsWith('R') && second === name && first !== undefined) {
      name = first;
      names.push(name);
    } else if (status.startsWith('C') && second === name) break;
    at += /^[RC]/.test(status) ? 3 : 2;
  }
  return names;
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
    execFile('git', ['-c', 'core.fsmonitor=false', ...args], options, (error, bytes) => {
      if (error !== null && error.code === 'ENOENT') resolve(undefined);
      else resolve({ code: error === null ? 0 : 1, bytes });
    });
  });
}
