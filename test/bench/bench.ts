/** `npm run bench`: see docs/speed.md. Prints a table; a budget that is missed fails nothing unless `--check` asks for it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type as systemName } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import budgets from './budgets.json';
import { cancelling, editing } from './editing';
import { editor } from './editor';
import { engine } from './engine';
import type { Figure, Missing } from './figures';
import { prepareInput, removeInput } from './inputs';
import { cyclesOfEditing, memoryOfThemes } from './memory';
import { type Bench, type Measure, NotMeasurable } from './measure';
import { packaged } from './package';
import { commandLine, serverReady } from './processes';
import { requests } from './requests';
import { type BenchResult, describeRun, newestResults, page, remarks, rowsOf, table } from './results';
import { scale } from './scale';
import { root } from './servers';
import { tables } from './tables';

const measures: readonly Measure[] = [
  engine,
  tables,
  commandLine,
  serverReady,
  requests,
  editing,
  cancelling,
  memoryOfThemes,
  cyclesOfEditing,
  scale,
  packaged,
  editor,
];

const resultsFolder = join(root, 'test', 'bench', 'results');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      runs: { type: 'string', default: '9' },
      cycles: { type: 'string', default: '500' },
      json: { type: 'string' },
      check: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      'no-editor': { type: 'boolean', default: false },
    },
  });
  const names = values.only?.split(',') ?? measures.map(({ name }) => name);
  const unknown = names.find((name) => !measures.some((measure) => measure.name === name));
  const runs = Number(values.runs);
  const cycles = Number(values.cycles);
  const areWhole = Number.isInteger(runs) && runs >= 1 && Number.isInteger(cycles) && cycles >= 200;
  if (unknown !== undefined || !areWhole || positionals.length > 1) {
    console.error(
      unknown === undefined
        ? 'bench takes one path, --runs a whole number from 1, and --cycles one from 200.'
        : `There is no measure “${unknown}”: ${measures.map(({ name }) => name).join(', ')}.`,
    );
    return 2;
  }
  if (values.record && values.only !== undefined) {
    console.error('--record keeps a whole run: leave --only out.');
    return 2;
  }
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const path = positionals[0] === undefined ? undefined : resolve(from, positionals[0]);
  const result = await measureAll(path, names, { runs, cycles }, values['no-editor']);
  console.log(`${describeRun(result)}\n\n${table(rowsOf(result, budgets))}\n`);
  for (const line of remarks(result, budgets)) console.log(line);
  if (values.json !== undefined) writeFileSync(resolve(from, values.json), `${JSON.stringify(result, null, 2)}\n`);
  if (values.record) record(result);
  return values.check && rowsOf(result, budgets).some(({ isMissed }) => isMissed) ? 1 : 0;
}

async function measureAll(
  path: string | undefined,
  names: readonly string[],
  counts: Pick<Bench, 'runs' | 'cycles'>,
  isWithoutEditor: boolean,
): Promise<BenchResult> {
  const before = loadavg()[0] ?? 0;
  const input = await prepareInput(root, path);
  const figures: Figure[] = [];
  const notMeasured: Missing[] = [];
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    for (const { name, measure } of measures.filter((each) => names.includes(each.name))) {
      if (name === 'editor' && isWithoutEditor) {
        notMeasured.push({ measure: name, why: 'left out by --no-editor' });
        continue;
      }
      say(`▸ ${name}`);
      try {
        figures.push(...(await measure({ root, input, ...counts, say })));
      } catch (error) {
        if (!(error instanceof NotMeasurable)) throw error;
        notMeasured.push({ measure: name, why: error.message });
      }
    }
  } finally {
    removeInput(input);
  }
  const [cpu] = cpus();
  return {
    format: 'counterpoint-bench',
    date: new Date().toISOString().slice(0, 10),
    version,
    commit: commit(),
    machine: {
      cpu: cpu?.model ?? 'unknown',
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1e9),
      system: `${systemName()} ${release()}`,
      node: process.versions.node,
      load: [before, loadavg()[0] ?? 0],
    },
    input: { name: input.name, ...input.size },
    figures,
    notMeasured,
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
}

/** Keeps a result under its date and input, and writes the page anew. */
function record(result: BenchResult): void {
  mkdirSync(resultsFolder, { recursive: true });
  const input = result.input.name.replaceAll(' ', '-');
  writeFileSync(join(resultsFolder, `${result.date}-${input}.json`), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(root, 'docs', 'speed.md'), page(newestResults(resultsFolder), budgets));
}

process.exitCode = await main();
