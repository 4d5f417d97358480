import type { Decision } from './act';
import { saidBy } from './merge';
import { type Reviewed, type ReviewedComparison, reviewedItems } from './reviewed';

/** How far two reviewers agree on what both judged. */
export interface ReviewersCompared {
  /** Ids, in their order, and the names that go with them. */
  readonly reviewers: readonly [string, string];
  readonly names: readonly [string, string];
  /** Links and silences that both judged, and on how many they said the same. */
  readonly both: number;
  readonly same: number;
  /** `same` of `both`, in [0, 1]; null where there is nothing to judge by. */
  readonly share: number | null;
  readonly kappa: Kappa | null;
}

/** Cohen’s kappa in [-1, 1], with the interval that holds it in 95 of 100 cases; null bounds where the items are too few or too alike. */
export interface Kappa {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** The agreement of every two reviewers over some comparisons: one theme, or a whole corpus. */
export function agreementOfReviewers(comparisons: readonly ReviewedComparison[]): ReviewersCompared[] {
  const items = comparisons.flatMap(reviewedItems).map(viewsOf);
  const names = new Map<string, string>();
  for (const { decisions } of comparisons.flatMap(reviewedItems))
    for (const { by } of decisions) names.set(by.id, by.name);
  return pairsOfReviewers(items).map(({ reviewers: [a, b], labels }) => ({
    ...comparedOn([a, b], labels),
    names: [names.get(a) ?? a, names.get(b) ?? b],
  }));
}

type Views = ReadonlyMap<string, string>;

/** What each reviewer who judged a link or silence said of it. */
function viewsOf({ decisions }: Reviewed): Views {
  const views = new Map<string, string>();
  for (const decision of decisions) if (isJudgement(decision)) views.set(decision.by.id, saidBy(decision));
  return views;
}

function isJudgement({ verdict, settles }: Decision): boolean {
  return verdict !== 'undecided' && verdict !== 'withdrawn' && settles.length === 0;
}

function pairsOfReviewers(
  items: readonly Views[],
): { readonly reviewers: readonly [string, string]; readonly labels: readonly (readonly [string, string])[] }[] {
  const ids = [...new Set(items.flatMap((views) => [...views.keys()]))].sort();
  return ids.flatMap((one, i) =>
    ids.slice(i + 1).map((other) => ({
      reviewers: [one, other] as const,
      labels: items.flatMap((views) => {
        const a = views.get(one);
        const b = views.get(other);
        return a === undefined || b === undefined ? [] : [[a, b] as const];
      }),
    })),
  );
}

function comparedOn(
  reviewers: readonly [string, string],
  labels: readonly (readonly [string, string])[],
): Omit<ReviewersCompared, 'names'> {
  const both = labels.length;
  const same = labels.filter(([a, b]) => a === b).length;
  return { reviewers, both, same, share: both === 0 ? null : same / both, kappa: cohensKappa(labels) };
}

/**
 * Cohen’s kappa (Cohen 1960) with the large-sample standard error of Fleiss, Cohen and Everitt (1969). Null for no items, or where both always
 * say one and the same: then chance explains all.
 */
export function cohensKappa(labels: readonly (readonly [string, string])[]): Kappa | null {
  const n = labels.length;
  if (n === 0) return null;
  const names = [...new Set(labels.flat())].sort();
  const share = (test: (pair: readonly [string, string]) => boolean): number => labels.filter(test).length / n;
  const row = new Map(names.map((name) => [name, share(([a]) => a === name)]));
  const column = new Map(names.map((name) => [name, share(([, b]) => b === name)]));
  const of = (map: ReadonlyMap<string, number>, name: string): number => map.get(name) ?? 0;
  const observed = share(([a, b]) => a === b);
  const chance = names.reduce((sum, name) => sum + of(row, name) * of(column, name), 0);
  if (chance === 1) return null;
  const value = (observed - chance) / (1 - chance);
  let onDiagonal = 0;
  let offDiagonal = 0;
  for (const a of names) {
    for (const b of names) {
      const p = share(([one, other]) => one === a && other === b);
      if (a === b) onDiagonal += p * (1 - (of(row, a) + of(column, a)) * (1 - value)) ** 2;
      else offDiagonal += p * (of(column, a) + of(row, b)) ** 2;
    }
  }
  const rest = (value - chance * (1 - value)) ** 2;
  const variance = (onDiagonal + (1 - value) ** 2 * offDiagonal - rest) / (n * (1 - chance) ** 2);
  const error = Math.sqrt(Math.max(0, variance));
  return n < 2 || error === 0
    ? { value, low: null, high: null }
    : { value, low: Math.max(-1, value - 1.96 * error), high: Math.min(1, value + 1.96 * error) };
}
