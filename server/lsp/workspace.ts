import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI, Utils } from 'vscode-uri';
import type { AlignmentStage } from '../alignment/align';
import { AlignmentMemo } from '../alignment/memo';
import type { Concept } from '../corpus/lexicon';
import { labelsOf, manifestName, type Pair, pairDocuments, pairsOf } from '../corpus/corpus';
import { type CorpusReader, type LoadedCorpus, loadCorpus, pathIn, uriIn } from '../corpus/loadCorpus';
import type { Comparison } from '../readings/comparison';
import type { Journal } from '../review/journal';
import { mergeDecisions, withoutDecisions } from '../review/merge';
import type { ReviewedComparison } from '../review/reviewed';
import { type CorpusWithReadings, ReadingParser } from '../readings/corpusReadings';
import type { ReadingFile } from '../readings/readingFile';
import {
  type ReadingAtHand,
  readingsAtHandInSteps,
  type ReadingChoice,
  readPair,
  readPairBeforeInSteps,
  readPairInSteps,
} from '../readings/readPair';
import { shippedReadings } from '../readings/shipped';
import { canonicalText, decodeText } from '../text/canonical';
import type { Essay } from '../text/essay';
import { EssayMemo, readEssayInSteps } from '../text/readInSteps';
import { formatOf, readEssay, type Format } from '../text/readEssay';
import { type Files, staysInside } from './files';
import { PairRun } from './pairStates';
import { mustBeFromScratch } from './paranoid';
import { holdsReviews, Reviews } from './reviews';
import { givenUp, type RunOptions, type WorkLane } from './workLane';

/** A pair with its place: what every feature works on. */
export interface PlacedPair {
  readonly id: string;
  readonly root: string;
  readonly pair: Pair;
  /** The essays' documents. */
  readonly uris: { readonly left: string; readonly right: string };
  readonly labels: { readonly left: string; readonly right: string };
}

/** The pairs of a corpus, and the ways to find one. */
interface PairsInPlace {
  readonly all: readonly PlacedPair[];
  readonly byId: ReadonlyMap<string, PlacedPair>;
  /** The pairs that an essay stands in. */
  readonly byPath: ReadonlyMap<string, readonly PlacedPair[]>;
}

/** A comparison with the pair it belongs to; `revision` grows with each new result. */
export interface PlacedComparison {
  readonly placed: PlacedPair;
  readonly comparison: ReviewedComparison;
  readonly revision: number;
}

/** The readings at hand for a pair, and which of them is shown. */
export interface PlacedReadings {
  readonly readings: readonly ReadingAtHand[];
  readonly shown: ReadingAtHand | undefined;
}

/** All that a comparison is made of. */
interface Sources {
  readonly left: Essay;
  readonly right: Essay;
  readonly concepts: readonly Concept[];
  readonly readings: readonly ReadingFile[];
  readonly chosen: string | undefined;
}

interface Computed extends Sources {
  /** What the readings alone say. */
  readonly comparison: Comparison;
  /** What reviewers decided, as it was laid over it. */
  readonly journal: Journal;
  readonly result: PlacedComparison;
}

/** A comparison under way. */
interface Computing {
  readonly placed: PlacedPair;
  readonly sources: Sources;
  readonly run: PairRun<PlacedComparison | undefined>;
}

/** An essay that is being read. */
interface BeingRead {
  readonly version: number | 'disk';
  isOver: boolean;
  readonly essay: Promise<Essay | undefined | typeof givenUp>;
}

/** What the workspace is told about, and how it goes about its work. */
export interface WorkspaceHost {
  readonly onCorpus: (loaded: LoadedCorpus) => void;
  readonly onCompared: (compared: PlacedComparison) => void;
  /** Something could not be read that is left out meanwhile. */
  readonly onUnreadable: (error: unknown) => void;
  readonly lane: WorkLane;
  /** Compares each incremental result with one from scratch, and fails where they differ. */
  readonly isParanoid: boolean;
}

