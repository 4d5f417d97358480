/** What a run of the bench gave, and how it is shown. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, Missing } from './figures';

export interface Budget {
  /** Id of the figure. */
  readonly figure: string;
  /** In the figure's unit. */
  readonly atMost: number;
  readonly why: string;
}

export interface BenchResult {
  readonly format: 'counterpoint-bench';
  readonly date: string;
  /** Of Counterpoint, and the commit that was measured. */
  readonly version: string;
  readonly commit: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGB: number;
    readonly system: string;
    readonly node: string;
    /** How many processes wanted the processor on average before and after the run: above 1 the machine was not quiet. */
    readonly load: readonly [number, number];
  };
  readonly input: {
    readonly name: string;
    readonly themes: number;
    readonly words: number;
    readonly passagePairs: number;
    readonly compendiumWords: number;
  };
  readonly figures: readonly Figure[];
  readonly notMeasured: readonly Missing[];
}

export interface Row {
  readonly figure: Figure;
  readonly budget: Budget | undefined;
  readonly isMissed: boolean;
}

/** The figures with their budgets. */
export function rowsOf(result: BenchResult, budgets: readonly Budget[]): Row[] {
  return result.figures.map((figure) => {
    const budget = budgets.find((each) => each.figure === figure.id);
    return { figure, budget, isMissed: budget !== undefined && figure.value > budget.atMost };
  });
}

const number = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');
};

const header = ['what', 'value', 'budget', '', '× TfIdf', 'runs'];

function cellsOf({ figure, budget, isMissed }: Row): string[] {
  return [
    figure.what,
    `${number(figure.value)} ${figure.unit}`,
    budget === undefined ? '' : `≤ ${budget.atMost} ${figure.unit}`,
    budget === undefined ? '' : isMissed ? 'missed' : 'met',
    figure.natural === undefined ? '' : number(figure.natural),
    String(figure.of),
  ];
}

/** A table with padded columns, for a terminal and for Markdown alike. */
export function table(rows: readonly Row[]): string {
  const cells = [header, ...rows.map(cellsOf)];
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 || column === 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 || column === 3 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

const count = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** What was measured, on what. */
export function describeRun({ date, version, commit, machine, input }: BenchResult): string {
  const [before, after] = machine.load;
  return [
    `${date}, Counterpoint ${version} (${commit}), on ${input.name}: ${input.themes} themes, ${count(input.words)} words, ${count(input.passagePairs)} passage pairs; a compendium of ${count(input.compendiumWords)} words to import.`,
    `Node ${machine.node}, ${machine.system}, ${machine.cores} × ${machine.cpu}, ${machine.memoryGB} GB; load ${before.toFixed(1)} before, ${after.toFixed(1)} after${Math.max(before, after) > 1.5 ? ': other work was running, so times are too long' : ''}.`,
  ].join('\n');
}

/** What was missed or not measured, in sentences. */
export function remarks(result: BenchResult, budgets: readonly Budget[]): string[] {
  return [
    ...rowsOf(result, budgets)
      .filter(({ isMissed }) => isMissed)
      .map(
        ({ figure, budget }) =>
          `Missed: ${figure.what}, ${number(figure.value)} ${figure.unit} against ${budget!.atMost} (${budget!.why}).`,
      ),
    ...result.notMeasured.map(({ measure, why }) => `Not measured: ${measure} (${why}).`),
  ];
}

/** The newest result of each input. */
export function newestResults(folder: string): BenchResult[] {
  const newest = new Map<string, BenchResult>();
  for (const name of readdirSync(folder)
    .filter((each) => each.endsWith('.json'))
    .sort()) {
    const result = JSON.parse(readFileSync(join(folder, name), 'utf8')) as BenchResult;
    newest.set(result.input.name, result);
  }
  return [...newest.values()];
}

/**
 * The page that shows results: `docs/speed.md`.
 * @param results the newest of each input
 */
export function page(results: readonly BenchResult[], budgets: readonly Budget[]): string {
  const sections = results.map((result) =>
    [
      `## On ${result.input.name}`,
      describeRun(result),
      table(rowsOf(result, budgets)),
      ...remarks(result, budgets).map((line) => `- ${line}`),
    ].join('\n\n'),
  );
  return `${['# How fast it is', introduction, ...sections].join('\n\n').replaceAll(/^(- .*)\n\n(?=- )/gm, '$1\n')}\n`;
}

const introduction = `Written by \`npm run bench -- --record\` from the newest results in \`test/bench/results/\`; the budgets are in
\`test/bench/budgets.json\`. Without a path the bench measures the bundled samples and generated essays; \`npm run bench -- PATH\` measures a
compendium or a corpus folder. \`--only NAME,…\` measures some things alone, \`--runs N\` repeats whole runs, \`--cycles N\` opens, edits and closes so often, \`--json FILE\` keeps the figures,
\`--check\` ends with 1 where a budget is missed, \`--no-editor\` leaves the editor out.

p50, p95, p99: half, 95 and 99 of a hundred times were shorter. _× TfIdf_: the time in multiples of what natural's \`TfIdf\` takes for the same
passage pairs in the same run, which says more than milliseconds do when machines differ.`;
