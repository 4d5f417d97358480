import type {
  BlockContent,
  Definition,
  DefinitionContent,
  FootnoteDefinition,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Essay, Heading, Note, NoteMark, Passage, PassageKind, Sentence, Span } from './essay';
import { canonicalText } from './canonical';
import { plainBlock } from './plainBlock';
import { type Rendered, renderInline, sliceRendered, spanOf } from './rendered';
import { splitSentences } from './sentences';

/** How a source is written. Plain text has no indented code, raw HTML or underlined headings, and may have a paragraph on every line. */
export type Format = 'markdown' | 'plain';

/** Tells the format from a path or URI: `.md` and `.markdown` are Markdown, everything else is plain text. */
export function formatOf(path: string): Format {
  return /\.(?:md|markdown|mdown)$/i.test(path) ? 'markdown' : 'plain';
}

/**
 * Reads a source into an essay: its headings, passages, sentences and notes, each with its exact span in the canonical text.
 * Never fails: any text is an essay, an empty one has no passages.
 */
export function readEssay(source: string, format: Format = 'markdown'): Essay {
  const text = canonicalText(source);
  const frontMatter = findFrontMatter(text);
  // Blanking the front matter out keeps every offset.
  const body =
    frontMatter === undefined
      ? text
      : text.slice(0, frontMatter.close).replace(/[^\n]/g, ' ') + text.slice(frontMatter.close);
  const reader = readBody(text, body, format);
  return {
    text,
    frontMatter: frontMatter?.yaml,
    headings: reader.headings,
    passages: reader.passages,
    pullQuotes: reader.pullQuotes,
    notes: reader.notes,
    noteMarks: inOrder(reader.noteMarks),
  };
}

function readBody(text: string, body: string, format: Format): EssayParts {
  const root = hasRunawayMarkup(body) ? undefined : parse(body, format);
  const reader = new Reader(text, format);
  if (root === undefined) reader.readPlainly(body);
  else reader.readRoot(root, format === 'plain' && hasParagraphPerLine(text));
  return reader;
}

/** What an essay's body holds. */
export type EssayParts = Pick<Essay, 'headings' | 'passages' | 'pullQuotes' | 'notes' | 'noteMarks'>;

/** What a piece of a body holds, with the labels that it defines for the whole body. */
export interface PieceParts extends EssayParts {
  readonly definesNotes: readonly string[];
  readonly definesLinks: readonly string[];
}

/**
 * Reads a piece of a body by itself; spans count from its start. `foreign` are definitions that stand elsewhere in the body.
 * Undefined for a piece that is no prose: then its body must be read as a whole.
 */
export function readPiece(piece: string, foreign: string, format: Format, onePerLine: boolean): PieceParts | undefined {
  const text = foreign === '' ? piece : `${piece}\n\n${foreign}`;
  // One line less than for a whole body, which counts those between two blocks.
  if (hasRunawayMarkup(text, mostLines - 2)) return undefined;
  const plain = plainBlock(piece, notesIn(foreign));
  const root: Root | undefined = plain === undefined ? parse(text, format) : { type: 'root', children: [plain] };
  if (root === undefined) return undefined;
  const own = root.children.filter((node) => (node.position?.start.offset ?? 0) < piece.length);
  const reader = new Reader(text, format);
  reader.readRoot({ ...root, children: own }, onePerLine);
  const definitions = piece.includes(']:') ? definitionsIn(own) : [];
  const { headings, passages, pullQuotes, notes, noteMarks } = reader;
  return {
    headings,
    passages,
    pullQuotes,
    notes,
    noteMarks,
    definesNotes: definitions.flatMap((node) => (node.type === 'footnoteDefinition' ? node.identifier : [])),
    definesLinks: definitions.flatMap((node) => (node.type === 'definition' ? node.identifier : [])),
  };
}

/** The notes among definitions that stand elsewhere, each `[^label]: x`. */
function notesIn(foreign: string): ReadonlySet<string> {
  return new Set([...foreign.matchAll(/^\[\^(.+)\]: x$/gm)].map(([, label = '']) => label));
}

