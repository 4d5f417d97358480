// Runs the editor tests in a real VS Code: COUNTERPOINT_VSCODE or an installed one, a downloaded one, else the server host.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { canLaunch, findDesktopVSCode, tryDownload } from '../../scripts/editor-host/find-vscode.mjs';
import { unfitReason } from '../../scripts/editor-host/server-host.mjs';
import { root } from '../../scripts/steps.mjs';

/**
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runEditorTests() {
  const esbuild = await import('esbuild');
  const out = path.join(root, 'out', 'editor-tests');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/editor/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: path.join(out, 'index.js'),
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const { executable, name } = await findHost();
  console.log(`  in ${name}`);
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'counterpoint-editor-'));
  try {
    const workspace = path.join(temporary, 'corpus of tests');
    await makeWorkspace(workspace);
    const trusted = await runOnce(executable, path.join(out, 'index.js'), workspace, temporary);
    const doubtful = await makeUntrustedWorkspace(path.join(temporary, 'not trusted'));
    // Read by the server host; a desktop editor trusts no folder that it has not been told to.
    process.env['COUNTERPOINT_UNTRUSTED'] = '1';
    const untrusted = await runOnce(executable, path.join(out, 'index.js'), doubtful, temporary);
    return { passed: trusted.passed + untrusted.passed, failed: trusted.failed + untrusted.failed };
  } finally {
    delete process.env['COUNTERPOINT_UNTRUSTED'];
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string} executable
 * @param {string} tests
 * @param {string} workspace
 * @param {string} temporary
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function runOnce(executable, tests, workspace, temporary) {
  const isUntrusted = process.env['COUNTERPOINT_UNTRUSTED'] !== undefined;
  console.log(isUntrusted ? '  in a workspace that is not trusted' : '  in a trusted folder');
  const extensions = path.join(temporary, 'extensions');
  await cp(
    path.join(root, 'test', 'editor', 'chat-provider'),
    path.join(extensions, 'counterpoint-tests.chat-provider-0.0.1'),
    { recursive: true },
  );
  const results = path.join(temporary, `results${isUntrusted ? '-untrusted' : ''}.json`);
  const code = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    // test-electron gives --disable-workspace-trust of its own accord.
    // No other extension than these tests' own: the folder for extensions is new.
    launchArgs: [workspace, `--extensions-dir=${extensions}`],
    extensionTestsEnv: {
      COUNTERPOINT_RESULTS: results,
      COUNTERPOINT_PARANOID: '1',
      COUNTERPOINT_GREP: process.env['COUNTERPOINT_GREP'],
      COUNTERPOINT_UNTRUSTED: process.env['COUNTERPOINT_UNTRUSTED'],
    },
  }).catch((error) => {
    console.error(`  ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  });
  const counts = await readFile(results, 'utf8').then(JSON.parse, () => undefined);
  if (counts === undefined) return { passed: 0, failed: 1 };
  return { passed: counts.passed, failed: code === 0 ? counts.failed : Math.max(1, counts.failed) };
}

/**
 * Two folders of one workspace, with settings that a stranger might have put there. Returns the workspace file.
 * @param {string} folder
 */
async function makeUntrustedWorkspace(folder) {
  for (const name of ['first/samples', 'second'])
    await cp(path.join(root, 'samples'), path.join(folder, name), { recursive: true });
  const settings = {
    'files.autoSave': 'off',
    'counterpoint.openIn': 'editors',
    'counterpoint.server.path': './evil',
    'counterpoint.server.module': './evil.js',
    'counterpoint.node': './evil',
    'counterpoint.trace.server': { command: './evil' },
    'counterpoint.hover.counterparts': '$(./evil)',
    'counterpoint.decorations': { command: './evil' },
    'counterpoint.follow': ['./evil'],
  };
  for (const name of ['first', 'second']) {
    await mkdir(path.join(folder, name, '.vscode'));
    await writeFile(path.join(folder, name, '.vscode', 'settings.json'), JSON.stringify(settings));
  }
  const file = path.join(folder, 'tests.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [{ path: 'first' }, { path: 'second' }], settings }));
  return file;
}

/** The samples, as a reader would have them, and the folder for what the tests write. @param {string} workspace */
async function makeWorkspace(workspace) {
  await mkdir(workspace, { recursive: true });
  await cp(path.join(root, 'samples'), path.join(workspace, 'samples'), { recursive: true });
  await mkdir(path.join(workspace, '.vscode'));
  // A browser's VS Code saves by itself; the tests take back what they type.
  await writeFile(
    path.join(workspace, '.vscode', 'settings.json'),
    JSON.stringify({ 'files.autoSave': 'off', 'counterpoint.openIn': 'editors' }),
  );
  await mkdir(path.join(workspace, 'loose'));
  await writeFile(
    path.join(workspace, 'loose', 'one.md'),
    'The river floods the lower meadow each spring.\n\nWillow roots hold the bank.\n',
  );
  await writeFile(
    path.join(workspace, 'loose', 'two.md'),
    'Spring floods are good for the lower meadow.\n\nSheep trample the bank.\n',
  );
  await writeFile(path.join(workspace, 'loose', 'three.md'), 'Another text, about bees.\n');
  await cp(path.join(root, 'test', 'fixtures', 'compendium.txt'), path.join(workspace, 'loose', 'compendium.txt'));
}

/**
 * The VS Code to run in: an installed one, a downloaded one, else the server host.
 * @returns {Promise<{ executable: string, name: string }>}
 */
export async function findHost() {
  const installed = findDesktopVSCode();
  if (installed !== undefined) {
    const launch = await canLaunch(installed);
    if (launch.ok) return { executable: launch.executable ?? installed, name: installed };
    if (process.env['COUNTERPOINT_VSCODE']) throw new Error(`COUNTERPOINT_VSCODE cannot run here: ${launch.reason}.`);
  }
  const downloaded = await tryDownload({ log: console.log });
  if (downloaded.ok) return { executable: downloaded.executable, name: 'the downloaded VS Code' };
  const unfit = unfitReason();
  if (unfit !== undefined) {
    throw new Error(
      `No VS Code for the editor tests: none is installed, ${downloaded.reason}, and the server host cannot run here (${unfit}). Install VS Code, or name one with COUNTERPOINT_VSCODE.`,
    );
  }
  process.env['COUNTERPOINT_PAGE_RPC'] = '1';
  return {
    executable: path.join(root, 'scripts', 'editor-host', 'launcher.mjs'),
    name: `the server host (${downloaded.reason})`,
  };
}
