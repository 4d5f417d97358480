// `npm test`: lint, format, types, unit, property, import, house, grammar, protocol, fuzz and editor tests. `--only STAGE` runs one.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { door, root, run } from './steps.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', '.bin', name);

/** @type {Record<string, () => Promise<Counts>>} */
const stages = {
  format: () => tool('prettier', ['--check', '--log-level', 'warn', '.']),
  lint: () => tool('eslint', ['--max-warnings', '0', '.']),
  types: async () => {
    const editor = await tool('tsc', ['--noEmit']);
    const pages = await tool('tsc', ['--noEmit', '-p', 'client/page']);
    return { passed: editor.passed + pages.passed, failed: editor.failed + pages.failed };
  },
  unit: () => vitest('test/unit'),
  property: () => vitest('test/property'),
  import: () => vitest('test/import'),
  house: () => vitest('test/house'),
  grammar: async () => {
    const marked = await tool('vscode-tmgrammar-test', grammarArguments(), true);
    const tokenised = await vitest('test/grammar');
    return { passed: marked.passed + tokenised.passed, failed: marked.failed + tokenised.failed };
  },
  protocol: () => vitest('test/protocol'),
  // A first look with the same inputs every time; `npm run fuzz` looks further.
  fuzz: () => tool(process.execPath, [path.join(root, 'scripts', 'fuzz.mjs'), '--cases', '20', '--seed', '1'], true),
  editor: async () => {
    const { runEditorTests } = await import('../test/editor/run.mjs');
    return runEditorTests();
  },
};

door(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  await ensureInstalled();
  const names = values.only === undefined ? Object.keys(stages) : values.only.split(',');
  if (names.some((name) => name === 'protocol' || name === 'fuzz' || name === 'editor') || values.only === undefined)
    await ensureBuilt();
  let passed = 0;
  let failed = 0;
  for (const name of names) {
    const stage = stages[name];
    if (stage === undefined) {
      console.error(`There is no test stage “${name}”: ${Object.keys(stages).join(', ')}.`);
      return 2;
    }
    const start = performance.now();
    console.log(`\n▸ ${name}`);
    const counts = await stage();
    passed += counts.passed;
    failed += counts.failed;
    console.log(
      `  ${name}: ${counts.passed} passed, ${counts.failed} failed in ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

/**
 * A tool that passes or fails as a whole.
 * @param {string} name
 * @param {string[]} args
 * @param {boolean} [quiet] show its output only when it fails
 * @returns {Promise<Counts>}
 */
async function tool(name, args, quiet = false) {
  const { code, output } = await run(path.isAbsolute(name) ? name : bin(name), args, { quiet });
  if (quiet && code !== 0) console.log(output);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * @param {string} folder
 * @returns {Promise<Counts>}
 */
async function vitest(folder) {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'counterpoint-test-'));
  try {
    const file = path.join(temporary, 'results.json');
    const args = [
      'run',
      '--config',
      'test/vitest.config.mts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    const { code } = await run(bin('vitest'), args, {
      env: { ...process.env, COUNTERPOINT_TESTS: folder, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
    });
    const results = await readFile(file, 'utf8').then(JSON.parse, () => ({}));
    const failed = Number(results.numFailedTests ?? 0);
    // A file that does not load fails the run without a failed test of its own.
    return { passed: Number(results.numPassedTests ?? 0), failed: code === 0 ? failed : Math.max(1, failed) };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function grammarArguments() {
  const base = ['markdown', 'yaml', 'html-derivative', 'html'].flatMap((name) => [
    '-g',
    `node_modules/tm-grammars/grammars/${name}.json`,
  ]);
  return [...base, '-g', 'syntaxes/counterpoint-essay.tmLanguage.json', 'test/grammar/*.test.essay.md'];
}
