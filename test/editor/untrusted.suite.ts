import * as assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { api, at, closeAll, file, hoverText, messagesDuring, openPair, until } from './kit';

/** Its folder is not trusted, and its settings (see run.mjs) try what settings can. */
describe('in a folder that is not trusted', () => {
  before(function () {
    // @vscode/test-electron switches workspace trust off in a desktop editor; the server host has it on.
    if (vscode.workspace.isTrusted) this.skip();
  });
  afterEach(closeAll);

  it('the extension is active all the same', async () => {
    assert.strictEqual(vscode.workspace.isTrusted, false);
    await (await api()).ready();
    const extension = vscode.extensions.getExtension('counterpoint.counterpoint')!;
    assert.ok(extension.isActive);
    const manifest = extension.packageJSON as { capabilities: { untrustedWorkspaces: { supported: unknown } } };
    assert.strictEqual(manifest.capabilities.untrustedWorkspaces.supported, true);
  });

  it('essays open side by side, and a hover shows the counterpart', async () => {
    const { left } = await openPair('samples/essays/2-chinese.essay.md');
    const { comparisonOf, visibleDecorations } = await api();
    const comparison = await until('links', () => comparisonOf(left.document.uri));
    const { quote, range } = comparison.links[0]!.left[0]!;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      left.document.uri,
      at(left.document, quote.slice(0, 20)).translate(0, 2),
    );
    assert.match(hoverText(hovers), /confidence/, `over line ${range.start.line}`);
    assert.ok(Object.values(visibleDecorations(left.document.uri)).some((count) => count > 0));
  });

  it('no setting of the folder can name a program, a file, a command or a server', () => {
    const manifest = vscode.extensions.getExtension('counterpoint.counterpoint')!.packageJSON as {
      capabilities: { untrustedWorkspaces: { restrictedConfigurations?: string[] } };
      contributes: { configuration: { properties: Record<string, { type: string; scope?: string; enum?: string[] }> } };
    };
    const restricted = new Set(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations);
    for (const [key, { type, scope, enum: choices }] of Object.entries(manifest.contributes.configuration.properties))
      if (!restricted.has(key) && scope !== 'application')
        assert.ok(type === 'boolean' || type === 'integer' || (type === 'string' && choices !== undefined), key);
  });

  it('the server is the extension’s own, run as it always is', () => {
    if (process.platform === 'win32') return; // No `ps`.
    const processes = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
    const own = processes.filter((line) => Number(/^\s*(\d+)/.exec(line)?.[1]) === process.pid);
    const servers = own.filter((line) => line.includes('server.js'));
    const { extensionPath } = vscode.extensions.getExtension('counterpoint.counterpoint')!;
    assert.strictEqual(servers.length, 1);
    assert.ok(servers[0]!.includes(`${extensionPath}/dist/server.js --node-ipc`), servers[0]);
    assert.doesNotMatch(own.join('\n'), /evil/);
  });

  it('two folders of the workspace are read, each for itself', async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    assert.strictEqual(folders.length, 2);
    const { comparisonOf } = await api();
    const second = folders[1]!.uri;
    const comparison = await until('the second folder’s pair', () =>
      comparisonOf(vscode.Uri.joinPath(second, 'essays/1-european.essay.md')),
    );
    assert.ok(comparison.pair.left.uri.startsWith(second.toString()));
    const first = await comparisonOf(file('samples/essays/1-european.essay.md'));
    assert.ok(first!.pair.left.uri.startsWith(folders[0]!.uri.toString()));
    assert.notStrictEqual(first!.pair.id, comparison.pair.id);
  });

  it('settings that are nonsense change nothing', async () => {
    const said = await messagesDuring(() => openPair('samples/essays/2-chinese.essay.md'));
    assert.deepStrictEqual(said, []);
  });
});
