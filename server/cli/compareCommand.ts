import { isAbsolute } from 'node:path';
import { URI } from 'vscode-uri';
import * as z from 'zod';
import type { Link, Source } from '../alignment/reading';
import { uriIn } from '../corpus/loadCorpus';
import { attachReading } from '../readings/attach';
import { type Claim, compareReadings, f1, relationAgreement, type ReadingsCompared } from '../readings/compareReadings';
import type { ReadingFile } from '../readings/readingFile';
import { readPair } from '../readings/readPair';
import { printable, wrap } from '../report/summary';
import type { Translate } from '../report/translate';
import { relationSign } from '../report/words';
import type { Essay, Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus, readDocument } from './openCorpus';
import type { Output } from './output';
import { neitherFileNorSource, readReadingFile, readText, sourceNamed } from './wantedReadings';

export interface CompareOptions {
  readonly a?: string;
  readonly b?: string;
  readonly format: string;
}

const quote = z.object({ quote: z.string(), start: z.number(), end: z.number() });
const alignmentSchema = z.object({
  format: z.literal('counterpoint-alignment'),
  version: z.literal(1),
  root: z.string(),
  pairs: z.array(
    z.object({
      title: z.string(),
      left: z.object({ path: z.string() }),
      right: z.object({ path: z.string() }),
      links: z.array(
        z.object({
          relation: z.enum(['convergence', 'divergence', 'undetermined']),
          confidence: z.number().nullish(),
          strength: z.number().nullish(),
          topic: z.string().nullish(),
          left: z.array(quote),
          right: z.array(quote),
        }),
      ),
    }),
  ),
});
type Alignment = z.output<typeof alignmentSchema>;

/** A reading to compare: a source's, a reading file's, or what an Alignment JSON says. */
type Operand =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'reading'; readonly file: ReadingFile }
  | { readonly kind: 'alignment'; readonly alignment: Alignment };

/** Two essays, and how each operand reads them: undefined where it does not. */
interface Faced {
  readonly title: string;
  readonly left: Essay;
  readonly right: Essay;
  readonly claims: (operand: Operand) => readonly Claim[] | undefined;
}

interface Result {
  readonly title: string;
  readonly left: Essay;
  readonly right: Essay;
  readonly compared: ReadingsCompared;
}

/** `counterpoint compare PATH --a READING --b READING`, or `counterpoint compare A.json B.json` */
export async function compareCommand(
  paths: readonly string[],
  options: CompareOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  if (options.format !== 'text' && options.format !== 'json')
    fail(msg('There is no format “{0}”: use text or json.', options.format));
  const areFiles = options.a === undefined && options.b === undefined;
  const [first, second] = areFiles ? paths : [options.a, options.b];
  if (first === undefined || second === undefined || (areFiles && paths.length !== 2))
    fail(msg('Name two files, or a corpus with --a and --b: counterpoint compare PATH --a published --b engine'));
  const a = await operandNamed(first, t);
  const b = await operandNamed(second, t);
  const faced = areFiles ? await facedByFiles(a, b) : await facedByCorpus(paths, t);
  const results: Result[] = [];
  for (const { title, left, right, claims } of faced) {
    const [ofA, ofB] = [claims(a), claims(b)];
    if (ofA === undefined || ofB === undefined) output.say(t(msg('{0}: not read by both.', title)));
    else results.push({ title, left, right, compared: compareReadings(left, right, ofA, ofB) });
  }
  if (results.length === 0) fail(msg('The two readings have no pair of essays in common.'));
  output.print(
    options.format === 'json' ? `${JSON.stringify(toJson(results), null, 2)}\n` : toText(results, output.width, t),
  );
}

