import { weights } from './weights';

/**
 * How likely a careful reader links two passages of this rank, in [0, 1]: a logistic curve fitted to two annotators' links on three themes
 * (Platt 1999). `share` is the rank as a share of the links that the pair of essays gets: 1 for the weakest link shown. The rank says more
 * than the score, whose scale differs from pair to pair.
 */
export function linkConfidence(share: number): number {
  const { intercept, share: slope } = weights.confidence;
  const z = intercept + slope * Math.min(share, 3);
  return Math.round((1 / (1 + Math.exp(-z))) * 10_000) / 10_000;
}
