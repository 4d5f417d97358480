import type { PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { NoteMark, Span } from './essay';

/** Inline text as a reader sees it, each of its UTF-16 units tied to the source it comes from. */
export interface Rendered {
  readonly text: string;
  /** `starts[i]` and `ends[i]`: the source range of `text[i]`, with the markup that opens before it, and closes or marks a note after it. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly noteMarks: readonly NoteMark[];
}

/**
 * Renders inline Markdown: no markup, link targets, note labels or raw HTML; line breaks become spaces.
 * `source` is the canonical text that the nodes were parsed from.
 */
export function renderInline(nodes: readonly PhrasingContent[], source: string): Rendered {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const noteMarks: NoteMark[] = [];

  const push = (unit: string, start: number, end: number): void => {
    text += unit;
    for (let i = 0; i < unit.length; i += 1) {
      starts.push(start);
      ends.push(end);
    }
  };

  const pushRun = (run: string, start: number): void => {
    text += run;
    for (let i = 0; i < run.length; i += 1) {
      starts.push(start + i);
      ends.push(start + i + 1);
    }
  };

  /** Renders what a node holds; its own markup goes with the first and the last unit. */
  const pushWhole = (span: Span, render: () => void): void => {
    const first = starts.length;
    render();
    if (starts.length === first) return;
    starts[first] = span.start;
    ends[ends.length - 1] = span.end;
  };

  const visit = (node: PhrasingContent): void => {
    const span = spanOf(node);
    if (span === undefined) return;
    switch (node.type) {
      case 'text':
        mapText(node.value, source, span, push, pushRun);
        break;
      case 'inlineCode':
        pushWhole(span, () => {
          mapCode(node.value, source, span, push);
        });
        break;
      case 'break':
        push(' ', span.start, span.end);
        break;
      case 'footnoteReference':
        noteMarks.push({ label: node.identifier, ...span });
        if (ends.at(-1) === span.start) ends[ends.length - 1] = span.end;
        break;
      case 'emphasis':
      case 'strong':
      case 'delete':
      case 'link':
      case 'linkReference':
        pushWhole(span, () => {
          node.children.forEach(visit);
        });
        break;
      case 'html':
      case 'image':
      case 'imageReference':
        break;
    }
  };
  nodes.forEach(visit);
  return { text, starts, ends, noteMarks };
}

/** The part of a rendered text from `from` to `to` (offsets into its text). */
export function sliceRendered(rendered: Rendered, from: number, to: number): Rendered {
  const start = rendered.starts[from] ?? 0;
  const end = rendered.ends[to - 1] ?? start;
  return {
    text: rendered.text.slice(from, to),
    starts: rendered.starts.slice(from, to),
    ends: rendered.ends.slice(from, to),
    noteMarks: rendered.noteMarks.filter((mark) => mark.start >= start && mark.start <= end),
  };
}

/** The source range of a parsed node; undefined for nodes that the parser made up. */
export function spanOf(node: { position?: PositionLike | undefined }): Span | undefined {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? undefined : { start, end };
}

interface PositionLike {
  start: { offset?: number | undefined };
  end: { offset?: number | undefined };
}

const characterReference = /^&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});/;

/** Line ends with what Markdown drops around them: white space, and the quotation marks (`> `) of the blocks they stand in. */
const lineEnd = /^\n[ \t>]*/;

type Push = (unit: string, start: number, end: number) => void;

/**
 * Walks a text node's source and its value side by side. They differ by escapes (`\$`), character references (`&amp;`) and, at line ends,
 * by the indentation or quotation marks that Markdown drops.
 */
function mapText(
  value: string,
  source: string,
  span: Span,
  push: Push,
  pushRun: (run: string, start: number) => void,
): void {
  let at = span.start;
  let i = 0;
  while (i < value.length) {
    if (at >= span.end) {
      push(value.slice(i), Math.max(span.start, span.end - 1), span.end);
      return;
    }
    const plain = plainRun(value, i, source, at, span.end);
    if (plain > 0) {
      pushRun(value.slice(i, i + plain), at);
      at += plain;
      i += plain;
      continue;
    }
    const here = source.charAt(at);
    const [shown, length] = shownAt(source, at);
    if (here === '\n') {
      const end = Math.min(span.end, at + (lineEnd.exec(source.slice(at, span.end))?.[0].length ?? 1));
      push(' ', at, end);
      at = end;
      i += 1;
    } else if (value.startsWith(shown, i)) {
      push(shown, at, at + length);
      at += length;
      i += shown.length;
    } else if (isSpace(here)) {
      at += 1; // white space at a line end, which the value leaves out
    } else {
      // Whatever the parser made of it: what follows keeps its place.
      push(value.charAt(i), at, at + 1);
      at += 1;
      i += 1;
    }
  }
}

const isSpace = (unit: string): boolean => unit === ' ' || unit === '\t' || unit === '\n';

/** How many units from here on are the same in value and source, and can stand for nothing but themselves. */
function plainRun(value: string, i: number, source: string, at: number, end: number): number {
  let length = 0;
  while (at + length < end && i + length < value.length) {
    const unit = source.charCodeAt(at + length);
    if (unit !== value.charCodeAt(i + length) || unit === 0x0a || unit === 0x26 || unit === 0x5c) break;
    length += 1;
  }
  return length;
}

/** What the source at an offset stands for, and how much of the source that takes. */
function shownAt(source: string, at: number): [shown: string, length: number] {
  const here = source.charAt(at);
  if (here === '\0') return ['\ufffd', 1];
  if (here === '\\' && /[!-/:-@[-`{-~]/.test(source.charAt(at + 1))) return [source.charAt(at + 1), 2];
  const reference = here === '&' ? characterReference.exec(source.slice(at, at + 36))?.[0] : undefined;
  return reference === undefined ? [here, 1] : [decodeReference(reference), reference.length];
}

const decoded = new Map<string, string>();

/** What a character reference stands for, as the parser has it; the reference itself where its name is unknown. */
function decodeReference(reference: string): string {
  const known = decoded.get(reference);
  if (known !== undefined) return known;
  const paragraph = fromMarkdown(`.${reference}.`).children[0];
  const text = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined;
  const shown = text?.type === 'text' ? text.value.slice(1, -1) : reference;
  if (decoded.size > 1000) decoded.clear();
  decoded.set(reference, shown);
  return shown;
}

/** Walks inline code: verbatim, but for line ends, which become spaces, and a space on both sides, which is dropped. */
function mapCode(value: string, source: string, span: Span, push: Push): void {
  let ticks = 0;
  while (source.charAt(span.start + ticks) === '`') ticks += 1;
  const to = span.end - ticks;
  const units: { unit: string; start: number; end: number }[] = [];
  for (let at = span.start + ticks; at < to;) {
    const newline = source.charAt(at) === '\n' ? lineEnd.exec(source.slice(at, to))?.[0].length : undefined;
    const pipe = source.startsWith('\\|', at) && !value.includes('\\|') ? 2 : undefined;
    const end = at + (newline ?? pipe ?? 1);
    units.push({ unit: newline === undefined ? source.charAt(end - 1) : ' ', start: at, end });
    at = end;
  }
  const padding = units.length > value.length ? 1 : 0;
  for (const { unit, start, end } of units.slice(padding, padding + value.length)) push(unit, start, end);
}
