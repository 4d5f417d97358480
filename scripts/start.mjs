// `npm start [-- PATH…] [--no-editor] [--out DIR]`: sets up, aligns, prints a summary, writes a report, opens an editor on it.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { door, root, run, step, StepFailed } from './steps.mjs';

/** How many links a theme the summary shows. */
const shownLinks = 4;

door(async () => {
  const { values, positionals } = parseArgs({
    options: {
      'no-editor': { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(
      'npm start [-- PATH…] [--no-editor] [--out DIR]\n\nPATH: a corpus folder, a compendium file, or two documents; without it, the bundled samples.',
    );
    return 0;
  }
  await ensureInstalled();
  await ensureBuilt();

  const from = process.env['INIT_CWD'] ?? process.cwd();
  const named = positionals.map((name) => path.resolve(from, name));
  const out = values.out === undefined ? undefined : path.resolve(from, values.out);
  const paths = named.length === 0 ? [path.join(root, 'samples')] : await corpusPaths(named, out);

  await step('Aligning', async () => {
    const { code } = await cli(['align', ...paths, '--links', String(shownLinks)]);
    if (code !== 0) throw new StepFailed('Nothing was aligned: see the message above.');
  });
  const results = path.join(out ?? from, 'counterpoint-report');
  const alignment = path.join(results, 'alignment.json');
  await step(`Writing the report (Markdown) and the alignment (JSON) to ${results}`, async () => {
    const report = await cli(['align', ...paths, '--format', 'markdown', '--out', path.join(results, 'report.md')]);
    const data = await cli(['align', ...paths, '--format', 'json', '--out', alignment]);
    if (report.code !== 0 || data.code !== 0) {
      throw new StepFailed('The report could not be written. Name another folder with --out, and try again.');
    }
  });
  if (values['no-editor']) return 0;
  return openEditor(paths, alignment);
});

/**
 * What to align: the paths as they are, or the folder that a compendium was imported into.
 * @param {string[]} named
 * @param {string | undefined} out
 */
async function corpusPaths(named, out) {
  const [first, second] = named;
  if (first === undefined || second !== undefined) return named;
  const { code, output } = await run(process.execPath, [path.join(root, 'dist', 'cli.js'), 'kind', first], {
    quiet: true,
  });
  if (code !== 0) throw new StepFailed(output.trim());
  if (output.trim() !== 'compendium') return named;
  const folder = out ?? path.join(path.dirname(first), `${path.basename(first).replace(/\.[^.]*$/, '')}-counterpoint`);
  await step(`Importing the compendium into ${folder}`, async () => {
    const imported = await cli(['import', first, '--out', folder]);
    if (imported.code !== 0) throw new StepFailed('The compendium was not imported: see the message above.');
  });
  return [folder];
}

/**
 * Opens an editor on the corpus, its first essay in view.
 * @param {string[]} paths
 * @param {string} alignment the Alignment JSON just written
 */
async function openEditor(paths, alignment) {
  const [first = root] = paths;
  const folder = (await stat(first)).isDirectory() ? first : path.dirname(first);
  const { root: corpus, pairs } = JSON.parse(await readFile(alignment, 'utf8'));
  const essay = path.join(fileURLToPath(corpus), pairs[0].left.path);
  const { openInEditor } = await import('./editor-host/open.mjs');
  const handle = await openInEditor({
    extensionPath: root,
    folder,
    files: [essay],
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  console.log(
    '\nIn the editor: hover a marked passage, or run “Counterpoint: Open Paired Essays” from the command palette (F1) to see both essays.',
  );
  await handle.closed;
  return 0;
}

/** @param {string[]} args */
function cli(args) {
  return run(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args]);
}
