import * as z from 'zod';
import type { Side, Source, Summary } from '../alignment/reading';
import type { Problem } from '../corpus/problem';
import { explainIssue, readYaml } from '../corpus/yamlFile';
import type { Essay, Span } from '../text/essay';
import { type Message, msg } from '../text/message';
import type { ComparedLink, Comparison } from './comparison';
import { type Fingerprint, fingerprintOf, fingerprintSchema } from './fingerprint';

const line = z.string().trim().min(1).max(400);
const prose = z.string().trim().min(1).max(8000);

const sentences = z.array(fingerprintSchema).min(1);
const hash = fingerprintSchema.shape.h;

const silence = z.object({
  sentences: sentences.max(400),
  topic: line,
  why: prose.nullish(),
});

const readingPair = z.object({
  theme: line.optional(),
  title: line.optional(),
  summary: z.object({ convergence: prose.nullish(), divergence: prose.nullish(), silences: prose.nullish() }).nullish(),
  left: z.object({ title: line.optional() }).optional(),
  right: z.object({ title: line.optional() }).optional(),
  /** The hash of every sentence that was read, so that one can tell later which have changed. */
  read: z.object({ left: z.array(hash).max(50_000), right: z.array(hash).max(50_000) }).optional(),
  links: z
    .array(
      z.object({
        left: sentences.max(8),
        right: sentences.max(8),
        relation: z.enum(['convergence', 'divergence', 'undetermined']),
        strength: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullish(),
        topic: line.nullish(),
        why: prose.nullish(),
      }),
    )
    .max(5000),
  silences: z.object({ left: z.array(silence).max(1000), right: z.array(silence).max(1000) }).optional(),
});

/**
 * A reading file, version 1: links and silences of one or more pairs of essays, made anywhere, that name sentences by fingerprints and
 * so carry no text of the essays. Keys that are not known are left alone.
 */
export const readingFileSchema = z.object({
  format: z.literal('counterpoint-reading'),
  version: z.literal(1),
  name: line,
  author: line,
  kind: z.enum(['engine', 'model', 'published', 'person']),
  date: line,
  method: prose,
  pairs: z.array(readingPair).max(1000),
});

export type ReadingFile = z.output<typeof readingFileSchema>;
export type ReadingFilePair = ReadingFile['pairs'][number];

/** A reading is some hundred kilobytes; what is much larger is something else. */
const longest = 8_000_000;

/** How many faults of a file are told: the first ones say enough. */
const mostProblems = 10;

/** Whether a file is a reading file, by its name. */
export function isReadingFileName(path: string): boolean {
  return /\.reading\.json$/i.test(path);
}

/** Parses and checks a reading file. Never throws: what is wrong becomes problems, each with its place. */
export function parseReadingFile(
  source: string,
  path: string,
): { readonly file: ReadingFile | undefined; readonly problems: readonly Problem[] } {
  const problem = (code: string, message: Message, span?: Span): Problem => ({
    severity: 'error',
    code,
    message,
    path,
    span,
  });
  if (source.length > longest)
    return { file: undefined, problems: [problem('reading-size', msg('This file is too large for a reading.'))] };
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch {
    // YAML holds JSON, and its parser tells the place.
    const place = readYaml(source, z.unknown(), path).problems[0]?.span;
    return { file: undefined, problems: [problem('reading-syntax', msg('This is not valid JSON.'), place)] };
  }
  const head = z.object({ format: z.unknown().optional(), version: z.unknown().optional() }).safeParse(data).data;
  if (head?.format !== 'counterpoint-reading')
    return {
      file: undefined,
      problems: [
        problem('reading-format', msg('This is no reading file: its “format” is not “counterpoint-reading”.')),
      ],
    };
  if (head.version !== 1)
    return {
      file: undefined,
      problems: [
        problem(
          'reading-version',
          msg('This reading file has a version that is not known here: {0}.', said(head.version)),
        ),
      ],
    };
  const result = readingFileSchema.safeParse(data);
  if (result.success) return { file: result.data, problems: [] };
  const yaml = readYaml(source, z.unknown(), path);
  return {
    file: undefined,
    problems: result.error.issues
      .slice(0, mostProblems)
      .map((issue) => problem('reading-schema', explain(issue), yaml.locate(issue.path))),
  };
}

function explain(issue: z.core.$ZodIssue): Message {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'invalid_format' && issue.path.at(-1) === 'h')
    return msg('“{0}” is no fingerprint: 16 hexadecimal digits in lower case.', where);
  if (issue.code === 'too_big') return msg('“{0}” is too long.', where);
  return explainIssue(issue);
}

function said(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value).slice(0, 20) : '–';
}

/** What an exported reading says of itself. */
export interface ReadingFileHead {
  readonly name: string;
  readonly author: string;
  readonly kind: Source;
  readonly date: string;
  readonly method: string;
}

/** Writes what is shown for some pairs as a reading file, to be shared without the essays. */
export function writeReadingFile(head: ReadingFileHead, comparisons: readonly Comparison[]): ReadingFile {
  return { format: 'counterpoint-reading', version: 1, ...head, pairs: comparisons.map(writePair) };
}

function writePair(comparison: Comparison): ReadingFilePair {
  const silences = (side: Side): NonNullable<ReadingFilePair['silences']>['left'] =>
    comparison.silences[side].flatMap(({ topic, why, spans }) => {
      const found = fingerprintsIn(comparison[side], spans);
      return found.length === 0 ? [] : [{ sentences: found, topic, ...(why === null ? {} : { why }) }];
    });
  const { summary } = comparison;
  return {
    theme: comparison.pair.theme.id,
    title: comparison.pair.theme.title,
    ...(summary === null ? {} : { summary: said3(summary) }),
    left: { title: comparison.pair.left.title },
    right: { title: comparison.pair.right.title },
    links: comparison.links.flatMap((link) => writeLink(comparison, link)),
    silences: { left: silences('left'), right: silences('right') },
  };
}

function writeLink(comparison: Comparison, link: ComparedLink): ReadingFilePair['links'] {
  const left = fingerprintsIn(comparison.left, link.left);
  const right = fingerprintsIn(comparison.right, link.right);
  if (left.length === 0 || right.length === 0) return [];
  return [
    {
      left,
      right,
      relation: link.relation,
      ...(link.strength === null ? {} : { strength: link.strength }),
      ...(link.topic === null ? {} : { topic: link.topic }),
      ...(link.why === null ? {} : { why: link.why }),
    },
  ];
}

function said3({ convergence, divergence, silences }: Summary): NonNullable<ReadingFilePair['summary']> {
  return {
    ...(convergence === null ? {} : { convergence }),
    ...(divergence === null ? {} : { divergence }),
    ...(silences === null ? {} : { silences }),
  };
}

/** The fingerprints of the sentences that lie in some spans, in order. */
export function fingerprintsIn(essay: Essay, spans: readonly Span[]): Fingerprint[] {
  return essay.passages
    .flatMap((passage) => passage.sentences)
    .filter((sentence) => spans.some((span) => sentence.start < span.end && span.start < sentence.end))
    .flatMap((sentence) => fingerprintOf(sentence.text) ?? []);
}
