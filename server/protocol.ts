/**
 * The requests that client and server share beyond the Language Server Protocol. Each method has its parameters and result in one map, so
 * that neither side can send what the other does not understand. Positions are LSP ranges; URIs are strings; bytes travel as base64.
 */
import type { Range } from 'vscode-languageserver-types';

/** What the client tells the server when it starts. */
export interface ServerOptions {
  /** Whether hovers may carry `command:` links (editors that cannot run them leave this out). */
  readonly commandLinks?: boolean;
  /** Whether the client answers the file requests below; without it the server reads the disk itself. The language comes from `locale`. */
  readonly clientFiles?: boolean;
  /** The readings that the reader chose earlier: by pair id, the id of a reading. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Compares every incremental result with one from scratch, and fails where they differ. For tests; so is `COUNTERPOINT_PARANOID=1`. */
  readonly paranoid?: boolean;
}

/** Settings that the server reads (section `counterpoint`). */
export interface ServerSettings {
  /** At most so many counterparts are shown in a hover. */
  readonly hover: { readonly counterparts: number };
  /** Whether relation and topic are written at the end of each claim. */
  readonly inlayHints: { readonly enabled: boolean };
  /** Whether a line above each linked passage tells of its counterparts. */
  readonly codeLens: { readonly enabled: boolean };
  /** The reviewer's name; empty for the one that git knows. */
  readonly review: { readonly name: string };
}

export type RelationName = 'convergence' | 'divergence' | 'undetermined';
export type SourceName = 'engine' | 'model' | 'published' | 'person';

/** One of two essays that face each other. */
export interface EssayView {
  readonly uri: string;
  readonly perspective: string;
  /** The perspective's label, for people. */
  readonly label: string;
  readonly title: string;
}

/** Two essays that face each other. `id` names the pair in every message. */
export interface PairView {
  readonly id: string;
  readonly theme: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly left: EssayView;
  readonly right: EssayView;
}

export interface CorpusView {
  /** URI of the corpus folder: its identity. */
  readonly root: string;
  readonly title: string;
  readonly pairs: readonly PairView[];
  readonly context: readonly ContextView[];
}

/** A document that essays are read against: it faces none. `label` is its perspective's; empty where it has none. */
export interface ContextView {
  readonly uri: string;
  readonly title: string;
  readonly label: string;
}

/** A contiguous run of whole sentences, as shown: verbatim, with its place in the document. */
export interface QuoteView {
  readonly range: Range;
  readonly quote: string;
}

/** What a reviewer may say of a link or silence. */
export type VerdictName = 'accepted' | 'rejected' | 'relabelled' | 'drawn' | 'undecided' | 'withdrawn';
/** What of a suggestion is wrong. */
export type FaultName = 'link' | 'relation' | 'spans' | 'topic';

/** One reviewer's decision, as it stands. */
export interface DecisionView {
  readonly id: string;
  /** The reviewer's name, for people. */
  readonly reviewer: string;
  readonly isMine: boolean;
  readonly verdict: VerdictName;
  /** In a line, for people: “Ada: accepted. Both mean the port fee.” */
  readonly said: string;
}

/** What reviewers said of a link or silence. */
export interface ReviewView {
  readonly status: 'undecided' | 'accepted' | 'rejected' | 'relabelled' | 'drawn' | 'disputed';
  readonly importance: 1 | 2 | 3 | null;
  readonly reason: string | null;
  readonly decisions: readonly DecisionView[];
  /** Views that came after a settlement, and differ from it. */
  readonly isReopened: boolean;
}

/** A link or silence of a pair. */
export interface ItemRef {
  readonly pair: string;
  readonly kind: 'link' | 'silence';
  readonly id: string;
}

/** A note with its answers, where it stands now; no ranges for one on the theme. */
export interface NoteView {
  readonly id: string;
  readonly on: 'span' | 'link' | 'theme';
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  /** Markdown; hostile. */
  readonly text: string;
  readonly isResolved: boolean;
  /** Whether the reader wrote it, or answered it. */
  readonly isMine: boolean;
  readonly left: readonly QuoteView[];
  readonly right: readonly QuoteView[];
  readonly replies: readonly {
    readonly id: string;
    readonly author: string;
    readonly at: string;
    readonly text: string;
  }[];
}

