import type { Side } from '../alignment/reading';
import type { ReviewedLink, ReviewedSilence } from '../review/reviewed';
import type { Span } from '../text/essay';
import type { PlacedComparison } from './workspace';

/** A link met at a place of an essay. `claim` is the run of sentences at that place; `from` the side it is on. */
export interface Encounter {
  readonly placed: PlacedComparison;
  readonly link: ReviewedLink;
  readonly from: Side;
  readonly claim: Span;
}

/** Which side of a comparison a document is. */
export function sideOf(placed: PlacedComparison, uri: string): Side {
  return placed.placed.uris.left === uri ? 'left' : 'right';
}

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

/** The links whose claim holds an offset, best first. */
export function linksAt(comparisons: readonly PlacedComparison[], uri: string, offset: number): Encounter[] {
  return comparisons.flatMap((placed) => {
    const from = sideOf(placed, uri);
    return placed.comparison.links.flatMap((link) => {
      const claim = link[from].find((span) => holds(span, offset));
      return claim === undefined ? [] : [{ placed, link, from, claim }];
    });
  });
}

/** The silences whose sentences hold an offset. */
export function silencesAt(
  comparisons: readonly PlacedComparison[],
  uri: string,
  offset: number,
): { placed: PlacedComparison; silence: ReviewedSilence; claim: Span }[] {
  return comparisons.flatMap((placed) =>
    placed.comparison.silences[sideOf(placed, uri)].flatMap((silence) => {
      const claim = silence.spans.find((span) => holds(span, offset));
      return claim === undefined ? [] : [{ placed, silence, claim }];
    }),
  );
}

/** The end counts as inside, so that a cursor behind the full stop still stands on the claim. */
function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