async function operandNamed(name: string, t: Translate): Promise<Operand> {
  const source = sourceNamed(name);
  if (source !== undefined) return { kind: 'source', source };
  const text = await readText(name, neitherFileNorSource(name));
  const alignment = alignmentSchema.safeParse(parsed(text));
  if (alignment.success) return { kind: 'alignment', alignment: alignment.data };
  return { kind: 'reading', file: readReadingFile(name, text, t) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function facedByCorpus(paths: readonly string[], t: Translate): Promise<Faced[]> {
  const opened = await openCorpus(paths, t);
  return opened.pairs.flatMap((pair) => {
    const left = opened.essays.get(pair.left.path);
    const right = opened.essays.get(pair.right.path);
    if (left === undefined || right === undefined) return [];
    const read = (wanted: readonly (Source | ReadingFile)[]): readonly Link[] | undefined =>
      readPair(pair, opened.essays, opened.corpus.concepts, { readings: opened.readings, wanted })?.links;
    const claims = (operand: Operand): readonly Claim[] | undefined => {
      switch (operand.kind) {
        case 'source':
          return read([operand.source])?.map(claimOf);
        case 'reading':
          return read([operand.file])?.map(claimOf);
        case 'alignment':
          return claimsOf(operand.alignment, pair.left.path, pair.right.path, left, right);
      }
    };
    return [{ title: pair.theme.title, left, right, claims }];
  });
}

/** The essays that an Alignment JSON names: it says where they are. */
async function facedByFiles(a: Operand, b: Operand): Promise<Faced[]> {
  const alignment = [a, b].find((operand) => operand.kind === 'alignment')?.alignment;
  if (alignment === undefined)
    fail(msg('Say where the essays are: counterpoint compare PATH --a A.reading.json --b B.reading.json'));
  return Promise.all(
    alignment.pairs.map(async (pair) => {
      const left = await readDocument(essayPath(alignment.root, pair.left.path));
      const right = await readDocument(essayPath(alignment.root, pair.right.path));
      const claims = (operand: Operand): readonly Claim[] | undefined => {
        switch (operand.kind) {
          case 'source':
            return undefined;
          case 'reading':
            return attachReading(operand.file, left, right)?.links.map(claimOf);
          case 'alignment':
            return claimsOf(operand.alignment, pair.left.path, pair.right.path, left, right);
        }
      };
      return { title: pair.title, left, right, claims };
    }),
  );
}

function essayPath(root: string, path: string): string {
  const folder = URI.parse(root);
  if (folder.scheme !== 'file' || isAbsolute(path) || path.split('/').includes('..'))
    fail(msg('The essays of {0} are not on this disk. Name their folder, with --a and --b.', root));
  return URI.parse(uriIn(root, path)).fsPath;
}

function claimOf(link: Link): Claim {
  const { left, right, relation, topic } = link;
  return { left, right, relation, topic, weight: link.strength ?? link.confidence };
}

/** What an Alignment JSON claims of two essays, whichever it has left. Quotes are found again where the essays have changed since. */
function claimsOf(
  alignment: Alignment,
  leftPath: string,
  rightPath: string,
  left: Essay,
  right: Essay,
): readonly Claim[] | undefined {
  for (const pair of alignment.pairs) {
    const isSwapped = pair.left.path === rightPath && pair.right.path === leftPath;
    if (!isSwapped && (pair.left.path !== leftPath || pair.right.path !== rightPath)) continue;
    return pair.links.map((link) => ({
      left: spansOf(left, isSwapped ? link.right : link.left),
      right: spansOf(right, isSwapped ? link.left : link.right),
      relation: link.relation,
      topic: link.topic ?? null,
      weight: link.strength ?? link.confidence ?? 1,
    }));
  }
  return undefined;
}

function spansOf(essay: Essay, quotes: readonly z.output<typeof quote>[]): Span[] {
  return quotes.flatMap(({ quote: text, start, end }) => {
    if (essay.text.slice(start, end) === text) return [{ start, end }];
    const at = text === '' ? -1 : essay.text.indexOf(text);
    return at < 0 ? [] : [{ start: at, end: at + text.length }];
  });
}

function toJson(results: readonly Result[]): unknown {
  const figures = ({
    pairs,
    sentencePairs,
    relations,
  }: Pick<ReadingsCompared, 'pairs' | 'sentencePairs' | 'relations'>) => ({
    pairs: { ...pairs, f1: f1(pairs) },
    sentencePairs: { ...sentencePairs, f1: f1(sentencePairs) },
    relation: relationAgreement(relations),
  });
  return {
    themes: results.map(({ title, left, right, compared }) => {
      const claim = (each: Claim): unknown => ({
        topic: each.topic,
        relation: each.relation,
        left: placed(left, each.left),
        right: placed(right, each.right),
      });
      return {
        title,
        ...figures(compared),
        onlyA: compared.onlyFirst.map(claim),
        onlyB: compared.onlySecond.map(claim),
      };
    }),
    all: {
      pairF1: mean(results.map(({ compared }) => f1(compared.pairs))),
      sentenceF1: mean(results.map(({ compared }) => f1(compared.sentencePairs))),
      relation: relationAgreement(results.flatMap(({ compared }) => compared.relations)),
    },
  };
}

function toText(results: readonly Result[], width: number, t: Translate): string {
  const out: string[] = [];
  const relation = (relations: ReadingsCompared['relations']): string => {
    const { same, of, share, kappa } = relationAgreement(relations);
    return share === null
      ? t(msg('relation –'))
      : t(msg('relation {0} ({1} of {2}), kappa {3}', decimal(share), same, of, kappa === null ? '–' : decimal(kappa)));
  };
  for (const { title, left, right, compared } of results) {
    const { pairs, sentencePairs, relations, onlyFirst, onlySecond } = compared;
    out.push(
      title,
      `  ${t(msg('passage pairs: {0} in A, {1} in B, {2} in both: F1 {3}', pairs.first, pairs.second, pairs.both, decimal(f1(pairs))))}`,
      `  ${t(msg('sentence pairs: F1 {0}', decimal(f1(sentencePairs))))} · ${relation(relations)}`,
    );
    const only = [
      { heading: msg('Only A links:'), claims: onlyFirst },
      { heading: msg('Only B links:'), claims: onlySecond },
    ];
    for (const { heading, claims } of only) {
      if (claims.length === 0) continue;
      out.push(`  ${t(heading)}`);
      for (const claim of claims) {
        const at = `◧ ${lineOf(left, claim.left)} ◨ ${lineOf(right, claim.right)}`;
        out.push(...wrap(`${relationSign(claim.relation)} ${claim.topic ?? '–'}  (${at})`, width, '      ', '    '));
      }
    }
    out.push('');
  }
  const all = results.flatMap(({ compared }) => compared.relations);
  const mean1 = mean(results.map(({ compared }) => f1(compared.pairs)));
  out.push(
    `${t(msg('Mean over {0} pairs of essays: F1 of passage pairs {1}', results.length, decimal(mean1)))} · ${relation(all)}`,
  );
  // A control character out of an essay would command the terminal.
  return `${printable(out.join('\n'))}\n`;
}

function placed(essay: Essay, spans: readonly Span[]): unknown {
  const lines = new LineIndex(essay.text);
  return spans.map(({ start, end }) => ({ start, end, line: lines.lineAt(start) + 1 }));
}

function lineOf(essay: Essay, spans: readonly Span[]): number {
  return new LineIndex(essay.text).lineAt(spans[0]?.start ?? 0) + 1;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const decimal = (value: number): string => value.toFixed(2);