/** A decision or note whose words are not in the essays any more. */
export interface OrphanView {
  readonly id: string;
  readonly kind: 'decision' | 'note';
  readonly reviewer: string;
  /** What it says, in a line. */
  readonly said: string;
  /** The words that were lost. */
  readonly lost: readonly string[];
}

export interface LinkView {
  readonly id: string;
  readonly source: SourceName;
  readonly relation: RelationName;
  readonly confidence: number;
  readonly topic: string | null;
  readonly review: ReviewView;
  readonly left: readonly QuoteView[];
  readonly right: readonly QuoteView[];
}

export interface SilenceView {
  readonly id: string;
  readonly topic: string;
  readonly review: ReviewView;
  readonly spans: readonly QuoteView[];
}

/** What is shown for a pair. Links are in the order of the left essay. */
export interface ComparisonView {
  readonly pair: PairView;
  /** Grows with every result that shows something else; the same as long as all stays as it is. */
  readonly revision: number;
  readonly links: readonly LinkView[];
  readonly silences: { readonly left: readonly SilenceView[]; readonly right: readonly SilenceView[] };
  readonly counts: Readonly<Record<RelationName, number>>;
  /** Who made the reading, for people: “lexical engine 1”. */
  readonly reading: string;
  /** Links and silences that a reviewer rejected. */
  readonly rejected: readonly LinkView[];
  readonly rejectedSilences: { readonly left: readonly SilenceView[]; readonly right: readonly SilenceView[] };
  /** What the reader (as reviewer) has decided, of all; and what is left, hardest first. */
  readonly progress: { readonly decided: number; readonly of: number };
  readonly queue: readonly ItemRef[];
  /** In reading order. */
  readonly notes: readonly NoteView[];
  readonly orphans: readonly OrphanView[];
  /** How far every two reviewers agree on what both judged, for people: a line for each two. */
  readonly agreement: readonly string[];
  /** What is wrong with the review files of the theme, and acts that could not be saved; for people. */
  readonly reviewProblems: readonly string[];
}

/** What a reviewer does. Ranges are widened to whole sentences where links and silences are concerned. */
export type ReviewAct =
  | {
      readonly kind: 'decide';
      readonly item: ItemRef;
      readonly verdict?: 'accepted' | 'rejected' | 'withdrawn';
      /** Accepts with another relation. */
      readonly relation?: RelationName;
      readonly topic?: string | null;
      readonly importance?: 1 | 2 | 3 | null;
      readonly reason?: string | null;
      readonly fault?: FaultName;
      readonly left?: readonly Range[];
      readonly right?: readonly Range[];
    }
  | {
      readonly kind: 'draw';
      readonly pair: string;
      readonly left: readonly Range[];
      readonly right: readonly Range[];
      readonly relation: RelationName;
      readonly topic: string | null;
    }
  | {
      readonly kind: 'settle';
      readonly item: ItemRef;
      readonly verdict: 'accepted' | 'rejected';
      readonly relation?: RelationName;
      readonly reason: string;
    }
  | { readonly kind: 'undo' | 'redo'; readonly pair: string }
  /** Writes what could not be written before, and does nothing else. */
  | { readonly kind: 'saveAgain'; readonly pair: string }
  | {
      readonly kind: 'reattach';
      readonly pair: string;
      readonly orphan: string;
      readonly left: readonly Range[];
      readonly right: readonly Range[];
    }
  | {
      readonly kind: 'note';
      readonly pair: string;
      readonly on: 'span' | 'theme';
      readonly left: readonly Range[];
      readonly right: readonly Range[];
      readonly text: string;
    }
  | { readonly kind: 'noteOnLink'; readonly item: ItemRef; readonly text: string }
  /** Other words for a note or an answer; null takes it away. */
  | { readonly kind: 'edit'; readonly pair: string; readonly note: string; readonly text: string | null }
  | { readonly kind: 'reply'; readonly pair: string; readonly note: string; readonly text: string }
  | { readonly kind: 'resolve'; readonly pair: string; readonly note: string; readonly isResolved: boolean };

