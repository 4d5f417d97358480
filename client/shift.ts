/** Where things stand after an edit, for as long as nobody reads the essays afresh. Pure. */
import type { Position, Range } from 'vscode-languageserver-types';
import type { ComparisonView, LinkView, QuoteView, SilenceView } from '../server/protocol';
import { comparePositions, type Side } from './reading';

/** A stretch of text put in another's place. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** A comparison after edits of one of its essays. The edits are those of one event: none of them counts on another having been made. */
export function shiftComparison(comparison: ComparisonView, side: Side, edits: readonly Edit[]): ComparisonView {
  const quotes = (all: readonly QuoteView[]): QuoteView[] =>
    all.map((quote) => ({ ...quote, range: shiftRange(quote.range, edits) }));
  const links = comparison.links.map((link): LinkView => ({ ...link, [side]: quotes(link[side]) }));
  const silences = comparison.silences[side].map((silence): SilenceView => ({
    ...silence,
    spans: quotes(silence.spans),
  }));
  return { ...comparison, links, silences: { ...comparison.silences, [side]: silences } };
}

function shiftRange(range: Range, edits: readonly Edit[]): Range {
  // From the last to the first, so that each edit stands where the text before it has not moved yet.
  const backwards = edits.toSorted((a, b) => comparePositions(b.range.start, a.range.start));
  return backwards.reduce((shifted, edit) => {
    const start = shiftPosition(shifted.start, edit, 'after');
    const end = shiftPosition(shifted.end, edit, 'before');
    return { start, end: comparePositions(start, end) <= 0 ? end : start };
  }, range);
}

/** `at`: on which side of a text that is put in right here the position comes to stand, so that a passage does not grow. */
function shiftPosition(position: Position, { range, text }: Edit, at: 'before' | 'after'): Position {
  const fromEnd = comparePositions(position, range.end);
  if (fromEnd < 0 || (fromEnd === 0 && at === 'before'))
    return comparePositions(position, range.start) <= 0 ? position : range.start;
  const lines = text.split(/\r\n|\r|\n/);
  const last = (lines.at(-1) ?? '').length;
  const line = position.line - range.end.line + range.start.line + lines.length - 1;
  if (position.line > range.end.line) return { line, character: position.character };
  const rest = position.character - range.end.character;
  return { line, character: (lines.length === 1 ? range.start.character : 0) + last + rest };
}