function definitionsIn(nodes: readonly Nodes[]): (Definition | FootnoteDefinition)[] {
  return nodes.flatMap((node) => [
    ...(node.type === 'definition' || node.type === 'footnoteDefinition' ? [node] : []),
    ...('children' in node ? definitionsIn(node.children) : []),
  ]);
}

/** More marks or lines than this in one block are no prose, and the parser's time grows with their square (20,000 asterisks: minutes). */
const mostMarks = 2000;
const mostLines = 5000;

/** Whether reading a text as Markdown could take for ever: blocks of nothing but markup, or lines nested without end. */
function hasRunawayMarkup(body: string, most = mostLines): boolean {
  let marks = 0;
  let lines = 0;
  for (let i = 0; i < body.length; i += 1) {
    const unit = body.charAt(i);
    if (unit === '\n') {
      const next = body.charAt(i + 1);
      if (next === '\n') marks = 0;
      // Empty lines count together with the lines of a block: a run of either is what takes long.
      lines = next === '\n' && body.charAt(i + 2) !== '\n' ? 0 : lines + 1;
    } else if ('*_[]`<>|&\\'.includes(unit)) {
      marks += 1;
    }
    if (marks > mostMarks || lines > most) return true;
  }
  return /^(?:[ \t]{0,3}(?:[-+*>]|\d{1,9}[.)])){60}/m.test(body);
}

const footnotes = gfmFootnote();
const tables = gfmTable();

