import type { Message } from '../../text/message.js';

/** A file to be written: where, relative to the corpus root (POSIX separators), and what. Lines end in LF. */
export interface ImportedFile {
  readonly path: string;
  readonly text: string;
}

/** Where a source word went. Every word of the source is in exactly one of these. */
export type BucketName =
  | 'body'
  | 'heading'
  | 'byline'
  | 'note'
  | 'pull quote'
  | 'questions'
  | 'acronyms'
  | 'contents'
  | 'front matter'
  | 'back matter'
  | 'page furniture';

export interface Bucket {
  readonly name: BucketName;
  /** How many words (maximal runs of letters and numbers) its lines hold. */
  readonly words: number;
  /** Source lines, from 1, as inclusive ranges in order. */
  readonly lines: readonly (readonly [from: number, to: number])[];
}

/** What was changed in the wording on purpose. */
export type MendKind =
  | 'bullet'
  | 'escape'
  | 'empty link target'
  | 'joined hyphen'
  | 'note mark'
  | 'invisible character'
  | 'emphasis'
  | 'markup'
  | 'label'
  | 'joined paragraph';

/** One change: at `line` (from 1) and `column` (UTF-16 units, from 0) of the source, `before` became `after`. */
export interface Mend {
  readonly kind: MendKind;
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
}

/** Where every word of the source went, and what an independent reading of the written files found. */
export interface Account {
  readonly totalWords: number;
  readonly buckets: readonly Bucket[];
  readonly mends: readonly Mend[];
  /** What the files say differently from the source beyond the mends; empty when all is well. */
  readonly discrepancies: readonly Message[];
  /** The buckets' words add up to the source's, and there is no discrepancy. */
  readonly balanced: boolean;
}

export type UncertaintyKind =
  'title' | 'theme' | 'byline' | 'perspective' | 'note' | 'paragraph' | 'pull quote' | 'stray text' | 'acronym';

/** Something that the importer decided but a person should check. */
export interface Uncertainty {
  readonly kind: UncertaintyKind;
  /** Source lines, from 1, inclusive. */
  readonly line: number;
  readonly endLine: number;
  /** For `perspective`: the key under which `ImportOptions.perspectives` takes the answer, such as `2.1`. */
  readonly subject?: string;
  readonly message: Message;
}

export interface Author {
  readonly name: string;
  readonly affiliation?: string;
}

export interface EssaySummary {
  readonly path: string;
  readonly title: string;
  readonly perspective: string;
  readonly authors: readonly Author[];
  /** Source line of the title, from 1. */
  readonly line: number;
  readonly paragraphs: number;
  readonly pullQuotes: number;
  readonly notes: number;
}

export interface ThemeSummary {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly essays: readonly EssaySummary[];
}

export interface ImportOptions {
  /** What the essays name as their source; default: the compendium's title. */
  readonly source?: string;
  /** BCP 47 tag of the essays' language; default `en`. */
  readonly lang?: string;
  /** Answers to questions about perspective: from `<theme number>.<essay number>` (as in `Uncertainty.subject`) to a perspective id. */
  readonly perspectives?: Readonly<Record<string, string>>;
}

export interface CompendiumImport {
  readonly kind: 'compendium';
  readonly title: string;
  readonly files: readonly ImportedFile[];
  readonly account: Account;
  readonly uncertain: readonly Uncertainty[];
  readonly themes: readonly ThemeSummary[];
}

/** The source is no compendium: kept whole as one context document, never forced into pairs. */
export interface ContextImport {
  readonly kind: 'context';
  readonly files: readonly ImportedFile[];
  readonly reason: Message;
}

export interface EmptyImport {
  readonly kind: 'empty';
  readonly reason: Message;
}

export type ImportResult = CompendiumImport | ContextImport | EmptyImport;
