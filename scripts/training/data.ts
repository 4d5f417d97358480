import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { align, type AlignmentStages, alignmentStages, defaultSettings } from '../../server/alignment/align';
import { AlignmentMemo } from '../../server/alignment/memo';
import type { Link } from '../../server/alignment/reading';
import { openCorpus } from '../../server/cli/openCorpus';
import { readGoldFolder } from '../../server/cli/goldFolder';
import { randomNumbers } from '../../server/evaluation/bootstrap';
import type { GoldSet, GoldTheme } from '../../server/evaluation/goldSet';
import { QuoteIndex } from '../../server/evaluation/quoteIndex';
import type { ScoredPair } from '../../server/evaluation/scoreReading';
import type { Concept } from '../../server/corpus/lexicon';
import type { Essay, Passage } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';

/** A pair of essays of the gold set, ready to be aligned again and again. */
export interface GoldPair {
  readonly theme: GoldTheme;
  readonly left: Essay;
  readonly right: Essay;
  readonly concepts: readonly Concept[];
  /** For each annotator, the linked passages as `left|right` (indices). */
  readonly linked: readonly ReadonlySet<string>[];
}

let memo = new AlignmentMemo(50_000);

/** Forgets what earlier alignments left: when weights are changed in place, it is no longer true. */
export function forget(): void {
  memo = new AlignmentMemo(50_000);
}

export async function goldPairs(corpus: string, folder: string): Promise<{ gold: GoldSet; pairs: GoldPair[] }> {
  const gold = await readGoldFolder(folder);
  const opened = await openCorpus([corpus]);
  const indices = gold.map((theme) => new QuoteIndex(theme));
  const pairs = opened.pairs.flatMap((pair) => {
    const left = opened.essays.get(pair.left.path);
    const right = opened.essays.get(pair.right.path);
    if (left === undefined || right === undefined) return [];
    const paragraphs = (index: QuoteIndex, essay: Essay, side: 'left' | 'right'): (string | undefined)[] =>
      essay.passages.map((passage) => mostOf(index, essay, passage, side));
    const [best] = indices
      .map((index) => ({ index, found: paragraphs(index, left, 'left').filter((each) => each !== undefined).length }))
      .sort((a, b) => b.found - a.found);
    if (best === undefined || best.found * 2 < left.passages.length) return [];
    const { theme } = best.index;
    const places = { left: paragraphs(best.index, left, 'left'), right: paragraphs(best.index, right, 'right') };
    const linked = theme.annotators.map((links) => {
      const paragraphOf = new Map([...theme.left, ...theme.right].map((sentence) => [sentence.id, sentence.paragraph]));
      const keys = new Set(
        links.flatMap((link) =>
          link.left.flatMap((l) => link.right.map((r) => `${paragraphOf.get(l) ?? ''}|${paragraphOf.get(r) ?? ''}`)),
        ),
      );
      return new Set(
        places.left.flatMap((l, i) =>
          places.right.flatMap((r, k) => (keys.has(`${l ?? '-'}|${r ?? '-'}`) ? [`${i}|${k}`] : [])),
        ),
      );
    });
    return [{ theme, left, right, concepts: opened.corpus.concepts, linked }];
  });
  return { gold, pairs };
}

function mostOf(index: QuoteIndex, essay: Essay, passage: Passage, side: 'left' | 'right'): string | undefined {
  const counts = new Map<string, number>();
  for (const { start, end } of passage.sentences)
    for (const { paragraph } of index.find(essay.text.slice(start, end))[side])
      counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

export function stagesOf({ left, right, concepts }: GoldPair): AlignmentStages {
  return alignmentStages(left, right, { ...defaultSettings, concepts, memo });
}

/** The engine's reading of a pair, as an Alignment JSON would have it. */
export function readingOf({ left, right, concepts }: GoldPair, allSuggestions = false): ScoredPair {
  const reading = align(left, right, { ...defaultSettings, concepts, memo, allSuggestions });
  const quoted = (essay: Essay, spans: Link['left']): { quote: string }[] =>
    spans.map(({ start, end }) => ({ quote: essay.text.slice(start, end) }));
  const scored = (links: readonly Link[]): ScoredPair['links'] =>
    links.map((link) => ({ ...link, left: quoted(left, link.left), right: quoted(right, link.right) }));
  return { links: scored(reading.links), ranked: scored(reading.ranked) };
}

/** A debate of ArguAna: its points face its counters, in an order of their own. */
export interface Debate {
  readonly left: Essay;
  readonly right: Essay;
  /** Whether a left passage is answered by a right one. */
  readonly truth: readonly (readonly boolean[])[];
}

interface ArguanaRow {
  readonly debate: string;
  readonly side: string;
  readonly n: number;
  readonly kind: 'point' | 'counter';
  readonly text: string;
}

/** Reads ArguAna's debates (one JSON a line). Passages are shuffled by a fixed seed, since their order would give the answer away; `half` drops half of them. */
export function arguana(benchmarks: string, half: boolean): Debate[] {
  const folder = path.join(benchmarks, 'arguana');
  const random = randomNumbers(7);
  const rows = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as ArguanaRow);
  const debates = new Map<string, ArguanaRow[]>();
  for (const row of rows) debates.set(row.debate, [...(debates.get(row.debate) ?? []), row]);
  return [...debates.values()].flatMap((all) => {
    const side = (kind: ArguanaRow['kind']): { key: string; text: string; order: number }[] =>
      all
        .filter((row) => row.kind === kind && (!half || random() < 0.5))
        .map((row) => ({ key: `${row.side}${row.n}`, text: plain(row.text), order: random() }))
        .filter((row) => readEssay(row.text).passages.length === 1)
        .sort((a, b) => a.order - b.order);
    const [points, counters] = [side('point'), side('counter')];
    if (points.length === 0 || counters.length === 0) return [];
    const essay = (rows: readonly { text: string }[]): Essay => readEssay(rows.map(({ text }) => text).join('\n\n'));
    return [
      {
        left: essay(points),
        right: essay(counters),
        truth: points.map((point) => counters.map((counter) => point.key === counter.key)),
      },
    ];
  });
}

/** One paragraph, without the notes at its end. */
function plain(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*\[\d+\]/.test(line))
    .join(' ')
    .replace(/\[\d+\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}"“]+/u, '');
}

/** Average precision of all point–counter pairs of all debates, ranked by score. */
export function averagePrecision(
  debates: readonly Debate[],
  score: (stages: AlignmentStages) => number[][],
  stages: readonly AlignmentStages[],
): number {
  const all = debates
    .flatMap((debate, i) => {
      const own = stages[i];
      return own === undefined
        ? []
        : score(own).flatMap((row, l) => row.map((value, r) => ({ value, isTrue: debate.truth[l]?.[r] === true })));
    })
    .sort((a, b) => b.value - a.value);
  let right = 0;
  let sum = 0;
  all.forEach(({ isTrue }, i) => {
    if (!isTrue) return;
    right += 1;
    sum += right / (i + 1);
  });
  return right === 0 ? 0 : sum / right;
}

export function debateStages(debates: readonly Debate[]): AlignmentStages[] {
  return debates.map(({ left, right }) => alignmentStages(left, right, { ...defaultSettings, memo }));
}