/**
 * The server's memory: open documents, corpora, essays and comparisons, each made when first asked for and kept until its sources change.
 * Essays are immutable, so a comparison is fresh as long as it was made of the very same two essays, concepts and reading files. A pair has
 * one run at a time: an edit ends it, and who waits for it gets what the next one finds.
 */
export class Workspace {
  #folders: string[] = [];
  readonly #corpora = new Map<string, Promise<CorpusWithReadings>>();
  readonly #readings = new ReadingParser();
  readonly #essays = new Map<string, { version: number | 'disk'; format: Format; essay: Essay }>();
  readonly #reading = new Map<string, BeingRead>();
  readonly #comparisons = new Map<string, Computed>();
  readonly #runs = new Map<string, Computing>();
  /** Made once for each loading of a corpus: every request asks for a pair, and a corpus may hold a thousand. */
  readonly #placed = new WeakMap<LoadedCorpus, PairsInPlace>();
  /** Decisions and notes. */
  readonly reviews: Reviews;
  readonly #adHoc = new Map<string, { left: string; right: string }>();
  /** URIs of the lexicons, by the root of their corpus. */
  readonly #lexicons = new Map<string, ReadonlySet<string>>();
  readonly #manifests = new Map<string, Promise<boolean>>();
  readonly #chosen = new Map<string, string>();
  #essayMemo = new EssayMemo();
  #alignmentMemo = new AlignmentMemo();
  #revision = 0;

  constructor(
    private readonly files: Files,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly host: WorkspaceHost,
  ) {
    this.reviews = new Reviews(files);
  }

  set folders(uris: readonly string[]) {
    this.#folders = uris.map((uri) => normalUri(uri).replace(/\/$/, ''));
    this.forgetCorpora();
  }