/** What came of an act. */
export type ReviewActView =
  /** Done and on the disk. `said` tells what was done, for people. */
  | { readonly kind: 'saved'; readonly said: string }
  /** Done, and kept in memory: it could not be written. It is tried again, every little while and with the next act. */
  | { readonly kind: 'unsaved'; readonly said: string; readonly error: string }
  /** Not done: the message says why. */
  | { readonly kind: 'refused'; readonly message: string }
  /** Nobody knows who the reviewer is: set `counterpoint.review.name`. */
  | { readonly kind: 'unnamed' };

/** A reading at hand for a pair. */
export interface ReadingView {
  /** Names the reading in `counterpoint/chooseReading`; the same in every session while the reading keeps its kind and name. */
  readonly id: string;
  readonly source: SourceName;
  /** Whose it is, for people. */
  readonly name: string;
  /** How much of it was found in these essays, for people; empty for the engine, which reads these very texts. */
  readonly found: string;
  readonly isShown: boolean;
  /** Whether it is shown where the reader chose none. */
  readonly isDefault: boolean;
}

/** A sentence as a reader sees it: no markup, note marks or line breaks. */
export interface SentenceView {
  readonly text: string;
  readonly range: Range;
  /** Whether white space follows before the next sentence of the passage (none does in Chinese). */
  readonly spaceAfter: boolean;
}

/** A block of running text. */
export interface PassageView {
  readonly kind: 'paragraph' | 'list-item' | 'quotation' | 'table-cell';
  /** Index into the essay's headings of the section it stands in; null before the first heading. */
  readonly section: number | null;
  readonly sentences: readonly SentenceView[];
  /** Ids of the lexicon's concepts that it names. */
  readonly concepts: readonly string[];
}

/** The running text of an essay, in reading order. */
export interface EssayTextView {
  readonly authors: readonly string[];
  readonly headings: readonly { readonly text: string; readonly depth: number }[];
  readonly passages: readonly PassageView[];
}

/** Sentences of one passage: those from `from` up to and without `to`. */
export interface ClaimView {
  readonly passage: number;
  readonly from: number;
  readonly to: number;
}

/** What a note offers to do, as a label and the command that does it. */
export interface NoteAction {
  readonly label: string;
  readonly command: string;
  readonly argument: CounterpartArgument;
}

/** A run of a quote: a word that both sides share, a cue (contrast, negation, evaluation), or neither. */
export interface QuotePartView {
  readonly text: string;
  readonly mark: 'shared' | 'cue' | null;
}

/** One side of a link with the words marked that the engine goes by: its quotes whole, and what stands around the marks. */
export interface MarkedSideView {
  readonly quotes: readonly (readonly QuotePartView[])[];
  readonly excerpts: readonly (readonly QuotePartView[])[];
}

/** A link with all that its note tells. Its claims name sentences of the essays' texts. */
export interface PairedLinkView {
  readonly id: string;
  readonly source: SourceName;
  readonly relation: RelationName;
  readonly confidence: number;
  /** 1 loose, 2 clear, 3 direct counterpart; null where the reading does not say. */
  readonly strength: 1 | 2 | 3 | null;
  readonly topic: string | null;
  readonly why: string | null;
  /** What the link rests on, in the reader's words: shared concepts, contrast … Empty where the reading does not say. */
  readonly evidence: string;
  /** Whose reading it is. */
  readonly by: string;
  /** What reviewers said of it. */
  readonly review: ReviewView;
  readonly left: readonly ClaimView[];
  readonly right: readonly ClaimView[];
  /** Where the link rests on its words alone (the engine’s): both sides with these marked; else null. */
  readonly marked: { readonly left: MarkedSideView; readonly right: MarkedSideView } | null;
  /** What the note offers over the left claim, and over the right one. */
  readonly actions: { readonly left: readonly NoteAction[]; readonly right: readonly NoteAction[] };
}

export interface PairedSilenceView {
  readonly id: string;
  readonly topic: string;
  readonly why: string | null;
  readonly claims: readonly ClaimView[];
}

/** A note in the margin: what it says, and where it stands. One on the theme stands nowhere. */
export interface PairedNoteView {
  readonly note: NoteView;
  /** The link that it is on; null for one on words or on the theme. */
  readonly link: string | null;
  readonly left: readonly ClaimView[];
  readonly right: readonly ClaimView[];
}

