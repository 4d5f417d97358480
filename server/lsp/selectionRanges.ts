import type { SelectionRange } from 'vscode-languageserver';
import type { Essay, Span } from '../text/essay';
import { passageAt, sectionEnds } from './passages';
import { rangeOf } from './positions';

/** What grows around a place: word, sentence, passage, section (with those it stands in), document. */
export function selectionRangeAt(essay: Essay, offset: number): SelectionRange {
  const whole = { start: 0, end: essay.text.length };
  const spans: Span[] = [whole, ...sectionsAt(essay, offset), ...blocksAt(essay, offset)];
  const word = wordAt(essay.text, offset);
  if (word !== undefined) spans.push(word);
  // From the outermost in: each must lie inside the one before, and be smaller.
  let range: SelectionRange = { range: rangeOf(essay, whole) };
  let outer: Span = whole;
  for (const span of spans) {
    if (span.start < outer.start || span.end > outer.end) continue;
    if (span.start === outer.start && span.end === outer.end) continue;
    range = { range: rangeOf(essay, span), parent: range };
    outer = span;
  }
  return range;
}

/** The sections that hold an offset, the outermost first, each from its heading to the next of its depth. */
function sectionsAt(essay: Essay, offset: number): Span[] {
  const ends = sectionEnds(essay);
  return essay.headings.flatMap((heading, i) => {
    const end = ends[i] ?? essay.text.length;
    if (heading.start > offset || offset > end) return [];
    const section = {
      start: heading.start,
      end: heading.start + essay.text.slice(heading.start, end).trimEnd().length,
    };
    return holds(section, offset) ? [section] : [];
  });
}

/** The block that holds an offset, and the sentence in it. */
function blocksAt(essay: Essay, offset: number): Span[] {
  const passage = passageAt(essay, offset) ?? essay.pullQuotes.find((quote) => holds(quote, offset));
  if (passage !== undefined) {
    // Between two sentences the one that begins here is meant.
    const sentence = passage.sentences.findLast((each) => holds(each, offset));
    return sentence === undefined ? [passage] : [passage, sentence];
  }
  const other = [...essay.headings, ...essay.notes, ...(essay.frontMatter === undefined ? [] : [essay.frontMatter])];
  const block = other.find((each) => holds(each, offset));
  return block === undefined ? [] : [block];
}

const words = new Intl.Segmenter('en', { granularity: 'word' });

/** The word at an offset (Chinese has its words too); none between words. */
function wordAt(text: string, offset: number): Span | undefined {
  // A line of an essay can be a whole paragraph: looking at what is near is enough.
  const from = Math.max(0, text.lastIndexOf('\n', offset - 1) + 1, offset - 200);
  const newline = text.indexOf('\n', offset);
  const to = Math.min(newline < 0 ? text.length : newline, offset + 200);
  const found = [...words.segment(text.slice(from, to))]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ index, segment }) => ({ start: from + index, end: from + index + segment.length }))
    .filter((span) => holds(span, offset));
  return found.at(-1);
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