  /** An essay as it stands now: from the open document, else from its file. Where it is edited meanwhile, what it is then. */
  async essay(uri: string): Promise<Essay | undefined> {
    for (;;) {
      const version = this.#open(uri)?.version ?? 'disk';
      const known = this.#essays.get(uri);
      if (known?.version === version) return known.essay;
      let reading = this.#reading.get(uri);
      if (reading?.version !== version || reading.isOver) {
        if (reading !== undefined) reading.isOver = true;
        reading = this.#read(uri, version);
        this.#reading.set(uri, reading);
      }
      try {
        const essay = await reading.essay;
        if (essay !== givenUp) return essay;
      } finally {
        if (this.#reading.get(uri) === reading) this.#reading.delete(uri);
      }
    }
  }

  #read(uri: string, version: number | 'disk'): BeingRead {
    const read = async (): Promise<Essay | undefined | typeof givenUp> => {
      const open = this.#open(uri);
      const text = open?.getText() ?? (await this.#readFile(uri));
      if (reading.isOver) return givenUp;
      if (text === undefined) return undefined;
      const format =
        open?.languageId === 'markdown' || open?.languageId === 'counterpoint-essay' ? 'markdown' : formatOf(uri);
      const known = this.#essays.get(uri);
      // A document that is opened, saved or closed as it was is still the same essay, and what was made of it stays fresh.
      const isSame = known?.format === format && known.essay.text === canonicalText(text);
      const essay = isSame ? known.essay : await this.#readText(uri, text, format, () => reading.isOver);
      if (essay !== givenUp) this.#essays.set(uri, { version, format, essay });
      return essay;
    };
    const reading: BeingRead = { version, isOver: false, essay: Promise.resolve().then(read) };
    return reading;
  }

  async #readText(uri: string, text: string, format: Format, isOver: () => boolean): Promise<Essay | typeof givenUp> {
    const { lane, isParanoid } = this.host;
    const what = `Reading ${uri}`;
    const essay = await lane.run(what, readEssayInSteps(text, format, this.#essayMemo), { isOver });
    if (isParanoid && essay !== givenUp) mustBeFromScratch(what, essay, readEssay(text, format));
    return essay;
  }

  /** A file's canonical text as it stands now: from the open document, else from the file. */
  text(uri: string): Promise<string | undefined> {
    return this.#reader().readText(uri);
  }

  /** The URIs of the files under a folder that may belong to a corpus. */
  list(folder: string): Promise<readonly string[]> {
    return this.files.list(folder);
  }

  /** The corpus that a document belongs to; undefined for a document outside all folders. */
  async corpusOf(uri: string): Promise<CorpusWithReadings | undefined> {
    const root = await this.#rootOf(uri);
    return root === undefined ? undefined : this.#load(root);
  }

  /** All corpora that are known: those of the workspace folders and of the open documents. */
  async corpora(): Promise<LoadedCorpus[]> {
    const roots = new Set<string>();
    for (const folder of this.#folders) {
      for (const uri of await this.files.list(folder)) {
        if (uri.endsWith(`/${manifestName}`)) roots.add(uri.slice(0, -manifestName.length - 1));
      }
      if (![...roots].some((root) => root === folder)) roots.add(folder);
    }
    // A place that cannot be read now (a remote or virtual file system that is gone, say) must not take the others along.
    const leaveOut = (error: unknown): undefined => {
      this.host.onUnreadable(error);
      return undefined;
    };
    for (const document of this.documents.all()) {
      const root = await this.#rootOf(normalUri(document.uri)).catch(leaveOut);
      if (root !== undefined) roots.add(root);
    }
    const loaded: LoadedCorpus[] = [];
    for (const root of [...roots].sort()) {
      const corpus = await this.#load(root).catch(leaveOut);
      if (corpus !== undefined) loaded.push(corpus);
    }
    return loaded;
  }

  /** The pairs of a corpus. */
  pairsIn(loaded: LoadedCorpus): readonly PlacedPair[] {
    return this.#placedIn(loaded).all;
  }

  /** The pairs that a document stands in: those picked by hand first, the latest foremost. */
  async pairsOf(uri: string): Promise<PlacedPair[]> {
    const byHand = [...this.#adHoc].filter(([, two]) => two.left === uri || two.right === uri).reverse();
    const own = await Promise.all(byHand.map(([id]) => this.pair(id)));
    const loaded = await this.corpusOf(uri);
    const path = loaded === undefined ? undefined : pathIn(loaded.root, uri);
    const declared = loaded === undefined ? [] : (this.#placedIn(loaded).byPath.get(path ?? '') ?? []);
    return [...own.filter((placed) => placed !== undefined), ...declared];
  }

  /** A pair by its id. */
  async pair(id: string): Promise<PlacedPair | undefined> {
    const two = this.#adHoc.get(id);
    if (two !== undefined) return this.#placeAdHoc(id, two);
    const root = id.slice(0, id.lastIndexOf('#'));
    if (root === '') return undefined;
    return this.#placedIn(await this.#load(root)).byId.get(id);
  }

  /** Lets two documents face each other, until the server ends. Where their corpus pairs them already, that pair is given. */
  async alignTwo(left: string, right: string): Promise<PlacedPair | undefined> {
    const declared = (await this.pairsOf(left)).find(
      (placed) => !this.#adHoc.has(placed.id) && [placed.uris.left, placed.uris.right].includes(right),
    );
    if (declared !== undefined) return declared;
    const id = `${commonRoot(left, right)}#two/${left}/${right}`;
    // Only two that can be read face each other: a pair of one would stand in the way of all the others.
    const placed = await this.#placeAdHoc(id, { left, right });
    if (placed === undefined) return undefined;
    this.#adHoc.delete(id);
    this.#adHoc.set(id, { left, right });
    return placed;
  }

  /**
   * The comparison of a pair, computed where it is not fresh; where an essay is edited meanwhile, of what it is then. Undefined where an essay
   * is gone.
   */
  async compare(placed: PlacedPair): Promise<PlacedComparison | undefined> {
    for (;;) {
      const left = await this.essay(placed.uris.left);
      const right = await this.essay(placed.uris.right);
      if (left === undefined || right === undefined) return undefined;
      const { concepts, readings } = await this.#surroundings(placed);
      const sources: Sources = { left, right, concepts, readings, chosen: this.#chosen.get(placed.id) };
      const known = this.#comparisons.get(placed.id);
      if (known !== undefined && sameSources(known, sources)) return this.#reviewed(placed, known);
      const outcome = await this.#runOf(placed, sources).outcome;
      if (outcome !== undefined) return outcome.value;
    }
  }

  /** A document was edited: what is being made of its old text is given up. */
  edited(uri: string): void {
    const reading = this.#reading.get(uri);
    if (reading !== undefined) reading.isOver = true;
    for (const { placed, run } of this.#runs.values())
      if (placed.uris.left === uri || placed.uris.right === uri) run.cancel();
  }

  /** The run that makes the comparison of these sources: the one under way, else a new one in place of any other. */
  #runOf(placed: PlacedPair, sources: Sources): PairRun<PlacedComparison | undefined> {
    const known = this.#runs.get(placed.id);
    if (known !== undefined && !known.run.isOver && sameSources(known.sources, sources)) return known.run;
    known?.run.cancel();
    const run = new PairRun<PlacedComparison | undefined>(async (own) => {
      own.reach('read');
      return this.#compute(placed, sources, own);
    });
    const computing: Computing = { placed, sources, run };
    this.#runs.set(placed.id, computing);
    const forget = (): void => {
      if (this.#runs.get(placed.id) === computing) this.#runs.delete(placed.id);
    };
    run.outcome.then(forget, forget);
    return run;
  }

  async #compute(
    placed: PlacedPair,
    sources: Sources,
    run: PairRun<PlacedComparison | undefined>,
  ): Promise<{ readonly value: PlacedComparison | undefined } | undefined> {
    const { left, right, concepts, readings, chosen } = sources;
    const atHand = chosen === undefined ? [] : await this.#readingsAtHand(placed, sources, () => run.isOver);
    if (atHand === givenUp) return undefined;
    const own = atHand.find(({ id }) => id === chosen);
    const choice = { readings, ...(own === undefined ? {} : { wanted: [own.wanted] }) };
    const comparison = await this.#readPair(`Aligning ${placed.id}`, placed, { left, right, concepts }, choice, {
      isOver: () => run.isOver,
      state: () => run.state,
      onStage: (stage) => {
        run.reach(stage);
      },
    });
    if (comparison === givenUp || run.isOver) return undefined;
    if (comparison === undefined) return { value: undefined };
    const journal = await this.reviews.journal(placed.root, placed.pair.theme.id);
    const result = this.#layOver(placed, sources, comparison, journal);
    this.host.onCompared(result);
    return { value: result };
  }

  /** Which readings read two essays, found on the lane. */
  #readingsAtHand(
    { id }: PlacedPair,
    { left, right, readings }: Pick<Sources, 'left' | 'right' | 'readings'>,
    isOver = (): boolean => false,
  ): Promise<readonly ReadingAtHand[] | typeof givenUp> {
    const steps = readingsAtHandInSteps(left, right, readings);
    return this.host.lane.run(`Looking for readings of ${id}`, steps, { isOver });
  }

  /** Reads a pair on the lane, with what earlier runs left. */
  async #readPair(
    what: string,
    { pair }: PlacedPair,
    { left, right, concepts }: Pick<Sources, 'left' | 'right' | 'concepts'>,
    choice: ReadingChoice,
    options?: RunOptions<AlignmentStage>,
  ): Promise<Comparison | undefined | typeof givenUp> {
    const { lane, isParanoid } = this.host;
    const steps = readPairInSteps(pair, left, right, concepts, { ...choice, memo: this.#alignmentMemo });
    const comparison = await lane.run(what, steps, options);
    if (isParanoid && comparison !== givenUp) {
      const essays = new Map([
        [pair.left.path, left],
        [pair.right.path, right],
      ]);
      mustBeFromScratch(what, comparison, readPair(pair, essays, concepts, choice));
    }
    return comparison;
  }

  /** What is at hand for a pair, with the decisions as they are now. */
  async #reviewed(placed: PlacedPair, known: Computed): Promise<PlacedComparison> {
    const journal = await this.reviews.journal(placed.root, placed.pair.theme.id);
    return known.journal === journal ? known.result : this.#layOver(placed, known, known.comparison, journal);
  }

  #layOver(placed: PlacedPair, sources: Sources, comparison: Comparison, journal: Journal): PlacedComparison {
    this.#revision += 1;
    const result = { placed, comparison: mergeDecisions(comparison, journal), revision: this.#revision };
    const { left, right, concepts, readings, chosen } = sources;
    this.#comparisons.set(placed.id, { left, right, concepts, readings, chosen, comparison, journal, result });
    return result;
  }

  /** The readings at hand for a pair; none where an essay is gone. */
  async readingsOf(placed: PlacedPair): Promise<PlacedReadings> {
    const left = await this.essay(placed.uris.left);
    const right = await this.essay(placed.uris.right);
    if (left === undefined || right === undefined) return { readings: [], shown: undefined };
    const { readings: files } = await this.#surroundings(placed);
    const readings = await this.#readingsAtHand(placed, { left, right, readings: files });
    if (readings === givenUp) return { readings: [], shown: undefined };
    const chosen = readings.find(({ id }) => id === this.#chosen.get(placed.id));
    return { readings, shown: chosen ?? readings.find(({ isDefault }) => isDefault) };
  }

  /** A pair as one of its readings has it, whatever reading is shown. Undefined where an essay is gone. */
  async readAs(placed: PlacedPair, { wanted }: ReadingAtHand): Promise<PlacedComparison | undefined> {
    const left = await this.essay(placed.uris.left);
    const right = await this.essay(placed.uris.right);
    if (left === undefined || right === undefined) return undefined;
    const { concepts, readings } = await this.#surroundings(placed);
    const choice = { readings, wanted: [wanted] };
    const comparison = await this.#readPair(`Reading ${placed.id} beside`, placed, { left, right, concepts }, choice);
    if (comparison === undefined || comparison === givenUp) return undefined;
    // Readings are held against each other as they are, without what reviewers made of them.
    return { placed, comparison: withoutDecisions(comparison), revision: this.#revision };
  }

  /** An earlier version of a pair, of one or both essays, by the reading that is shown of it now. Undefined where an essay is gone. */
  async readBefore(
    placed: PlacedPair,
    earlier: Partial<Readonly<Record<'left' | 'right', string>>>,
  ): Promise<{ readonly before: ReviewedComparison; readonly after: ReviewedComparison } | undefined> {
    const now = await this.compare(placed);
    if (now === undefined) return undefined;
    const after = now.comparison;
    const { concepts, readings } = await this.#surroundings(placed);
    const { lane } = this.host;
    const essayOf = async (side: 'left' | 'right'): Promise<Essay | undefined | typeof givenUp> => {
      const text = earlier[side];
      const uri = placed.uris[side];
      return text === undefined
        ? after[side]
        : lane.run(`Reading ${uri}, before`, readEssayInSteps(text, formatOf(uri), new EssayMemo()));
    };
    const left = await essayOf('left');
    const right = await essayOf('right');
    if (left === undefined || left === givenUp || right === undefined || right === givenUp) return undefined;
    const steps = readPairBeforeInSteps(after, left, right, concepts, { readings });
    const comparison = await lane.run(`Reading ${placed.id}, before`, steps);
    if (comparison === givenUp) return undefined;
    const journal = await this.reviews.journal(placed.root, placed.pair.theme.id);
    return { before: mergeDecisions(comparison, journal), after };
  }

  /** The bytes of a file; undefined where there is none. */
  file(uri: string): Promise<Uint8Array | undefined> {
    return this.files.read(uri);
  }

  /** Whether a YAML file is the manifest or a lexicon of a corpus, as its manifest last said. */
  isOfCorpus(uri: string): boolean {
    return uri.endsWith(`/${manifestName}`) || [...this.#lexicons.values()].some((own) => own.has(uri));
  }

  /** Shows a reading of a pair from now on; undefined for the one shown by default. One that is not at hand is waited for. */
  choose(pair: string, reading: string | undefined): void {
    if (reading === undefined) this.#chosen.delete(pair);
    else this.#chosen.set(pair, reading);
  }

  /** The comparison of a pair where it is at hand and its essays have not been read anew since; nothing is computed. */
  fresh(placed: PlacedPair): PlacedComparison | undefined {
    const known = this.#comparisons.get(placed.id);
    const isFresh = (side: 'left' | 'right'): boolean => known?.[side] === this.#essays.get(placed.uris[side])?.essay;
    return isFresh('left') && isFresh('right') ? known?.result : undefined;
  }

  /** Every comparison that a document stands in. */
  async comparisonsOf(uri: string): Promise<PlacedComparison[]> {
    const found: PlacedComparison[] = [];
    for (const placed of await this.pairsOf(uri)) {
      const comparison = await this.compare(placed);
      if (comparison !== undefined) found.push(comparison);
    }
    return found;
  }

  /** Forgets all that was read and made, so that all of it is read and made anew. What the reader chose is kept. */
  forgetAll(): void {
    for (const reading of this.#reading.values()) reading.isOver = true;
    for (const { run } of this.#runs.values()) run.cancel();
    this.#essayMemo = new EssayMemo();
    this.#alignmentMemo = new AlignmentMemo();
    this.#essays.clear();
    this.#comparisons.clear();
    this.forgetCorpora();
  }

  /** Forgets what was read of a file that changed, came or went. */
  forgetFile(uri: string): void {
    if (holdsReviews(uri)) {
      this.reviews.forget();
      return;
    }
    const reading = this.#reading.get(uri);
    if (reading?.version === 'disk') reading.isOver = true;
    if (this.#essays.get(uri)?.version === 'disk') this.#essays.delete(uri);
    this.forgetCorpora();
  }

  /** Forgets which essays belong together; they are kept. */
  forgetCorpora(): void {
    this.#corpora.clear();
    this.#manifests.clear();
  }

  async #surroundings(
    placed: PlacedPair,
  ): Promise<{ readonly concepts: readonly Concept[]; readonly readings: readonly ReadingFile[] }> {
    const corpus = await this.corpusOf(placed.uris.left);
    return {
      concepts: corpus?.corpus.concepts ?? [],
      readings: [...(corpus?.readings ?? []), ...(await shippedReadings())],
    };
  }

  #placedIn(loaded: LoadedCorpus): PairsInPlace {
    let placed = this.#placed.get(loaded);
    if (placed === undefined) {
      placed = placePairs(loaded);
      this.#placed.set(loaded, placed);
    }
    return placed;
  }

  async #placeAdHoc(id: string, two: { left: string; right: string }): Promise<PlacedPair | undefined> {
    const left = await this.essay(two.left);
    const right = await this.essay(two.right);
    if (left === undefined || right === undefined) return undefined;
    const root = commonRoot(two.left, two.right);
    const path = (uri: string): string => pathIn(root, uri) ?? URI.parse(uri).path.replace(/^\//, '');
    const corpus = pairDocuments({ path: path(two.left), essay: left }, { path: path(two.right), essay: right });
    const pair = pairsOf(corpus)[0];
    if (pair === undefined) return undefined;
    return { id, root, pair, uris: two, labels: labelsOf(corpus, pair) };
  }

  #load(root: string): Promise<CorpusWithReadings> {
    let loading = this.#corpora.get(root);
    if (loading === undefined) {
      const load = (): Promise<LoadedCorpus> => loadCorpus(this.#reader(root), root);
      loading = this.host.lane.time(`Loading ${root}`, load).then((files) => {
        const loaded = this.#readings.withReadings(files);
        this.#lexicons.set(root, new Set(loaded.lexicons.map((path) => normalUri(uriIn(root, path)))));
        if (this.#corpora.get(root) === loading) this.host.onCorpus(loaded);
        return loaded;
      });
      this.#corpora.set(root, loading);
      loading.catch(() => this.#corpora.delete(root));
    }
    return loading;
  }

  /** Reads the files of a corpus: what lies outside its folder, by a link, is not there. */
  #reader(root?: string): CorpusReader {
    const isThere = async (uri: string): Promise<boolean> => root === undefined || staysInside(root, uri);
    return {
      readText: async (uri) => {
        const open = this.#open(uri);
        if (open !== undefined) return decodeText(Buffer.from(open.getText())).text;
        return (await isThere(uri)) ? this.#readFile(uri) : undefined;
      },
      readEssay: async (uri) => (this.#open(uri) !== undefined || (await isThere(uri)) ? this.essay(uri) : undefined),
      list: (folder) => this.files.list(folder),
    };
  }

  #open(uri: string): TextDocument | undefined {
    return this.documents.get(uri) ?? this.documents.all().find((document) => normalUri(document.uri) === uri);
  }

  async #readFile(uri: string): Promise<string | undefined> {
    const bytes = await this.files.read(uri);
    return bytes === undefined ? undefined : decodeText(bytes).text;
  }

  /** The nearest folder upwards that holds a manifest, else the workspace folder. */
  async #rootOf(uri: string): Promise<string | undefined> {
    const workspaceFolder = this.#folders
      .filter((folder) => uri.startsWith(`${folder}/`))
      .sort((a, b) => b.length - a.length)[0];
    if (URI.parse(uri).scheme === 'untitled') return undefined;
    for (let folder = parentOf(uri); folder !== undefined; folder = parentOf(folder)) {
      if (await this.#hasManifest(folder)) return folder;
      if (folder === workspaceFolder) break;
    }
    return workspaceFolder;
  }

  #hasManifest(folder: string): Promise<boolean> {
    let known = this.#manifests.get(folder);
    if (known === undefined) {
      const uri = uriIn(folder, manifestName);
      known =
        this.#open(uri) === undefined
          ? this.files.read(uri).then((bytes) => bytes !== undefined)
          : Promise.resolve(true);
      known.catch(() => this.#manifests.delete(folder));
      this.#manifests.set(folder, known);
    }
    return known;
  }
}

/** A URI in the one spelling that is used as a key, whatever the editor escapes. */
export function normalUri(uri: string): string {
  return URI.parse(uri).toString();
}

function placePairs(loaded: LoadedCorpus): PairsInPlace {
  const byPath = new Map<string, PlacedPair[]>();
  const all = pairsOf(loaded.corpus).map((pair): PlacedPair => {
    const placed = {
      id: `${loaded.root}#${pair.theme.id}/${pair.left.perspective}/${pair.right.perspective}`,
      root: loaded.root,
      pair,
      uris: { left: uriIn(loaded.root, pair.left.path), right: uriIn(loaded.root, pair.right.path) },
      labels: labelsOf(loaded.corpus, pair),
    };
    for (const path of new Set([pair.left.path, pair.right.path]))
      byPath.set(path, [...(byPath.get(path) ?? []), placed]);
    return placed;
  });
  // Where two pairs have one id, the first has it.
  return { all, byId: new Map(all.map((placed): [string, PlacedPair] => [placed.id, placed]).reverse()), byPath };
}

function parentOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  const parent = Utils.dirname(parsed);
  if (parent.path === parsed.path || parent.path === '' || parsed.path === '/') return undefined;
  return parent.toString();
}

function commonRoot(left: string, right: string): string {
  const other = `${parentOf(right) ?? right}/`;
  for (let folder = parentOf(left); folder !== undefined; folder = parentOf(folder)) {
    if (other.startsWith(`${folder}/`)) return folder;
  }
  return left;
}

function sameSources(a: Sources, b: Sources): boolean {
  return (
    a.left === b.left &&
    a.right === b.right &&
    a.chosen === b.chosen &&
    sameConcepts(a.concepts, b.concepts) &&
    sameReadings(a.readings, b.readings)
  );
}

function sameReadings(a: readonly ReadingFile[], b: readonly ReadingFile[]): boolean {
  return a.length === b.length && a.every((file, i) => file === b[i]);
}

function sameConcepts(a: readonly Concept[], b: readonly Concept[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
