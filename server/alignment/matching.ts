import { finish, mergeInSteps, type Steps } from '../text/steps';
import { compare } from './shared';
import type { Score } from './similarity';
import { weights } from './weights';

/** Indices of two passages that are taken to face each other, with their score and rank (from 1) among all pairs. */
export interface Match {
  readonly left: number;
  readonly right: number;
  readonly score: Score;
  readonly rank: number;
}

/**
 * All passage pairs with any similarity, best first. Ties go in reading order, then by the key of their content: never by what stands left,
 * so that the result is the same everywhere, and swapping the essays mirrors it.
 */
export function rankPairs(
  scores: readonly (readonly Score[])[],
  contentKey: (left: number, right: number) => string,
): Match[] {
  return finish(rankInSteps(scores, contentKey));
}

/** `rankPairs` in steps. */
export function* rankInSteps(
  scores: readonly (readonly Score[])[],
  contentKey: (left: number, right: number) => string,
): Steps<Match[]> {
  type Unranked = Omit<Match, 'rank'>;
  const order = (a: Unranked, b: Unranked): number =>
    b.score.total - a.score.total ||
    a.left + a.right - b.left - b.right ||
    Math.abs(a.left - a.right) - Math.abs(b.left - b.right) ||
    compare(contentKey(a.left, a.right), contentKey(b.left, b.right));
  const rows: Unranked[][] = [];
  for (const [left, row] of scores.entries()) {
    rows.push(
      row
        .map((score, right) => ({ left, right, score }))
        .filter(({ score }) => score.text > 0)
        .sort(order),
    );
    yield;
  }
  const sorted = yield* mergeInSteps(rows, order);
  yield;
  const ranked: Match[] = [];
  for (const { left, right, score } of sorted) {
    ranked.push({ left, right, score, rank: ranked.length + 1 });
    if (ranked.length % 4000 === 0) yield;
  }
  return ranked;
}

/** How many links a pair of essays of so many passages gets. */
export function linkBudget(leftPassages: number, rightPassages: number): number {
  return Math.round(weights.linksPerPassage * (leftPassages + rightPassages));
}

/**
 * Takes the best pairs by global rank, many to many, up to a count and a bound a passage. Passages that share no word are no link: there would be
 * nothing to show for it. Measured against mutual-best rules with a
 * threshold, which throw half the quality away.
 */
export function matchPassages(ranked: readonly Match[], leftPassages: number, rightPassages: number): Match[] {
  const budget = linkBudget(leftPassages, rightPassages);
  const uses = new Map<string, number>();
  const matches: Match[] = [];
  for (const match of ranked) {
    if (matches.length >= budget) break;
    if (!match.score.shares) continue;
    const keys = [`l${match.left}`, `r${match.right}`];
    if (keys.some((key) => (uses.get(key) ?? 0) >= weights.linksAPassage)) continue;
    for (const key of keys) uses.set(key, (uses.get(key) ?? 0) + 1);
    matches.push(match);
  }
  return matches;
}