/** Parses Markdown; undefined for what is nested deeper than the call stack: no essay is, so its nesting means nothing. */
function parse(body: string, format: Format): Root | undefined {
  const disabled = format === 'plain' ? ['codeIndented', 'htmlFlow', 'htmlText', 'setextUnderline', 'definition'] : [];
  try {
    return fromMarkdown(body, {
      extensions: [footnotes, tables, { disable: { null: disabled } }],
      mdastExtensions: [gfmFootnoteFromMarkdown(), gfmTableFromMarkdown()],
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Finds YAML between `---` lines at the very start. `close` is the offset behind the closing line. */
export function findFrontMatter(text: string): { yaml: Span; close: number } | undefined {
  if (!text.startsWith('---\n')) return undefined;
  for (let at = 4; at <= text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).trimEnd();
    if (line === '---' || line === '...') return { yaml: { start: 4, end: Math.max(4, at - 1) }, close: end };
    if (newline < 0) return undefined;
    at = newline + 1;
  }
  return undefined;
}

/** Marks in headings and cells are met before those around them. */
export function inOrder(marks: readonly NoteMark[]): NoteMark[] {
  return [...marks].sort((a, b) => a.start - b.start);
}

type Block = BlockContent | DefinitionContent | ListItem;

const pullQuoteMark = /^\s*\[!pull-?quote\]\s*/i;

class Reader {
  readonly headings: Heading[] = [];
  readonly passages: Passage[] = [];
  readonly pullQuotes: Passage[] = [];
  readonly notes: Note[] = [];
  readonly noteMarks: NoteMark[] = [];

  constructor(
    private readonly text: string,
    private readonly format: Format,
  ) {}

  readRoot(root: Root, onePerLine: boolean): void {
    root.children.forEach((node, i) => {
      if (node.type === 'paragraph' && this.format === 'plain' && this.isPlainHeading(node, root.children[i + 1])) {
        this.addHeading(node.children, spanOf(node), 2);
      } else {
        // The parser gives a root blocks only; its type would allow inline nodes.
        this.readBlock(node as Block, 'paragraph', onePerLine);
      }
    });
  }

  /** Reads blocks between blank lines and `#` headings, and nothing else, in time that grows with the length alone. */
  readPlainly(body: string): void {
    for (const block of plainBlocks(body)) {
      const source = body.slice(block.start, block.end);
      const depth = source.includes('\n') ? 0 : (/^#{1,6}(?=[ \t])/.exec(source)?.[0].length ?? 0);
      if (depth > 0) {
        this.headings.push({ ...block, depth, text: fold(source.slice(depth)) });
        continue;
      }
      const units = Array.from({ length: source.length }, (_, i) => block.start + i);
      const rendered = {
        text: source.replace(/\n/g, ' '),
        starts: units,
        ends: units.map((at) => at + 1),
        noteMarks: [],
      };
      const sentences = locateSentences(rendered, block, this.text);
      const heading = this.headings.length === 0 ? undefined : this.headings.length - 1;
      if (sentences.length > 0) this.passages.push({ ...block, kind: 'paragraph', heading, sentences });
    }
  }

  private readBlock(node: Block, kind: PassageKind, onePerLine = false): void {
    switch (node.type) {
      case 'heading':
        this.addHeading(node.children, spanOf(node), node.depth);
        break;
      case 'paragraph':
        this.addPassages(this.passages, node, kind, onePerLine);
        break;
      case 'blockquote':
        this.readQuotation(node.children);
        break;
      case 'list':
        for (const item of node.children) this.readBlock(item, 'list-item');
        break;
      case 'listItem':
        for (const child of node.children) this.readBlock(child, 'list-item');
        break;
      case 'table':
        for (const row of node.children) {
          for (const cell of row.children) this.addPassages(this.passages, cell, 'table-cell', false);
        }
        break;
      case 'footnoteDefinition': {
        const span = spanOf(node);
        if (span === undefined) break;
        const parts = node.children.flatMap((child) =>
          child.type === 'paragraph' ? [renderInline(child.children, this.text).text] : [],
        );
        this.notes.push({ label: node.identifier, text: fold(parts.join(' ')), ...span });
        break;
      }
      case 'code':
      case 'html':
      case 'thematicBreak':
      case 'definition':
        // These hold no argument to align.
        break;
    }
  }

  private readQuotation(children: readonly (BlockContent | DefinitionContent)[]): void {
    const first = children[0];
    const isPullQuote = first?.type === 'paragraph' && pullQuoteMark.test(renderInline(first.children, this.text).text);
    if (!isPullQuote) {
      for (const child of children) this.readBlock(child, 'quotation');
      return;
    }
    for (const child of children) {
      if (child.type === 'paragraph') this.addPassages(this.pullQuotes, child, 'quotation', false);
    }
  }

  private addHeading(children: readonly PhrasingContent[], span: Span | undefined, depth: number): void {
    if (span === undefined) return;
    const rendered = renderInline(children, this.text);
    this.noteMarks.push(...rendered.noteMarks);
    this.headings.push({ ...span, depth, text: fold(rendered.text) });
  }

  private addPassages(
    into: Passage[],
    node: { readonly children: readonly PhrasingContent[] },
    kind: PassageKind,
    onePerLine: boolean,
  ): void {
    // What it holds, not the node: a table cell's own span has its bars.
    const [first, last] = [node.children[0], node.children.at(-1)].map((child) => child && spanOf(child));
    if (first === undefined || last === undefined) return;
    const span = { start: first.start, end: last.end };
    const whole = renderInline(node.children, this.text);
    this.noteMarks.push(...whole.noteMarks);
    const parts = onePerLine ? this.splitLines(whole, span) : [{ rendered: whole, span }];
    for (const [i, part] of parts.entries()) {
      const next = parts[i + 1];
      if (next !== undefined && isHeadingLine(part.rendered.text, next.rendered.text)) {
        this.headings.push({ ...part.span, depth: 2, text: fold(part.rendered.text) });
        continue;
      }
      const mark = into === this.pullQuotes ? (pullQuoteMark.exec(part.rendered.text)?.[0].length ?? 0) : 0;
      const rendered = mark === 0 ? part.rendered : sliceRendered(part.rendered, mark, part.rendered.text.length);
      const start = mark === 0 ? part.span.start : (rendered.starts[0] ?? part.span.start);
      const sentences = locateSentences(rendered, { start, end: part.span.end }, this.text);
      const [opening] = sentences;
      if (opening === undefined) continue;
      const heading = this.headings.length === 0 ? undefined : this.headings.length - 1;
      // Not at a hard line break that stands before all words.
      into.push({ start: opening.start, end: part.span.end, kind, heading, sentences });
    }
  }

  /** Cuts a paragraph of plain text at its line ends. */
  private splitLines(rendered: Rendered, span: Span): { rendered: Rendered; span: Span }[] {
    const parts: { rendered: Rendered; span: Span }[] = [];
    let from = 0;
    for (let i = 0; i <= rendered.text.length; i += 1) {
      const atLineEnd =
        i === rendered.text.length ||
        (rendered.text.charAt(i) === ' ' && this.text.slice(rendered.starts[i], rendered.ends[i]).includes('\n'));
      if (!atLineEnd) continue;
      if (i > from) {
        const part = sliceRendered(rendered, from, i);
        const start = from === 0 ? span.start : (part.starts[0] ?? span.start);
        parts.push({
          rendered: part,
          span: { start, end: i === rendered.text.length ? span.end : (part.ends.at(-1) ?? span.end) },
        });
      }
      from = i + 1;
    }
    return parts;
  }

  private isPlainHeading(node: Paragraph, next: RootContent | undefined): boolean {
    const span = spanOf(node);
    if (span === undefined || next?.type !== 'paragraph') return false;
    if (this.text.slice(span.start, span.end).includes('\n')) return false;
    return isHeadingLine(renderInline(node.children, this.text).text, renderInline(next.children, this.text).text);
  }
}

/** In plain text a short line without closing punctuation, before a longer one, is a heading. */
function isHeadingLine(text: string, next: string): boolean {
  const line = text.trim();
  return line.length > 0 && line.length <= 100 && next.length > line.length && !/[.!?…:;,。！？：；，”’"]$/u.test(line);
}

/** Plain text without blank lines between long lines has one paragraph a line. */
export function hasParagraphPerLine(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const long = lines.filter((line) => line.length > 200).length;
  return lines.length > 1 && long * 2 >= lines.length;
}

/** What closes a sentence behind its last letter: note marks, even after a space, and raw HTML that clings to it. */
const closing = /^(?:\s*\[\^[^\]]*\]|<[^>]*>)*/;

/** White space before a sentence, with hard line breaks and the quotation marks (`> `) that Markdown puts at line starts. */
const leading = /^(?:[^\S\n]*\\?\n[ \t>]*)*[^\S\n]*/;

/** The stretches of lines between blank lines, without white space around them. */
function plainBlocks(body: string): Span[] {
  const blocks: Span[] = [];
  let open: { start: number; end: number } | undefined;
  for (let at = 0; at < body.length;) {
    const newline = body.indexOf('\n', at);
    const end = newline < 0 ? body.length : newline;
    const line = body.slice(at, end);
    if (line.trim() === '') {
      open = undefined;
    } else if (open === undefined) {
      open = { start: at + line.length - line.trimStart().length, end: at + line.trimEnd().length };
      blocks.push(open);
    } else {
      open.end = at + line.trimEnd().length;
    }
    at = end + 1;
  }
  return blocks;
}

/** Gives each sentence of a rendered passage its span in the source; markup and note marks go with the sentence they belong to. */
function locateSentences(rendered: Rendered, passage: Span, source: string): Sentence[] {
  const sentences: Sentence[] = [];
  const parts = splitSentences(rendered.text);
  let from = passage.start;
  parts.forEach((part, i) => {
    const first = rendered.starts[part.start] ?? from;
    const last = rendered.ends[part.end - 1] ?? passage.end;
    const start = Math.min(first, from + (leading.exec(source.slice(from, first))?.[0].length ?? 0));
    const next = parts[i + 1];
    const until = next === undefined ? passage.end : (rendered.starts[next.start] ?? passage.end);
    const rest = source.slice(last, until);
    const end = last + (next === undefined ? rest.trimEnd() : (closing.exec(rest)?.[0] ?? '')).length;
    sentences.push({ start, end, text: fold(rendered.text.slice(part.start, part.end)) });
    from = end;
  });
  return sentences;
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
