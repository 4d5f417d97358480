import { jsonrepair } from 'jsonrepair';
import * as z from 'zod';
import type { Side } from '../../alignment/reading';
import { lettersOf } from '../fingerprint';
import { sentencesASide } from '../weights';
import { letterOf, type NumberedEssay } from './numbered';
import type { Showing } from './sections';

/** A link of a reply that holds: sentences by index, in order, each once. */
export interface CheckedLink {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly relation: 'convergence' | 'divergence';
  readonly strength: 1 | 2 | 3;
  readonly topic: string;
  readonly why: string | null;
}

export interface CheckedSilence {
  readonly sentences: readonly number[];
  readonly topic: string;
  readonly why: string | null;
}

export interface CheckedSummary {
  readonly convergence: string | null;
  readonly divergence: string | null;
  readonly silences: string | null;
}

export interface CheckedReading {
  readonly links: readonly CheckedLink[];
  readonly silences: Readonly<Record<Side, readonly CheckedSilence[]>>;
  readonly summary: CheckedSummary;
}

/** Why a part of a reply was left out. */
export type Fault = 'shape' | 'unknownSentence' | 'wrongSide' | 'tooManySentences' | 'double' | 'quotes';

export interface CheckedReply extends CheckedReading {
  /** The numbers, from 1, of earlier links that the reply drops. */
  readonly drop: readonly number[];
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  /** Whether the reply was no sound JSON and had to be mended. */
  readonly isRepaired: boolean;
}

/** A reply is some ten thousand characters; what is much longer is something else. */
const longestReply = 2_000_000;
const longestTopic = 120;
const longestProse = 4000;
const mostItems = 2000;
/** A silence may name a whole part of an essay. */
const sentencesOfSilence = 40;

/**
 * Checks a reply against what the model was shown. What does not hold is left out and counted; undefined where the reply is no JSON
 * object with links, not even after one repair.
 */
export function checkReply(
  text: string,
  left: NumberedEssay,
  right: NumberedEssay,
  showing: Showing,
): CheckedReply | undefined {
  const parsed = parseObject(text);
  if (parsed === undefined) return undefined;
  const { data, isRepaired } = parsed;
  if (!Array.isArray(data['links'])) return undefined;
  return new Checker({ left, right }, showing).check(data, isRepaired);
}

class Checker {
  readonly #faults: Partial<Record<Fault, number>> = {};
  /** The letters of each essay, and of each of its sentences. */
  readonly #wholes: readonly string[];
  readonly #sentences: readonly string[];

  constructor(
    private readonly essays: Readonly<Record<Side, NumberedEssay>>,
    private readonly showing: Showing,
  ) {
    const letters = [essays.left, essays.right].map(({ sentences }) => sentences.map(({ text }) => lettersOf(text)));
    this.#wholes = letters.map((each) => each.join(''));
    this.#sentences = letters.flat().filter((each) => each.length >= leastCopied(each));
  }

  check(data: Readonly<Record<string, unknown>>, isRepaired: boolean): CheckedReply {
    const silences = this.record(data['silences']);
    const summary = this.record(data['summary']);
    return {
      links: this.links(data['links']),
      silences: {
        left: this.silences('left', silences['left']),
        right: this.silences('right', silences['right']),
      },
      summary: {
        convergence: this.prose(summary['convergence']),
        divergence: this.prose(summary['divergence']),
        silences: this.prose(summary['silences']),
      },
      drop: listOf(data['drop']).flatMap((n) => {
        const number = typeof n === 'string' ? Number(n) : n;
        return typeof number === 'number' && Number.isInteger(number) ? [number] : [];
      }),
      faults: this.#faults,
      isRepaired,
    };
  }

  private links(given: unknown): CheckedLink[] {
    const seen = new Set<string>();
    return listOf(given).flatMap((item) => {
      const link = linkSchema.safeParse(item).data;
      if (link === undefined) return this.fault('shape');
      const left = this.sentences('left', link.left, sentencesASide);
      if (left.length === 0) return [];
      const right = this.sentences('right', link.right, sentencesASide);
      if (right.length === 0) return [];
      const key = `${left.join()}|${right.join()}`;
      if (seen.has(key)) return this.fault('double');
      seen.add(key);
      const { topic, relation, strength, reason } = link;
      return [{ left, right, relation, strength, topic, why: this.prose(reason) }];
    });
  }

  private silences(side: Side, given: unknown): CheckedSilence[] {
    return listOf(given).flatMap((item) => {
      const silence = silenceSchema.safeParse(item).data;
      if (silence === undefined) return this.fault('shape');
      const sentences = this.sentences(side, silence.sentences, sentencesOfSilence);
      if (sentences.length === 0) return [];
      return [{ sentences, topic: silence.topic, why: this.prose(silence.reason) }];
    });
  }

