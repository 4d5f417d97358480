/** A contiguous range of a document's canonical text, in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A sentence. Its span covers the source exactly, markup and note marks included. */
export interface Sentence extends Span {
  /** The sentence as a reader sees it: no markup, link targets or note labels, line breaks folded to spaces. */
  readonly text: string;
}

/** What kind of block a passage is. */
export type PassageKind = 'paragraph' | 'list-item' | 'quotation' | 'table-cell';

/** A block of running text that holds at least one sentence. */
export interface Passage extends Span {
  readonly kind: PassageKind;
  /** Index into `Essay.headings` of the heading it stands under; undefined before the first heading. */
  readonly heading: number | undefined;
  readonly sentences: readonly Sentence[];
}

export interface Heading extends Span {
  /** From 1 (outermost) to 6. */
  readonly depth: number;
  /** The heading as a reader sees it. */
  readonly text: string;
}

/** A footnote: its definition in the text. Notes hold sources and asides, and are no part of the argument's passages. */
export interface Note extends Span {
  readonly label: string;
  readonly text: string;
}

/** A mark in the running text that points to a note. */
export interface NoteMark extends Span {
  readonly label: string;
}

/** A document read into its parts. All spans are into `text`. */
export interface Essay {
  /** The canonical text: UTF-8 decoded, byte order mark removed, every line end LF. */
  readonly text: string;
  /** The YAML between the opening `---` lines, without them; undefined when there is none. */
  readonly frontMatter: Span | undefined;
  readonly headings: readonly Heading[];
  /** In reading order; spans never overlap. */
  readonly passages: readonly Passage[];
  /** Pull quotes: blocks set apart because they repeat the body (an `> [!pullquote]` block). Never aligned. */
  readonly pullQuotes: readonly Passage[];
  readonly notes: readonly Note[];
  readonly noteMarks: readonly NoteMark[];
}