/** A pair with its essays' texts: what the paired reading view shows. Links are in the order of the left essay. */
export interface PairedReadingView {
  readonly pair: PairView;
  readonly revision: number;
  /** Whose reading is shown, for people. */
  readonly reading: string;
  readonly summary: readonly { readonly heading: string; readonly text: string }[];
  readonly left: EssayTextView;
  readonly right: EssayTextView;
  readonly links: readonly PairedLinkView[];
  /** Links that a reviewer rejected. */
  readonly rejected: readonly PairedLinkView[];
  /** In reading order; those on the theme first. */
  readonly notes: readonly PairedNoteView[];
  readonly silences: { readonly left: readonly PairedSilenceView[]; readonly right: readonly PairedSilenceView[] };
  /** The readings at hand for the pair; which of them is shown is said there. */
  readonly readings: readonly ReadingView[];
  /** A second reading to hold against the one shown, where it was asked for and is at hand. */
  readonly beside: { readonly id: string; readonly name: string; readonly links: readonly PairedLinkView[] } | null;
  /** The lexicon's concepts that either essay names, by label. */
  readonly concepts: readonly { readonly id: string; readonly label: string }[];
}

/** How a concept stands in a theme or a corpus: named in both claims of a diverging link, named on both sides, or on one only. */
export type ConceptUseName = 'contested' | 'shared' | 'left' | 'right';

/** One theme in the overview of a corpus. */
export interface OverviewThemeView {
  readonly pair: PairView;
  readonly reading: string;
  readonly counts: Readonly<Record<RelationName, number>>;
  /** The share of each essay's text that links of a relation cover, in [0, 1]. */
  readonly shares: Readonly<Record<RelationName, { readonly left: number; readonly right: number }>>;
  /** Issues that only the left (right) essay names. */
  readonly silences: { readonly left: number; readonly right: number };
  /** The strongest diverging link, verbatim. */
  readonly clash: {
    readonly link: string;
    readonly topic: string | null;
    readonly confidence: number;
    readonly left: string;
    readonly right: string;
  } | null;
  /** The headings of the sections; empty before the first heading. */
  readonly sections: { readonly left: readonly string[]; readonly right: readonly string[] };
  /** Links between two sections (indices into `sections`); `links` are ids, the surest first. */
  readonly cells: readonly {
    readonly left: number;
    readonly right: number;
    readonly links: readonly string[];
    readonly counts: Readonly<Record<RelationName, number>>;
  }[];
}

/** A concept of the lexicons, over the themes that name it. `theme` is an index into the overview's themes. */
export interface OverviewConceptView {
  readonly id: string;
  readonly label: string;
  readonly use: ConceptUseName;
  readonly cells: readonly {
    readonly theme: number;
    readonly use: ConceptUseName;
    readonly left: number;
    readonly right: number;
    /** Ids of the diverging links whose claims both name it. */
    readonly clashes: readonly string[];
  }[];
}

/** A passage of a corpus that is near to a text. */
export interface CorpusMatchView {
  readonly uri: string;
  readonly title: string;
  /** Who speaks; empty where nobody said. */
  readonly label: string;
  /** The theme's title; null in a context document. */
  readonly theme: string | null;
  /** The sentence of the passage that is nearest, and its words. */
  readonly range: Range;
  readonly quote: string;
  /** In [0, 1]; about 1 for the same text. */
  readonly similarity: number;
}

/** A context document, and what of the essays its passages speak to. */
export interface OverviewContextView {
  readonly uri: string;
  readonly title: string;
  readonly label: string;
  /** Its passages that are near to one of an essay, each with those, nearest first. */
  readonly passages: readonly {
    readonly range: Range;
    readonly quote: string;
    readonly near: readonly CorpusMatchView[];
  }[];
}

/** All themes of a corpus at once. */
export interface CorpusOverviewView {
  readonly root: string;
  readonly title: string;
  readonly themes: readonly OverviewThemeView[];
  readonly concepts: readonly OverviewConceptView[];
  readonly context: readonly OverviewContextView[];
}

/** Where something stands: the document, and what for people it is called. */
export interface LensPlaceView {
  readonly pair: string;
  readonly uri: string;
  readonly range: Range;
  readonly theme: string;
  readonly title: string;
}