  /** The indices of sentences that a reply names; none, and counted, where one of them cannot be meant. */
  private sentences(side: Side, names: readonly (string | number)[], most: number): readonly number[] {
    const { sentences } = this.essays[side];
    const { start, end } = this.showing[side];
    const found = new Set<number>();
    for (const name of names) {
      const range = rangeNamed(name);
      if (range === undefined) return this.fault('shape');
      if (range.letter !== undefined && range.letter !== letterOf[side]) return this.fault('wrongSide');
      if (range.first <= start || range.last > end || range.last < range.first) return this.fault('unknownSentence');
      for (let i = range.first - 1; i < range.last; i += 1)
        // A sentence without a letter cannot be named in a reading file; beside others it is not missed.
        if (sentences[i]?.fingerprint !== undefined) found.add(i);
    }
    if (found.size === 0) return this.fault('unknownSentence');
    if (found.size > most) return this.fault('tooManySentences');
    return [...found].sort((a, b) => a - b);
  }

  /** A reply's own words; null where there are none, or where they are the essays' words. */
  private prose(given: unknown): string | null {
    const text = typeof given === 'string' ? given.trim().slice(0, longestProse) : '';
    if (text === '' || text === '…') return null;
    if (!this.isCopied(lettersOf(text))) return text;
    this.fault('quotes');
    return null;
  }

  /** Whether some letters hold a whole sentence of the essays, or a long run of one. */
  private isCopied(letters: string): boolean {
    if (this.#sentences.some((sentence) => letters.includes(sentence))) return true;
    // A copied run of twice this length holds one that begins at a multiple of it.
    const length = 2 * leastCopied(letters);
    for (let at = 0; at + length <= letters.length; at += length) {
      const run = letters.slice(at, at + length);
      if (this.#wholes.some((whole) => whole.includes(run))) return true;
    }
    return false;
  }

  private record(given: unknown): Readonly<Record<string, unknown>> {
    return recordOf(given) ?? {};
  }

  /** Counts what is left out; nothing takes its place. */
  private fault(fault: Fault): [] {
    this.#faults[fault] = (this.#faults[fault] ?? 0) + 1;
    return [];
  }
}

/** From how many letters on a sentence is one's own words no more. */
function leastCopied(letters: string): number {
  return /\p{Script=Han}/u.test(letters) ? 10 : 30;
}

const name = z.union([z.string(), z.number().int()]);
const names = z.array(name).min(1).max(200);
const topic = z
  .string()
  .trim()
  .min(1)
  .transform((text) => text.replace(/\s+/g, ' ').slice(0, longestTopic));
const strength = z.coerce.number().pipe(z.union([z.literal(1), z.literal(2), z.literal(3)]));
const reason = z.string().nullish();
const linkSchema = z.object({
  left: names,
  right: names,
  topic,
  reason,
  relation: z.enum(['convergence', 'divergence']),
  strength,
});
const silenceSchema = z.object({ sentences: names, topic, reason });

/** “L3”, 3, “L3-L5”, “R7–9”. */
function rangeNamed(
  name: string | number,
): { readonly letter: string | undefined; readonly first: number; readonly last: number } | undefined {
  const found = /^\s*([LR])?(\d{1,6})(?:\s*[-–—]\s*([LR])?(\d{1,6}))?\s*$/i.exec(String(name));
  if (found === null) return undefined;
  const [, letter, first, second, last] = found;
  const own = letter?.toUpperCase();
  if (second !== undefined && second.toUpperCase() !== own) return undefined;
  return { letter: own, first: Number(first), last: Number(last ?? first) };
}

function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given.slice(0, mostItems) : [];
}

function recordOf(given: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
    ? (given as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The JSON object in a reply, whatever stands around it (thoughts, a fence, courtesies); mended once where it is not sound. */
function parseObject(
  text: string,
): { readonly data: Readonly<Record<string, unknown>>; readonly isRepaired: boolean } | undefined {
  if (text.length > longestReply) return undefined;
  const said = text.replace(/<(think|thinking|thought)>[\s\S]*?<\/\1>/gi, '');
  const start = objectStart(said);
  if (start < 0) return undefined;
  const end = said.lastIndexOf('}') + 1;
  const sound = parse(said.slice(start, end));
  if (sound !== undefined) return { data: sound, isRepaired: false };
  const body = said.slice(start).replace(/\s*```[\s\S]*$/, '');
  const mended = recordOf(repaired(body));
  return mended === undefined ? undefined : { data: mended, isRepaired: true };
}

/** Where the object begins: at the brace before the first key that a reply has. */
function objectStart(text: string): number {
  const key = /\{\s*["'“]?(?:links|drop|silences|summary)["'”]?\s*:/.exec(text);
  return key === null ? text.indexOf('{') : key.index;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function repaired(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}
