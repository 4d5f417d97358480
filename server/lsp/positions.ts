import type { Range } from 'vscode-languageserver';
import type { QuoteView } from '../protocol';
import { quoteOf } from '../readings/comparison';
import type { Essay, Span } from '../text/essay';
import { LineIndex } from '../text/lines';

const indices = new WeakMap<Essay, LineIndex>();

/** The line index of an essay, made once. */
export function linesOf(essay: Essay): LineIndex {
  let index = indices.get(essay);
  if (index === undefined) {
    index = new LineIndex(essay.text);
    indices.set(essay, index);
  }
  return index;
}

/** A span as an LSP range. Lines and characters are the same in the document and its canonical text. */
export function rangeOf(essay: Essay, span: Span): Range {
  const lines = linesOf(essay);
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** A span with its words, verbatim, as the client knows it. */
export function quoteView(essay: Essay, span: Span): QuoteView {
  return { range: rangeOf(essay, span), quote: quoteOf(essay, span) };
}