/** A sentence that names a concept; `marks` are the places of its name in `text`, in UTF-16 code units. */
export interface LensSentenceView {
  readonly place: LensPlaceView;
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** A word beside a concept: how often on each side, and how telling (log-odds in standard deviations; above 0: left). */
export interface LensWordView {
  readonly word: string;
  readonly left: number;
  readonly right: number;
  readonly z: number;
}

/** How each side of a corpus uses a concept. `id` is null for words that no lexicon has. */
export interface ConceptLensView {
  readonly root: string;
  readonly concept: { readonly id: string | null; readonly label: string; readonly forms: readonly string[] };
  readonly labels: { readonly left: string; readonly right: string };
  readonly left: readonly LensSentenceView[];
  readonly right: readonly LensSentenceView[];
  readonly words: {
    readonly left: readonly LensWordView[];
    readonly right: readonly LensWordView[];
    readonly both: readonly LensWordView[];
  };
  readonly links: readonly {
    readonly pair: string;
    readonly theme: string;
    readonly id: string;
    readonly relation: RelationName;
    readonly confidence: number;
    readonly topic: string | null;
    /** Whether both claims name the concept, or one only. */
    readonly isOnBothSides: boolean;
    readonly left: string;
    readonly right: string;
  }[];
  /** What both sides quote anywhere in the corpus: the same words, or (in a note) the same document. */
  readonly quotations: readonly {
    readonly kind: 'words' | 'source';
    readonly left: { readonly place: LensPlaceView; readonly text: string };
    readonly right: { readonly place: LensPlaceView; readonly text: string };
    readonly parts: readonly { readonly text: string; readonly in: 'left' | 'right' | 'both' }[];
  }[];
}

/** A file that the reader has edited since it was imported, and by how many lines it differs from what the import would write. */
export interface EditView {
  readonly uri: string;
  readonly added: number;
  readonly removed: number;
}

/** What an import did, for people. */
/** What came of adding the decisions of an export; `message` for people. */
export type DecisionsImportView =
  | { readonly kind: 'added'; readonly added: number; readonly message: string }
  /** `problems`: each line or annotation that cannot be read. */
  | { readonly kind: 'refused'; readonly message: string; readonly problems: readonly string[] };

export type ImportView =
  | {
      readonly kind: 'compendium';
      readonly title: string;
      readonly themes: number;
      readonly essays: number;
      readonly written: readonly string[];
      /** Files that the reader has edited since the last import, and that were therefore left alone (or asked for, with `overwrite`). */
      readonly edited: readonly EditView[];
      /** What the importer was unsure of: check these. Lines count from 1 in the compendium. */
      readonly uncertain: readonly { readonly line: number; readonly text: string }[];
      readonly balanced: boolean;
    }
  | {
      readonly kind: 'context';
      readonly message: string;
      readonly written: readonly string[];
      readonly edited: readonly EditView[];
    }
  | { readonly kind: 'refused'; readonly message: string };

/** A format to export to. `extension` without the leading dot; `use` says what it is good for. */
export interface ExportFormatView {
  readonly id: string;
  readonly extension: string;
  readonly name: string;
  readonly use: string;
  readonly hasParts: boolean;
}

/** A chat model that the reader chose: one of the editor's, or one on an OpenAI-compatible server. */
export type ChatChoice =
  | { readonly kind: 'editor'; readonly id: string; readonly name: string; readonly contextTokens: number }
  | {
      readonly kind: 'endpoint';
      readonly url: string;
      readonly name: string;
      readonly contextTokens: number;
      readonly timeoutSeconds: number;
      readonly allowHttp: boolean;
    };

/** What reading with a model takes: what would be sent, in words and in full, before anything is. */
export type ModelPlanView =
  | { readonly kind: 'plan'; readonly calls: number; readonly message: string; readonly prompt: string }
  | { readonly kind: 'refused'; readonly message: string };

/** What a model's reading came to. */
export type ModelReadingView =
  | {
      readonly kind: 'read';
      /** The reading file. */
      readonly uri: string;
      /** Names the reading in `counterpoint/chooseReading`. */
      readonly reading: string;
      /** What it came to, and why it is not whole where it is not. */
      readonly message: string;
      readonly isWhole: boolean;
    }
  | { readonly kind: 'refused'; readonly message: string };

export interface ModelParams {
  readonly pair: string;
  readonly chat: ChatChoice;
  /** Whether only passages are read that have changed since the model read them. */
  readonly changed: boolean;
}

/** A commit, and what to call it: its short name, day and first line. */
export interface CommitView {
  readonly revision: string;
  readonly label: string;
}

/** What a pair is compared with: its essays in a git commit, or an earlier version of one of them. */
export type EarlierVersion =
  | { readonly kind: 'commit'; readonly revision: string }
  | { readonly kind: 'file'; readonly side: 'left' | 'right'; readonly uri: string };

export type ChangesView =
  /** A document for people. */
  | { readonly kind: 'changes'; readonly title: string; readonly markdown: string }
  | { readonly kind: 'refused'; readonly message: string };

/** Requests from the client to the server. */
export interface ClientRequests {
  /** The corpora of the open workspace folders and documents. */
  'counterpoint/corpora': { params: Record<string, never>; result: readonly CorpusView[] };
  /** The pairs that a document stands in; none for a document of no corpus. */
  'counterpoint/pairsOf': { params: { readonly uri: string }; result: readonly PairView[] };
  /** The comparison of a pair, aligned where it is not yet. Null where the pair is gone. */
  'counterpoint/comparison': { params: { readonly pair: string }; result: ComparisonView | null };
  /** A pair with its essays' texts and what each note tells; `beside` names a second reading. Null where the pair is gone. */
  'counterpoint/pairedReading': {
    params: { readonly pair: string; readonly beside?: string };
    result: PairedReadingView | null;
  };
  /** All themes of a corpus at once; null where no two essays of it face each other. */
  'counterpoint/corpusOverview': { params: { readonly corpus: string }; result: CorpusOverviewView | null };
  /** The overview to take along: its tables (Markdown, CSV) or a picture (SVG); null as above. */
  'counterpoint/corpusOverviewAs': {
    params: { readonly corpus: string; readonly format: 'markdown' | 'csv' | 'svg' };
    result: { readonly text: string } | null;
  };
  /** The passages of a corpus that are near to what stands at a place of any document; null where no passage stands there. */
  'counterpoint/corpusCounterparts': {
    params: { readonly corpus: string; readonly uri: string; readonly range: Range };
    result: { readonly asked: string; readonly found: readonly CorpusMatchView[] } | null;
  };
  /** How each side of a corpus uses a concept of a lexicon (`concept`, its id) or `words`; null where no two essays of it face each other. */
  'counterpoint/conceptLens': {
    params: { readonly corpus: string; readonly concept?: string; readonly words?: string };
    result: ConceptLensView | null;
  };
  /** Forgets all that was read and computed, reads the essays again and aligns a pair (all pairs without `pair`) afresh. */
  'counterpoint/alignNow': {
    params: { readonly pair?: string };
    result: { readonly pairs: number; readonly links: number };
  };
  /** The readings at hand for a pair, the most trusted first; the engine's is always among them. */
  'counterpoint/readings': { params: { readonly pair: string }; result: readonly ReadingView[] };
  /** Shows one reading of a pair until another is chosen; null for the one shown by default. Tells `comparisonsChanged`. */
  'counterpoint/chooseReading': {
    params: { readonly pair: string; readonly reading: string | null };
    result: null;
  };
  /** What would be sent to a chat model, and whether it may be. Nothing is sent. */
  'counterpoint/model/plan': { params: ModelParams; result: ModelPlanView };
  /** Lets a chat model read a pair and writes its reading file. The reader has agreed. What was read before a cancellation is kept. */
  'counterpoint/model/read': { params: ModelParams; result: ModelReadingView };
  /** Does what a reviewer does, and tells `comparisonsChanged`. */
  'counterpoint/review': { params: ReviewAct; result: ReviewActView };
  /** The latest commits that changed an essay of a pair, newest first; none, with the reason, where there is no git. */
  'counterpoint/commits': {
    params: { readonly pair: string };
    result: { readonly commits: readonly CommitView[]; readonly message: string };
  };
  /** What a revision of its essays did to the alignment of a pair. */
  'counterpoint/changes': {
    params: { readonly pair: string; readonly since: EarlierVersion };
    result: ChangesView;
  };
  /** Lets any two documents face each other. */
  'counterpoint/alignTwo': { params: { readonly left: string; readonly right: string }; result: PairView };
  /** Adds the decisions and notes of an export to the review files of a corpus. What is there already is not added again. */
  'counterpoint/importDecisions': {
    params: { readonly corpus: string; readonly source: string };
    result: DecisionsImportView;
  };
  /** Imports a compendium into a folder. Edited files are kept unless `overwrite`. */
  'counterpoint/import': {
    params: { readonly source: string; readonly out: string; readonly overwrite: boolean };
    result: ImportView;
  };
  /** What *Export…* can write, in the reader's language. `hasParts`: its parts can be chosen. */
  'counterpoint/exportChoices': {
    params: Record<string, never>;
    result: {
      readonly formats: readonly ExportFormatView[];
      readonly parts: readonly { readonly id: string; readonly name: string }[];
    };
  };
  /** One pair, or all pairs of a corpus, in a format; of a report, the `parts` named (all without them). */
  'counterpoint/export': {
    params: {
      readonly corpus: string;
      readonly pair?: string;
      readonly format: string;
      readonly parts?: readonly string[];
    };
    result: { readonly base64: string; readonly fileName: string };
  };
  /** A link with both quotes, their authors, titles and places. Null where it is gone. */
  'counterpoint/citation': {
    params: { readonly pair: string; readonly link: string; readonly style: 'markdown' | 'text' };
    result: { readonly text: string } | null;
  };
}

/** Requests from the server to the client: the files, wherever they are. */
export interface ServerRequests {
  /** A file's bytes; null where there is none (or it is a folder). */
  'counterpoint/files/read': { params: { readonly uri: string }; result: { readonly base64: string } | null };
  /** The files under a folder that may belong to a corpus (`*.md`, `*.markdown`, `*.txt`, `*.yaml`, `*.yml`, `*.reading.json`), sorted; no hidden or dependency folders. */
  /** With `reviews`, the review files (`*.jsonl`) of the folder instead. */
  'counterpoint/files/list': {
    params: { readonly folder: string; readonly reviews?: boolean };
    result: { readonly uris: readonly string[] };
  };
  /** Asks one of the editor's chat models. `failed` says why there is no reply, for people. */
  'counterpoint/chat/ask': {
    params: {
      readonly model: string;
      readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly text: string }[];
    };
    result: { readonly kind: 'reply'; readonly text: string } | { readonly kind: 'failed'; readonly message: string };
  };
  /** The key that the reader keeps for a server, by its address; null where there is none. */
  'counterpoint/chat/key': { params: { readonly url: string }; result: { readonly key: string | null } };
  /** Writes a file whole (by way of a temporary file), making folders as needed. */
  'counterpoint/files/write': {
    params: { readonly uri: string; readonly base64: string };
    result: { readonly ok: boolean; readonly error?: string };
  };
}

