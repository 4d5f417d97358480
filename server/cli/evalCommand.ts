import * as z from 'zod';
import { engineName, engineVersion } from '../alignment/align';
import { type Interval, intervalsOf } from '../evaluation/bootstrap';
import { type Figures, figureNames } from '../evaluation/figures';
import type { GoldSet } from '../evaluation/goldSet';
import { agreement, figuresOfThemes, type Score, type ScoredPair, scoreReading } from '../evaluation/scoreReading';
import { readPair, type Wanted } from '../readings/readPair';
import { alignmentJson } from '../report/alignmentJson';
import { agreementLine } from '../report/reviewWords';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import { type Gold, readGold } from './goldFolder';
import { openCorpus, type OpenedCorpus } from './openCorpus';
import type { Output } from './output';
import { readText, sourceNamed, wantedNamed } from './wantedReadings';

export interface EvalOptions {
  readonly gold: string;
  /** Sources and reading files, separated by commas; undefined for every source that reads the corpus. */
  readonly source?: string;
  readonly ranked: boolean;
  readonly format: string;
}

const quotes = z.array(z.object({ quote: z.string() }));
const link = z.object({
  relation: z.string(),
  confidence: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  left: quotes,
  right: quotes,
});
const alignmentSchema = z.object({
  format: z.literal('counterpoint-alignment'),
  pairs: z.array(z.object({ links: z.array(link), ranked: z.array(link).optional() })),
});

interface Result {
  readonly source: string;
  readonly score: Score;
}

/** `counterpoint eval PATH --gold DIR`: how good the readings of a corpus, or of an Alignment JSON, are by a gold set. */
export async function evalCommand(path: string, options: EvalOptions, output: Output, t: Translate): Promise<void> {
  if (options.format !== 'text' && options.format !== 'json')
    fail(msg('There is no format “{0}”: use text or json.', options.format));
  const { gold, decisions } = await readGold(options.gold);
  const results = path.endsWith('.json')
    ? [{ source: path, score: scoreReading(parseAlignment(path, await readText(path)), gold, options.ranked) }]
    : await scoreCorpus(path, gold, options, t);
  if (results.every(({ score }) => score.unmapped === score.total))
    fail(msg('No link of {0} lies in the essays of the gold set.', path));
  output.print(
    options.format === 'json'
      ? `${JSON.stringify({ ...toJson(results, gold), ...decisions }, null, 2)}\n`
      : toText(results, gold, t) + decisionsText(decisions, t),
  );
}

function parseAlignment(path: string, text: string): readonly ScoredPair[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const alignment = alignmentSchema.safeParse(value);
  if (!alignment.success)
    fail(msg('{0} is no Alignment JSON: make one with “counterpoint align PATH --format json”.', path));
  return alignment.data.pairs.map(({ links, ranked }) => ({ links, ...(ranked === undefined ? {} : { ranked }) }));
}

async function scoreCorpus(path: string, gold: GoldSet, options: EvalOptions, t: Translate): Promise<Result[]> {
  const opened = await openCorpus([path]);
  const names = options.source?.split(',').map((name) => name.trim()) ?? ['person', 'published', 'model', 'engine'];
  const results: Result[] = [];
  for (const name of names) {
    const pairs = readAll(opened, await wantedNamed(name, t), options.ranked);
    if (pairs.length > 0) results.push({ source: name, score: scoreReading(pairs, gold, options.ranked) });
    else if (options.source !== undefined && sourceNamed(name) !== undefined)
      fail(msg('No reading of the source “{0}” reads these essays.', name));
  }
  return results;
}

/** Through the Alignment JSON, so that what is measured is what every other tool gets. */
function readAll(opened: OpenedCorpus, wanted: Wanted, allSuggestions: boolean): readonly ScoredPair[] {
  const comparisons = opened.pairs.flatMap(
    (pair) =>
      readPair(pair, opened.essays, opened.corpus.concepts, {
        readings: opened.readings,
        allSuggestions,
        wanted: [wanted],
      }) ?? [],
  );
  return alignmentJson(opened.root, { name: engineName, version: engineVersion }, comparisons).pairs;
}

function toJson(results: readonly Result[], gold: GoldSet): object {
  return {
    format: 'counterpoint-evaluation',
    version: 1,
    agreement: agreement(gold),
    readings: results.map(({ source, score }) => ({
      source,
      links: { mapped: score.total - score.unmapped, total: score.total },
      themes: score.themes.map((theme) => ({
        theme: theme.theme,
        links: theme.links,
        gold: theme.gold,
        ...figuresOfThemes([theme]),
      })),
      all: figuresOfThemes(score.themes),
      intervals: intervalsOf(score.themes),
    })),
  };
}

function toText(results: readonly Result[], gold: GoldSet, t: Translate): string {
  const out: string[] = [];
  const row = (label: string, cells: readonly string[]): string =>
    `${label.padEnd(12)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd();
  const cells = (figures: Figures): string[] => figureNames.map((name) => decimal(figures[name]));
  for (const { source, score } of results) {
    out.push(
      t(msg('{0}: {1} of {2} links lie in the gold set', source, score.total - score.unmapped, score.total)),
      row('', figureNames),
      ...score.themes.map((theme) => row(t(msg('theme {0}', theme.theme)), cells(figuresOfThemes([theme])))),
      row(t(msg('all')), cells(figuresOfThemes(score.themes))),
    );
    const intervals = intervalsOf(score.themes);
    const bound = (end: keyof Interval): string[] => figureNames.map((name) => decimal(intervals[name]?.[end] ?? null));
    out.push(row(t(msg('95 % from')), bound('low')), row(t(msg('to')), bound('high')), '');
  }
  const people = agreement(gold);
  if (people !== null)
    out.push(t(msg('the annotators of each other')), row('', figureNames), row('', cells(people)), '');
  // A control character out of a file's name would command the terminal.
  return out.map((line) => line.replace(/\p{Cc}/gu, '')).join('\n');
}

/** What the decisions say of themselves. */
function decisionsText(decisions: Gold['decisions'], t: Translate): string {
  if (decisions === null) return '';
  const { open, reviewers, themes } = decisions;
  const lines = [t(msg('{0} links are undecided or disputed and count as no links.', open))];
  for (const compared of reviewers) lines.push(agreementLine(compared, t));
  for (const theme of themes)
    for (const compared of theme.reviewers)
      lines.push(t(msg('{0}: {1}', t(msg('theme {0}', theme.theme)), agreementLine(compared, t))));
  return `\n${lines.join('\n')}\n`;
}

function decimal(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
