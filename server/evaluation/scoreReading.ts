import { addCounts, type Figures, figuresOf, noCounts, type Overlap, type ParagraphCounts } from './figures';
import type { GoldLink, GoldSentence, GoldSet, GoldTheme } from './goldSet';
import { QuoteIndex } from './quoteIndex';

/** A link to be scored, by its quotes: the part of an Alignment JSON's link that counts here. */
export interface ScoredLink {
  readonly left: readonly { readonly quote: string }[];
  readonly right: readonly { readonly quote: string }[];
  readonly relation: string;
  readonly confidence: number | null;
}

/** A pair of essays of an Alignment JSON. */
export interface ScoredPair {
  readonly links: readonly ScoredLink[];
  /** Every passage pair's best link by score, where the alignment has them. */
  readonly ranked?: readonly ScoredLink[];
}

/** What a theme's paragraphs add to the figures, so that they can be summed, and drawn by a bootstrap. */
export interface ThemeScore {
  readonly theme: string;
  readonly links: number;
  /** Links of each annotator. */
  readonly gold: readonly number[];
  readonly left: readonly ParagraphCounts[];
  readonly right: readonly ParagraphCounts[];
}

export interface Score {
  readonly themes: readonly ThemeScore[];
  /** Links of essays that are not in the gold set, or whose quotes are not found in it. */
  readonly unmapped: number;
  readonly total: number;
}

/** A link by sentence ids, weighed as a ranking and as a vote for its relation. */
interface IdLink {
  readonly left: readonly GoldSentence[];
  readonly right: readonly GoldSentence[];
  readonly relation: string;
  readonly weight: number;
}

/**
 * Scores an alignment against a gold set. Quotes are mapped onto the gold's sentences by their text; essays that the gold set does not
 * hold are counted as unmapped.
 * @param ranked whether to score the full ranking in place of the links
 */
export function scoreReading(pairs: readonly ScoredPair[], gold: GoldSet, ranked = false): Score {
  const indices = gold.map((theme) => new QuoteIndex(theme));
  const found = new Map<string, IdLink[]>();
  let total = 0;
  let unmapped = 0;
  for (const pair of pairs) {
    const index = themeOf(pair, indices);
    const links = ranked ? (pair.ranked ?? pair.links) : pair.links;
    total += links.length;
    for (const link of links) {
      const mapped = index === undefined ? undefined : idLink(link, index);
      if (index === undefined || mapped === undefined) unmapped += 1;
      else found.set(index.theme.theme, [...(found.get(index.theme.theme) ?? []), mapped]);
    }
  }
  return { themes: gold.map((theme) => scoreTheme(theme, found.get(theme.theme) ?? [])), unmapped, total };
}

/** One annotator scored against the other, both ways: what a reading can be expected to reach. Null for a single annotator. */
export function agreement(gold: GoldSet): Figures | null {
  const scores = gold.map((theme) => {
    const sum = noCounts(0);
    theme.annotators.forEach((links, i) => {
      const others = theme.annotators.filter((_, k) => k !== i);
      if (others.length === 0) return;
      const { left, right } = scoreTheme({ ...theme, annotators: others }, withSentences(theme, links));
      const own = noCounts(others.length);
      for (const counts of [...left, ...right]) addCounts(own, counts);
      sum.pairs.push(...own.pairs);
      sum.sentences.push(...own.sentences);
      sum.divergences.push(...own.divergences);
      addCounts(sum, { ...own, pairs: [], sentences: [], divergences: [], silence: { ok: 0, of: 0 } });
    });
    return sum;
  });
  return scores.some((score) => score.pairs.length === 0) ? null : figuresOf(scores);
}

/** The figures of a theme, or of several together. */
export function figuresOfThemes(themes: readonly ThemeScore[]): Figures {
  return figuresOf(
    themes.map(({ gold, left, right }) => {
      const sum = noCounts(gold.length);
      for (const counts of [...left, ...right]) addCounts(sum, counts);
      return sum;
    }),
  );
}

/** The gold theme that the quotes of a pair's first links hit most. */
function themeOf(pair: ScoredPair, indices: readonly QuoteIndex[]): QuoteIndex | undefined {
  const quotes = pair.links.slice(0, 12).flatMap((link) => [...link.left, ...link.right]);
  let best: { index: QuoteIndex; hits: number } | undefined;
  for (const index of indices) {
    const hits = quotes.reduce((sum, { quote }) => {
      const { left, right } = index.find(quote);
      return sum + left.length + right.length;
    }, 0);
    if (hits > (best?.hits ?? 0)) best = { index, hits };
  }
  return best?.index;
}

function idLink(link: ScoredLink, index: QuoteIndex): IdLink | undefined {
  const found = [...link.left, ...link.right].map(({ quote }) => index.find(quote));
  const left = [...new Set(found.flatMap((each) => each.left))];
  const right = [...new Set(found.flatMap((each) => each.right))];
  return left.length === 0 || right.length === 0
    ? undefined
    : { left, right, relation: link.relation, weight: link.confidence ?? 0 };
}

function withSentences(theme: GoldTheme, links: readonly GoldLink[]): IdLink[] {
  const byId = new Map([...theme.left, ...theme.right].map((sentence) => [sentence.id, sentence]));
  const sentences = (ids: readonly string[]): GoldSentence[] => ids.flatMap((id) => byId.get(id) ?? []);
  return links.map((link) => ({
    left: sentences(link.left),
    right: sentences(link.right),
    relation: link.relation,
    weight: link.strength,
  }));
}

