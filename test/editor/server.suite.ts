import * as assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { api, closeAll, file, focusOn, messagesDuring, openPair, until } from './kit';

const left = 'samples/essays/3-chinese.essay.md';

/** The process of the language server: the child of this one that runs it. */
function serverPid(): number | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line))
    .find((match) => match !== null && Number(match[2]) === process.pid && match[3]!.includes('server.js'));
  return found ? Number(found[1]) : undefined;
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

describe('when the server dies', function () {
  before(function () {
    if (process.platform === 'win32') this.skip(); // No `ps`.
  });
  afterEach(closeAll);

  /** Ends it for good: it comes back by itself twice. */
  async function killForGood(): Promise<string[]> {
    const { isStale } = await api();
    return messagesDuring(async () => {
      for (let life = 0; life < 3; life++) {
        const pid = await until('a server', serverPid);
        process.kill(pid, 'SIGKILL');
        await until('the server is gone', () => serverPid() !== pid);
        if (life < 2) await until('it is back and has answered', () => serverPid() !== undefined && !isStale());
      }
      await until('the marks are stale', isStale);
    });
  }

  it('comes back by itself, and the marks are fresh again', async () => {
    await openPair(left);
    const { isStale, visibleDecorations, ready } = await api();
    const before = visibleDecorations(file(left));
    assert.ok(total(before) > 0);
    const pid = serverPid();
    assert.ok(pid !== undefined && !isStale());
    process.kill(pid, 'SIGKILL');
    await until('the marks are stale', isStale);
    assert.deepStrictEqual(visibleDecorations(file(left)), before, 'they stay');
    await until('a new server', () => serverPid() !== undefined && serverPid() !== pid);
    await until('fresh marks', () => !isStale());
    await ready();
    assert.deepStrictEqual(visibleDecorations(file(left)), before);
    await vscode.commands.executeCommand('counterpoint.restartServer');
  });

  it('keeps the last links, which move along with their text, and one command brings it back', async () => {
    const editors = await openPair(left);
    const { isStale, visibleDecorations, comparisonOf, currentLink, ready, status } = await api();
    const before = visibleDecorations(file(left));
    const said = await killForGood();
    assert.match(said.join(), /server stopped.*Your files are safe/);
    assert.strictEqual(serverPid(), undefined, 'it stays down');
    assert.deepStrictEqual(visibleDecorations(file(left)), before, 'the links stay');

    const editor = await focusOn(editors.left.document.uri);
    assert.deepStrictEqual(status(), {
      text: 'Stale: the server stopped',
      detail: 'The faded marks are from before it stopped.',
      command: 'counterpoint.restartServer',
    });
    const first = (await comparisonOf(file(left)))!.links[0]!;
    const place = first.left[0]!.range.start;
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(place.line, 0), 'Three new lines.\n\n\n');
    });
    const moved = (await comparisonOf(file(left)))!.links.find(({ id }) => id === first.id)!;
    assert.strictEqual(moved.left[0]!.range.start.line, place.line + 3);
    await vscode.commands.executeCommand('counterpoint.nextLink');
    assert.ok(currentLink(), 'one can still step through them');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.strictEqual((await comparisonOf(file(left)))!.links.length > 0, true);

    const failures = await messagesDuring(() => vscode.commands.executeCommand('counterpoint.alignNow'));
    assert.match(failures.join(), /not running\. Restart it/);
    assert.ok(isStale());

    await vscode.commands.executeCommand('counterpoint.restartServer');
    await until('fresh marks', () => !isStale());
    await ready();
    assert.match(status()!.text, /\d/);
    assert.deepStrictEqual(visibleDecorations(file(left)), before);
    assert.ok(serverPid() !== undefined);
  });
});
