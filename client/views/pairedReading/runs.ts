/** A passage cut into runs of sentences that carry the same marks. Pure. */
import type { PairedLinkView, PairedReadingView, PairedSilenceView } from '../../../server/protocol';
import type { MarkKind, Side } from '../../reading';

export interface Run {
  readonly text: string;
  /** Sentences from `from` up to and without `to`. */
  readonly from: number;
  readonly to: number;
  /** What the run says at a glance; undefined for plain text. */
  readonly kind: MarkKind | undefined;
  /** The surest first. */
  readonly links: readonly PairedLinkView[];
  readonly silences: readonly PairedSilenceView[];
}

/** The runs of a passage, in order; their texts make up the passage's. Only `links` and `silences` that are given are marked. */
export function runsOf(
  reading: PairedReadingView,
  side: Side,
  passage: number,
  links: readonly PairedLinkView[],
  silences: readonly PairedSilenceView[] = reading.silences[side],
): Run[] {
  const sentences = reading[side].passages[passage]?.sentences ?? [];
  const runs: Run[] = [];
  sentences.forEach(({ text, spaceAfter }, i) => {
    const covers = (claim: PairedLinkView['left'][number]): boolean =>
      claim.passage === passage && claim.from <= i && i < claim.to;
    const here = links
      .filter((link) => link[side].some(covers))
      .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
    const silent = silences.filter(({ claims }) => claims.some(covers));
    const last = runs.at(-1);
    const spaced = spaceAfter ? `${text} ` : text;
    if (last && sameIds(last.links, here) && sameIds(last.silences, silent))
      runs[runs.length - 1] = { ...last, text: last.text + spaced, to: i + 1 };
    else runs.push({ text: spaced, from: i, to: i + 1, kind: kindOf(here, silent), links: here, silences: silent });
  });
  return runs;
}

function sameIds(a: readonly { readonly id: string }[], b: readonly { readonly id: string }[]): boolean {
  return a.length === b.length && a.every(({ id }, i) => id === b[i]?.id);
}

/** A relation outranks `undetermined`, which outranks silence; convergence with divergence is `mixed`. As in the editors. */
export function kindOf(links: readonly PairedLinkView[], silences: readonly PairedSilenceView[]): MarkKind | undefined {
  const has = (relation: PairedLinkView['relation']): boolean => links.some((link) => link.relation === relation);
  if (has('convergence') && has('divergence')) return 'mixed';
  if (has('convergence')) return 'convergence';
  if (has('divergence')) return 'divergence';
  if (has('undetermined')) return 'undetermined';
  return silences.length > 0 ? 'silence' : undefined;
}