/** Notifications from the server to the client. */
export interface ServerNotifications {
  /** These pairs were compared before and show something else now: ask again for those on screen. Others stay as they are. */
  'counterpoint/comparisonsChanged': { readonly pairs: readonly string[] };
  /** The corpora changed: essays came, went, or were renamed. Not sent where a file changed and the corpora are the same. */
  'counterpoint/corporaChanged': Record<string, never>;
}

/** Commands that a hover may link to. */
export const hoverCommands = [
  'counterpoint.goToCounterpart',
  'counterpoint.peekCounterpart',
  'counterpoint.openPair',
  'counterpoint.copyCitation',
  'counterpoint.accept',
  'counterpoint.reject',
  'counterpoint.relabel',
  'counterpoint.decide',
  'counterpoint.compareConcept',
] as const;

/** The argument of `counterpoint.compareConcept`: a concept of a lexicon, in the corpus of that root. */
export interface ConceptArgument {
  readonly corpus: string;
  readonly concept: string;
}

/** The argument of `counterpoint.goToCounterpart`, `counterpoint.peekCounterpart` and `counterpoint.copyCitation`. */
export interface CounterpartArgument {
  readonly pair: string;
  readonly link: string;
  /** The side to go to. */
  readonly side: 'left' | 'right';
}
