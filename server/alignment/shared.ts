import type { Span } from '../text/essay';
import type { PairProfile, PassageProfile } from './profile';
import type { SentenceChoice } from './sentenceChoice';

/** A feature that both sides of a link have, with its places in the chosen sentences (or, failing those, in the passages). */
export interface SharedFeature {
  readonly feature: string;
  readonly kind: 'concept' | 'term';
  /** As the left text writes it. */
  readonly surface: string;
  readonly rarity: number;
  readonly left: readonly Span[];
  readonly right: readonly Span[];
  /** Whether both sides have it in the sentences that were chosen. */
  readonly inSentences: boolean;
}

/** What two passages share, the most telling first: features of the chosen sentences before those of the rest, then by rarity. */
export function sharedFeatures(
  left: PassageProfile,
  right: PassageProfile,
  choice: SentenceChoice,
  pair: PairProfile,
): SharedFeature[] {
  const shared: SharedFeature[] = [];
  for (const feature of left.counts.keys()) {
    if (!right.counts.has(feature)) continue;
    const rarity = pair.rarity(feature);
    if (rarity <= 0) continue;
    const l = places(left, feature, choice.left);
    const r = places(right, feature, choice.right);
    const kind = feature.startsWith('#') ? 'concept' : 'term';
    shared.push({
      feature,
      kind,
      surface: l.surface,
      rarity,
      left: l.spans,
      right: r.spans,
      inSentences: l.chosen && r.chosen,
    });
  }
  return shared.sort(
    (a, b) => Number(b.inSentences) - Number(a.inSentences) || b.rarity - a.rarity || compare(a.feature, b.feature),
  );
}

function places(
  profile: PassageProfile,
  feature: string,
  sentences: readonly number[],
): { spans: Span[]; surface: string; chosen: boolean } {
  const all = feature.startsWith('#')
    ? profile.concepts.filter((mention) => mention.id === feature.slice(1))
    : profile.terms.filter((term) => term.stem === feature);
  const inside = all.filter((place) => sentences.includes(place.sentence));
  const used = inside.length > 0 ? inside : all;
  return {
    spans: used.map(({ start, end }) => ({ start, end })),
    surface: used[0]?.surface ?? '',
    chosen: inside.length > 0,
  };
}

/** Orders strings by their UTF-16 units: the same on every machine and in every language setting. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
