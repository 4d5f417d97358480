import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComparisonView } from '../../server/protocol';
import { leftEssay, pairFiles } from '../fixtures/pair';
import { StdioServer } from './server';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
let folder = '';

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const counterpoint = (...args: readonly string[]): { code: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, COUNTERPOINT_LANG: 'en' },
  });
  return { code: status, stdout, stderr };
};

/** The second draft: a sentence that is linked has other words, and another one is gone. */
const revised = leftEssay
  .replace('is the fairest way to pay for the dredging', 'is the only honest way to pay for the dredging')
  .replace(/Both towns need[^\n]+\n\n/, '');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoint changes '));
  for (const [path, text] of Object.entries(pairFiles)) write(path, text);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const commitFirstDraft = (): void => {
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'First draft');
};

describe('counterpoint changes', () => {
  it('tells what a revision did to the argument since a commit', () => {
    commitFirstDraft();
    expect(counterpoint('changes', '.').stdout).toBe('Nothing changed: texts, links and silences are the same.\n');
    write('essays/left.essay.md', revised);
    const { code, stdout } = counterpoint('changes', '.');
    expect(code).toBe(0);
    expect(stdout).toContain('First draft');
    expect(stdout).toContain('<del>fairest</del><ins>only</ins>');
    expect(stdout).toMatch(/## Links that are gone \(\d\)/);
    expect(stdout).toContain('Its sentences were taken out.');
    git('commit', '--quiet', '-a', '-m', 'Second draft');
    expect(counterpoint('changes', '.').stdout).toContain('Nothing changed');
    expect(counterpoint('changes', 'essays/left.essay.md', '--since', 'HEAD~1').stdout).toBe(stdout);
  });

  it('gives the same as data, every quote verbatim in its version', () => {
    commitFirstDraft();
    write('essays/left.essay.md', revised);
    const { pairs } = JSON.parse(counterpoint('changes', '.', '--format', 'json').stdout) as {
      pairs: { links: { kind: string; before?: Quoted; after?: Quoted }[] }[];
    };
    const links = pairs[0]!.links;
    expect(links.map(({ kind }) => kind)).toContain('gone');
    for (const { before, after } of links) {
      for (const { quote, start, end } of before?.left ?? []) expect(leftEssay.slice(start, end)).toBe(quote);
      for (const { quote, start, end } of after?.left ?? []) expect(revised.slice(start, end)).toBe(quote);
    }
  });

  it('compares one essay with any file, without git', () => {
    write('old/first.md', leftEssay);
    write('essays/left.essay.md', revised);
    const { code, stdout } = counterpoint('changes', 'essays/left.essay.md', '--against', 'old/first.md');
    expect(code).toBe(0);
    expect(stdout).toContain('the file old/first.md');
    expect(stdout).toContain('<del>fairest</del>');
  });

  it('says what to do where git cannot tell', () => {
    expect(counterpoint('changes', '.')).toMatchObject({ code: 2, stdout: '' });
    expect(counterpoint('changes', '.').stderr).toContain('--against FILE');
    commitFirstDraft();
    for (const revision of ['no-such-branch', '--all', '-1'])
      expect(counterpoint('changes', '.', `--since=${revision}`)).toMatchObject({
        code: 2,
        stderr: `counterpoint: git knows no commit “${revision}” here. Use HEAD, a branch, a tag, or a commit’s hash.\n`,
      });
    expect(counterpoint('changes', '.', '--since', 'HEAD', '--against', 'x.md').code).toBe(2);
    expect(counterpoint('changes', '.', '--against', 'essays/left.essay.md').stderr).toContain('name that essay first');
  });

  it('follows an essay that was renamed, once or twice, committed or staged', () => {
    const manifest = pairFiles['counterpoint.yaml']!;
    write('essays/first name.md', leftEssay);
    rmSync(join(folder, 'essays/left.essay.md'));
    write('counterpoint.yaml', manifest.replace('left.essay.md', 'first name.md'));
    commitFirstDraft();
    mkdirSync(join(folder, 'drafts'));
    git('mv', 'essays/first name.md', 'drafts/second.md');
    git('commit', '--quiet', '-a', '-m', 'Second name');
    git('mv', 'drafts/second.md', 'essays/left.essay.md');
    write('essays/left.essay.md', revised);
    write('counterpoint.yaml', manifest);
    const staged = counterpoint('changes', '.');
    expect(staged.stderr).toBe('essays/left.essay.md was called drafts/second.md then.\n');
    expect(staged.stdout).toContain('<del>fairest</del><ins>only</ins>');
    git('commit', '--quiet', '-a', '-m', 'Third name');
    const { code, stdout, stderr } = counterpoint('changes', '.', '--since', 'HEAD~2');
    expect([code, stderr]).toEqual([0, 'essays/left.essay.md was called essays/first name.md then.\n']);
    expect(stdout).toContain('First draft');
    expect(stdout).toContain('<del>fairest</del><ins>only</ins>');
  });

  it('takes no essay for an earlier one of which it began as a copy', () => {
    commitFirstDraft();
    // The copy faces the town's essay, which is still there.
    write('essays/copy.md', `${leftEssay.replace('perspective: town', 'perspective: nation')}\nAnd a last word.\n`);
    write('counterpoint.yaml', pairFiles['counterpoint.yaml']!.replace('right.essay.md', 'copy.md'));
    git('add', '.');
    git('commit', '--quiet', '-m', 'A copy');
    const { stderr } = counterpoint('changes', '.', '--since', 'HEAD~1');
    expect(stderr).toMatch(/^essays\/copy\.md: not yet there in /);
  });

  it('runs nothing that a repository from elsewhere asks git to run', () => {
    commitFirstDraft();
    const trap = join(folder, 'trap');
    write('evil.sh', `#!/bin/sh\ntouch '${trap}'\n`);
    for (const key of ['core.fsmonitor', 'gpg.program', 'core.pager', 'diff.external', 'core.sshCommand'])
      git('config', key, `sh '${join(folder, 'evil.sh')}'`);
    git('config', 'log.showSignature', 'true');
    git('-c', 'core.fsmonitor=false', 'mv', 'essays/right.essay.md', 'essays/renamed.md');
    write('counterpoint.yaml', pairFiles['counterpoint.yaml']!.replace('right.essay.md', 'renamed.md'));
    write('essays/left.essay.md', revised);
    const { stdout, stderr } = counterpoint('changes', '.');
    expect(stdout).toContain('First draft');
    expect(stderr).toContain('renamed.md was called essays/right.essay.md then');
    expect(spawnSync('test', ['-e', trap]).status).toBe(1);
  });
});

interface Quoted {
  readonly left: readonly { readonly quote: string; readonly start: number; readonly end: number }[];
}

describe('what changed, asked of the server', () => {
  it('is the document as it stands in the editor, held against a commit or a file', async () => {
    commitFirstDraft();
    write('old/first.md', leftEssay);
    const server = await new StdioServer({}, { folder }).start();
    try {
      const uri = await server.open('essays/left.essay.md', revised);
      const [pair] = await server.ask('counterpoint/pairsOf', { uri });
      const { commits } = await server.ask('counterpoint/commits', { pair: pair!.id });
      expect(commits.map(({ label }) => label.split(', ')[2])).toEqual(['First draft']);
      const since = { kind: 'commit', revision: commits[0]!.revision } as const;
      const byCommit = await server.ask('counterpoint/changes', { pair: pair!.id, since });
      expect(byCommit).toMatchObject({ kind: 'changes', title: 'What changed: Who pays for the harbour?' });
      expect(byCommit.kind === 'changes' && byCommit.markdown).toContain('<del>fairest</del>');
      const file = { kind: 'file', side: 'left', uri: pathToFileURL(join(folder, 'old/first.md')).href } as const;
      const byFile = await server.ask('counterpoint/changes', { pair: pair!.id, since: file });
      expect(byFile.kind === 'changes' && byFile.markdown).toContain('the file first.md');
      const gone = { kind: 'commit', revision: 'no-such-commit' } as const;
      expect(await server.ask('counterpoint/changes', { pair: pair!.id, since: gone })).toMatchObject({
        kind: 'refused',
      });
    } finally {
      await server.stop();
    }
  });
});

describe('the commits to choose from', () => {
  it('go back beyond a new name of an essay, and it is said how it was called', async () => {
    commitFirstDraft();
    git('mv', 'essays/left.essay.md', 'essays/harbour.md');
    write('counterpoint.yaml', pairFiles['counterpoint.yaml']!.replace('left.essay.md', 'harbour.md'));
    git('commit', '--quiet', '-a', '-m', 'A better name');
    write('essays/harbour.md', revised);
    git('commit', '--quiet', '-a', '-m', 'Second draft');
    const server = await new StdioServer({}, { folder }).start();
    try {
      const uri = await server.open('essays/harbour.md', revised);
      const [pair] = await server.ask('counterpoint/pairsOf', { uri });
      const { commits } = await server.ask('counterpoint/commits', { pair: pair!.id });
      expect(commits.map(({ label }) => label.split(', ')[2])).toEqual([
        'Second draft',
        'A better name',
        'First draft',
      ]);
      const since = { kind: 'commit', revision: commits[2]!.revision } as const;
      const found = await server.ask('counterpoint/changes', { pair: pair!.id, since });
      const markdown = found.kind === 'changes' ? found.markdown : '';
      expect(markdown).toContain('harbour.md was called essays/left.essay.md then');
      expect(markdown).toContain('<del>fairest</del><ins>only</ins>');
    } finally {
      await server.stop();
    }
  });
});

describe('two windows on one corpus, and git at work under them', () => {
  it('see each other’s decisions, and lose none to a checkout in between', async () => {
    commitFirstDraft();
    const windows = await Promise.all(['Ada', 'Bo'].map((name) => window(name)));
    try {
      const [ada, bo] = windows as [Window, Window];
      const [first, second] = (await ada.view()).links;
      await Promise.all([ada.accept(first!.id), bo.accept(first!.id), bo.accept(second!.id)]);
      await Promise.all([ada.filesChanged(), bo.filesChanged()]);
      for (const each of windows) {
        const { links } = await each.view();
        expect(links.find(({ id }) => id === first!.id)?.review.decisions.map(({ reviewer }) => reviewer)).toEqual(
          expect.arrayContaining(['Ada', 'Bo']),
        );
      }
      git('add', '.');
      git('commit', '--quiet', '-m', 'Decisions');
      // A checkout takes the decisions away and brings them back, while one window goes on deciding.
      git('checkout', '--quiet', 'HEAD~1');
      await Promise.all([ada.filesChanged(), bo.filesChanged()]);
      expect((await ada.view()).progress.decided).toBe(0);
      git('checkout', '--quiet', '-');
      await Promise.all([ada.filesChanged(), bo.filesChanged()]);
      await ada.accept(second!.id);
      await bo.filesChanged();
      const { links } = await bo.view();
      for (const { id } of [first!, second!])
        expect(links.find((link) => link.id === id)?.review.decisions).toHaveLength(2);
    } finally {
      await Promise.all(windows.map(({ server }) => server.stop()));
    }
  });
});

interface Window {
  readonly server: StdioServer;
  readonly view: () => Promise<ComparisonView>;
  readonly accept: (id: string) => Promise<void>;
  readonly filesChanged: () => Promise<void>;
}

/** A reviewer's editor on the corpus. */
async function window(name: string): Promise<Window> {
  const server = await new StdioServer({}, { folder }).start();
  const uri = await server.open('essays/left.essay.md', leftEssay);
  await server.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { counterpoint: { review: { name } } },
  });
  const pair = (await server.ask('counterpoint/pairsOf', { uri }))[0]!.id;
  return {
    server,
    view: async () => (await server.ask('counterpoint/comparison', { pair }))!,
    accept: async (id) => {
      const item = { pair, kind: 'link', id } as const;
      expect(await server.ask('counterpoint/review', { kind: 'decide', item, verdict: 'accepted' })).toMatchObject({
        kind: 'saved',
      });
    },
    filesChanged: () =>
      server.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: ['ada', 'bo'].map((id) => ({ uri: server.uri(`.counterpoint/harbour/${id}.jsonl`), type: 2 })),
      }),
  };
}