/** A linked pair of paragraphs or sentences. */
interface LinkedPair {
  readonly left: string;
  readonly right: string;
  /** The left paragraph, to which the pair counts. */
  readonly paragraph: string;
  readonly relations: Map<string, number>;
  weight: number;
}

function pairsOf(links: readonly IdLink[], unit: (sentence: GoldSentence) => string): Map<string, LinkedPair> {
  const pairs = new Map<string, LinkedPair>();
  for (const link of links) {
    const left = new Map(link.left.map((sentence) => [unit(sentence), sentence.paragraph]));
    for (const [l, paragraph] of left) {
      for (const r of new Set(link.right.map(unit))) {
        const key = `${l}|${r}`;
        const pair = pairs.get(key) ?? {
          left: l,
          right: r,
          paragraph,
          relations: new Map<string, number>(),
          weight: 0,
        };
        pair.relations.set(link.relation, (pair.relations.get(link.relation) ?? 0) + link.weight);
        pair.weight = Math.max(pair.weight, link.weight);
        pairs.set(key, pair);
      }
    }
  }
  return pairs;
}

/** The relation that most speaks for; the first of equals. */
function relationOf(pair: LinkedPair): string {
  return [...pair.relations].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function scoreTheme(theme: GoldTheme, links: readonly IdLink[]): ThemeScore {
  const byParagraph = (sentences: readonly GoldSentence[]): Map<string, ParagraphCounts> =>
    new Map(sentences.map((sentence) => [sentence.paragraph, noCounts(theme.annotators.length)]));
  const counts = { left: byParagraph(theme.left), right: byParagraph(theme.right) };
  const at = (paragraph: string): ParagraphCounts =>
    counts.left.get(paragraph) ?? counts.right.get(paragraph) ?? noCounts(theme.annotators.length);
  const paragraphOf = (sentence: GoldSentence): string => sentence.paragraph;
  const idOf = (sentence: GoldSentence): string => sentence.id;
  const own = pairsOf(links, paragraphOf);
  const ownSentences = pairsOf(links, idOf);
  const linkedByAnyone = new Set<string>();
  theme.annotators.forEach((annotator, i) => {
    const gold = pairsOf(withSentences(theme, annotator), paragraphOf);
    const goldSentences = pairsOf(withSentences(theme, annotator), idOf);
    countOverlap(own, gold, (paragraph) => at(paragraph).pairs[i]);
    countOverlap(ownSentences, goldSentences, (paragraph) => at(paragraph).sentences[i]);
    countOverlap(divergences(own), divergences(gold), (paragraph) => at(paragraph).divergences[i]);
    for (const [key, pair] of own) {
      const other = gold.get(key);
      // A gold link whose relation is left open says nothing of relations.
      if (other === undefined || relationOf(other) === 'undetermined') continue;
      const relation = at(pair.paragraph).relation;
      relation.of += 1;
      if (relationOf(pair) !== 'undetermined') relation.determined += 1;
      if (relationOf(pair) === relationOf(other)) relation.ok += 1;
    }
    for (const side of ['left', 'right'] as const) countHits(own, gold, side, at);
    for (const pair of gold.values()) linkedByAnyone.add(pair.left).add(pair.right);
  });
  const linked = new Set([...own.values()].flatMap((pair) => [pair.left, pair.right]));
  for (const [paragraph, { silence }] of [...counts.left, ...counts.right]) {
    if (linkedByAnyone.has(paragraph)) continue;
    silence.of += 1;
    if (!linked.has(paragraph)) silence.ok += 1;
  }
  return {
    theme: theme.theme,
    links: links.length,
    gold: theme.annotators.map((annotator) => annotator.length),
    left: [...counts.left.values()],
    right: [...counts.right.values()],
  };
}

function divergences(pairs: ReadonlyMap<string, LinkedPair>): Map<string, LinkedPair> {
  return new Map([...pairs].filter(([, pair]) => relationOf(pair) === 'divergence'));
}

function countOverlap(
  own: ReadonlyMap<string, LinkedPair>,
  gold: ReadonlyMap<string, LinkedPair>,
  at: (paragraph: string) => Overlap | undefined,
): void {
  for (const [key, pair] of own) {
    const overlap = at(pair.paragraph);
    if (overlap === undefined) continue;
    overlap.reading += 1;
    if (gold.has(key)) overlap.both += 1;
  }
  for (const pair of gold.values()) {
    const overlap = at(pair.paragraph);
    if (overlap !== undefined) overlap.gold += 1;
  }
}

/** For each paragraph of a side that the annotator linked: is a true counterpart the first suggestion, or among the first three? */
function countHits(
  own: ReadonlyMap<string, LinkedPair>,
  gold: ReadonlyMap<string, LinkedPair>,
  side: 'left' | 'right',
  at: (paragraph: string) => ParagraphCounts,
): void {
  const other = side === 'left' ? 'right' : 'left';
  const suggestions = groupBy(own.values(), (pair) => pair[side]);
  for (const [paragraph, truth] of groupBy(gold.values(), (pair) => pair[side])) {
    const partners = new Set(truth.map((pair) => pair[other]));
    const ranked = [...(suggestions.get(paragraph) ?? [])].sort((a, b) => b.weight - a.weight);
    const isHit = (first: number): boolean => ranked.slice(0, first).some((pair) => partners.has(pair[other]));
    const counts = at(paragraph);
    counts.first.of += 1;
    counts.firstThree.of += 1;
    if (isHit(1)) counts.first.ok += 1;
    if (isHit(3)) counts.firstThree.ok += 1;
  }
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item)) ?? [];
    group.push(item);
    groups.set(key(item), group);
  }
  return groups;
}
