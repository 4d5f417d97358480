import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { AlignmentMemo } from '../alignment/memo';
import { engineVersion } from '../alignment/align';
import chinese from '../l10n/zh-cn.json';
import type { CorpusView, ServerNotifications, ServerOptions } from '../protocol';
import type { ReportOptions } from '../report/content';
import { isSimplifiedChinese, translator, type Translate } from '../report/translate';
import type { Essay } from '../text/essay';
import { msg } from '../text/message';
import { unlessCancelled } from './cancellable';
import { definitionAt } from './counterparts';
import { isYaml, type LoadedCorpus } from '../corpus/loadCorpus';
import { changesOfPair, commitsOfPair } from './changes';
import { conceptLens } from './conceptLens';
import { corpusCounterparts } from './corpusCounterparts';
import { corpusOverview, corpusOverviewAs } from './corpusOverview';
import { corpusDiagnostics } from './diagnostics';
import { documentSymbols } from './documentSymbols';
import { exportChoices, exportReport, linkCitation } from './exportReport';
import { registerFeatures } from './features';
import { clientFiles, diskFiles } from './files';
import { hoverAt } from './hover';
import { importCompendiumInto } from './importCompendium';
import { importDecisions } from './importDecisions';
import { planForView, readForView } from './modelReading';
import { pairedReadingView } from './pairedReading';
import { linesOf } from './positions';
import { type DigestedView, digestInSteps, Published } from './published';
import { handle } from './requests';
import { defaults, settingsOf } from './settings';
import { performAct } from './reviewActs';
import { reviewerOf } from './reviewer';
import { comparisonViewInSteps, corpusView, pairView, readingViews, type ReviewContext } from './views';
import { givenUp, WorkLane } from './workLane';
import { normalUri, type PlacedComparison, Workspace } from './workspace';

/** How long the server waits after a keystroke before it tells the client that there are new results. */
const quietTime = 200;
/** How long it waits, in milliseconds, before it writes again what could not be written; twice as long each time, up to the longest. */
const firstRetry = 2_000;
const longestRetry = 60_000;

/**
 * Wires the language server's features to a connection, and listens.
 * @param fallbackLocale the language for editors that do not tell theirs
 */
export function startServer(connection: Connection, fallbackLocale?: string): void {
  const documents = new TextDocuments(TextDocument);
  let options: ServerOptions = {};
  let settings = defaults;
  /** The settings are being asked for. */
  let settling: Promise<void> = Promise.resolve();
  let t: Translate = translator(undefined);
  let language: ReportOptions['language'] = 'en';
  let files = diskFiles;
  let hasConfiguration = false;
  let hasFolders = false;
  let hasWatchers = false;
  let isParanoid = process.env['COUNTERPOINT_PARANOID'] === '1';
  /** The diagnostics that were sent, by corpus and document. */
  const diagnosed = new Map<string, Map<string, string>>();
  const published = new Published();

  const notify = <M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void => {
    void connection.sendNotification(method, params);
    features.told(method);
  };

  const sendDiagnostics = async (loaded: LoadedCorpus): Promise<void> => {
    const before = diagnosed.get(loaded.root) ?? new Map<string, string>();
    diagnosed.set(loaded.root, before);
    if (features.arePulled()) return;
    const byUri = await corpusDiagnostics(loaded, (uri) => workspace.text(uri), before.keys(), t);
    for (const [uri, diagnostics] of byUri) {
      const digest = JSON.stringify(diagnostics);
      if ((before.get(uri) ?? '[]') === digest) continue;
      if (diagnostics.length === 0) before.delete(uri);
      else before.set(uri, digest);
      void connection.sendDiagnostics({ uri, diagnostics });
    }
  };

  const makeWorkspace = (): Workspace =>
    new Workspace(files, documents, {
      lane,
      isParanoid,
      onUnreadable: report,
      onCompared: (compared) => {
        viewOfCompared(compared)
          .then((view) => {
            published.first(view);
          })
          .catch(report);
      },
      onCorpus: (loaded) => {
        features.corpusLoaded(loaded);
        sendDiagnostics(loaded).catch(report);
      },
    });

  const report = (error: unknown): void => {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const lane = new WorkLane((line) => {
    connection.console.info(line);
  });
  let workspace = makeWorkspace();

  const features = registerFeatures(connection, {
    workspace: () => workspace,
    settings: async () => {
      await settling;
      return settings;
    },
    commandLinks: () => options.commandLinks === true,
    t: (message) => t(message),
    report,
    lane,
  });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    options = (params.initializationOptions as ServerOptions | undefined) ?? {};
    language = isSimplifiedChinese(params.locale ?? fallbackLocale) ? 'zh-CN' : 'en';
    t = translator(language === 'zh-CN' ? chinese : undefined);
    isParanoid ||= options.paranoid === true;
    files = options.clientFiles === true ? clientFiles(connection) : diskFiles;
    hasConfiguration = params.capabilities.workspace?.configuration === true;
    hasFolders = params.capabilities.workspace?.workspaceFolders === true;
    hasWatchers =
      params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true &&
      options.clientFiles !== true;
    workspace = makeWorkspace();
    workspace.folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    for (const [pair, reading] of Object.entries(options.readings ?? {})) workspace.choose(pair, reading);
    return {
      serverInfo: { name: 'counterpoint', version: engineVersion },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        definitionProvider: true,
        documentSymbolProvider: { label: 'Counterpoint' },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...features.capabilities(params.capabilities),
      },
    };
  });

  connection.onInitialized(() => {
    settling = readSettings().catch(report);
    if (hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        workspace.folders = ((await connection.workspace.getWorkspaceFolders()) ?? []).map((folder) => folder.uri);
        areCorporaOld = true;
        announceSoon();
      });
    }
    if (hasWatchers) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: '**/*.{md,markdown,txt,yaml,yml,reading.json,jsonl}' },
          // Of a folder that goes, nobody tells what was in it.
          { globPattern: '**/.counterpoint' },
          { globPattern: '**/.counterpoint/*' },
        ],
      });
    }
  });

  const readSettings = async (): Promise<void> => {
    if (hasConfiguration) takeSettings(await connection.workspace.getConfiguration('counterpoint'));
  };
  const takeSettings = (given: unknown): void => {
    const before = settings;
    settings = settingsOf(given);
    features.settingsChanged(before, settings);
    if (before.review.name === settings.review.name) return;
    // What is mine, and what is left to decide, hang on who the reader is: laid over anew, comparisons have a new revision.
    workspace.reviews.forget();
    announcePairs(published.pairs).catch(report);
  };
  connection.onDidChangeConfiguration(({ settings: given }) => {
    // Editors that cannot be asked send the settings along.
    if (!hasConfiguration) takeSettings((given as { counterpoint?: unknown } | null | undefined)?.counterpoint);
    settling = readSettings().catch(report);
  });

  const corpusViews = async (): Promise<CorpusView[]> =>
    (await workspace.corpora())
      .map((loaded) => corpusView(loaded, workspace.pairsIn(loaded)))
      .filter((view) => view.pairs.length > 0);

  /** The view of a pair as it is now; undefined where it is gone. */
  const reviewContext = async ({ placed }: PlacedComparison): Promise<ReviewContext> => {
    await settling;
    const { root } = placed;
    const theme = placed.pair.theme.id;
    const me = await reviewerOf(settings.review.name, root);
    const { problems } = await workspace.reviews.journal(root, theme);
    const unsaved = workspace.reviews.unsaved(root, theme).length;
    return {
      me: me?.id,
      problems: [
        ...problems.map(({ path, message }) => `${path}: ${t(message)}`),
        ...(unsaved === 0
          ? []
          : [t(msg('{0} decisions or notes are not saved yet: they could not be written.', unsaved))]),
      ],
    };
  };
  /** The last view of each comparison, and what of the review it was made with. */
  const views = new WeakMap<PlacedComparison, { readonly of: string; readonly view: Promise<DigestedView> }>();
  const viewOfCompared = async (compared: PlacedComparison): Promise<DigestedView> => {
    const context = await reviewContext(compared);
    const of = JSON.stringify(context);
    const known = views.get(compared);
    if (known?.of === of) return known.view;
    const view = makeView(compared, context);
    views.set(compared, { of, view });
    return view;
  };
  const makeView = async (compared: PlacedComparison, context: ReviewContext): Promise<DigestedView> => {
    const what = `Showing ${compared.placed.id}`;
    const digested = await lane.run(
      what,
      (function* () {
        return yield* digestInSteps(yield* comparisonViewInSteps(compared, t, context));
      })(),
    );
    if (digested === givenUp) throw new Error(`${what}: nobody gives it up`);
    return digested;
  };
  const comparedOf = async (id: string): Promise<PlacedComparison | undefined> => {
    const placed = await workspace.pair(id);
    return placed === undefined ? undefined : workspace.compare(placed);
  };
  const textsOf = ({ comparison: { left, right } }: PlacedComparison): string => `${left.text}\0${right.text}`;

  /** Tells of those of some pairs that are known and are others now. */
  const announcePairs = async (ids: Iterable<string>): Promise<void> => {
    const news: string[] = [];
    for (const id of new Set(ids)) {
      const compared = await comparedOf(id);
      const areTexts = compared !== undefined && published.areNewTexts(id, textsOf(compared));
      const isView = published.isNews(id, compared === undefined ? undefined : await viewOfCompared(compared));
      if (isView || areTexts) news.push(id);
    }
    if (news.length > 0) notify('counterpoint/comparisonsChanged', { pairs: news });
  };

  const changed = new Set<string>();
  let areCorporaOld = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const announceSoon = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      announceChanges().catch(report);
    }, quietTime);
  };
  const announceChanges = async (): Promise<void> => {
    const uris = [...changed];
    const wereCorporaOld = areCorporaOld;
    changed.clear();
    areCorporaOld = false;
    if (wereCorporaOld && published.corpora(await corpusViews())) {
      notify('counterpoint/corporaChanged', {});
    }
    const touched = await Promise.all(uris.map((uri) => workspace.pairsOf(uri)));
    await announcePairs(wereCorporaOld ? published.pairs : touched.flat().map(({ id }) => id));
  };

  /** The part of a document on which the corpus depends: all of a manifest or lexicon, the front matter of an essay. */
  const corpusPart = (document: TextDocument): string => {
    const text = document.getText();
    if (isYaml(document.uri)) return workspace.isOfCorpus(normalUri(document.uri)) ? text : '';
    const end = text.startsWith('---') ? text.indexOf('\n---', 3) : -1;
    return end < 0 ? '' : text.slice(0, end);
  };
  const corpusParts = new Map<string, string>();
  documents.onDidChangeContent(({ document }) => {
    const part = corpusPart(document);
    const before = corpusParts.get(document.uri);
    corpusParts.set(document.uri, part);
    if (before !== undefined && before !== part) {
      workspace.forgetCorpora();
      workspace.corpusOf(normalUri(document.uri)).catch(report);
      areCorporaOld = true;
    }
    const uri = normalUri(document.uri);
    workspace.edited(uri);
    if (before === undefined) return; // Opened: it is what its file is, or whoever opened it asks.
    changed.add(uri);
    announceSoon();
  });
  documents.onDidOpen(({ document }) => {
    workspace.corpusOf(normalUri(document.uri)).catch(report);
  });
  documents.onDidClose(({ document }) => {
    corpusParts.delete(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const change of changes) workspace.forgetFile(normalUri(change.uri));
    areCorporaOld = true;
    announceSoon();
    for (const root of diagnosed.keys()) workspace.corpusOf(`${root}/counterpoint.yaml`).catch(report);
  });

  const answer = <R>(method: string, token: CancellationToken, task: () => Promise<R>): Promise<R> =>
    unlessCancelled(token, () => lane.time(method, task));
  /** A document read as an essay; YAML (manifests, lexicons, others' files) is none. */
  const essayAt = async (uri: string): Promise<Essay | undefined> => (isYaml(uri) ? undefined : workspace.essay(uri));
  connection.onHover(({ textDocument, position }, token) =>
    answer('textDocument/hover', token, async () => {
      const uri = normalUri(textDocument.uri);
      const essay = await essayAt(uri);
      if (essay === undefined) return null;
      const offset = linesOf(essay).offsetAt(position);
      const loaded = await workspace.corpusOf(uri);
      const hoverOptions = {
        counterparts: settings.hover.counterparts,
        commandLinks: options.commandLinks === true,
        ...(loaded && { concepts: { corpus: loaded.root, all: loaded.corpus.concepts } }),
      };
      return hoverAt(await workspace.comparisonsOf(uri), uri, offset, hoverOptions, t);
    }),
  );
  connection.onDefinition(({ textDocument, position }, token) =>
    answer('textDocument/definition', token, async () => {
      const uri = normalUri(textDocument.uri);
      const essay = await essayAt(uri);
      if (essay === undefined) return [];
      return definitionAt(await workspace.comparisonsOf(uri), uri, linesOf(essay).offsetAt(position));
    }),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    answer('textDocument/documentSymbol', token, async () => {
      const uri = normalUri(textDocument.uri);
      const essay = await essayAt(uri);
      // Other languages' outlines are their own: only documents that stand in a pair, or that are essays by name, get ours.
      const comparisons = essay === undefined ? [] : await workspace.comparisonsOf(uri);
      if (essay === undefined || (comparisons.length === 0 && !uri.endsWith('.essay.md'))) return [];
      return documentSymbols(essay, uri, comparisons, t);
    }),
  );

  handle(connection, lane, 'counterpoint/corpora', async () => {
    const views = await corpusViews();
    published.corpora(views);
    return views;
  });
  handle(connection, lane, 'counterpoint/pairsOf', async ({ uri }) =>
    (await workspace.pairsOf(normalUri(uri))).map(pairView),
  );
  handle(connection, lane, 'counterpoint/comparison', async ({ pair }) => {
    const compared = await comparedOf(pair);
    return compared === undefined ? null : published.comparison(await viewOfCompared(compared));
  });
  handle(connection, lane, 'counterpoint/commits', async ({ pair }) => commitsOfPair(workspace, pair, t));
  handle(connection, lane, 'counterpoint/changes', async (params) => changesOfPair(workspace, params, t));
  handle(connection, lane, 'counterpoint/pairedReading', async ({ pair, beside }) => {
    const placed = await workspace.pair(pair);
    const compared = placed === undefined ? undefined : await workspace.compare(placed);
    if (compared === undefined) return null;
    published.texts(pair, textsOf(compared));
    const corpus = await workspace.corpusOf(compared.placed.uris.left);
    const readings = await workspace.readingsOf(compared.placed);
    const other = readings.readings.find((reading) => reading.id === beside && reading !== readings.shown);
    const second = other && (await workspace.readAs(compared.placed, other));
    return pairedReadingView(
      compared,
      corpus?.corpus.concepts ?? [],
      readings,
      second && { id: other.id, ...second },
      t,
    );
  });
  // What one look at a whole corpus leaves for the next.
  const corpusMemo = new AlignmentMemo();
  handle(connection, lane, 'counterpoint/corpusOverview', (params, token, progress) =>
    corpusOverview(workspace, lane, corpusMemo, params, t, token, progress),
  );
  handle(connection, lane, 'counterpoint/corpusOverviewAs', (params, token, progress) =>
    corpusOverviewAs(workspace, lane, corpusMemo, params, t, token, progress),
  );
  handle(connection, lane, 'counterpoint/corpusCounterparts', (params, token) =>
    corpusCounterparts(workspace, lane, corpusMemo, { ...params, uri: normalUri(params.uri) }, t, token),
  );
  handle(connection, lane, 'counterpoint/conceptLens', (params, token) =>
    conceptLens(workspace, lane, params, t, token),
  );
  handle(connection, lane, 'counterpoint/alignNow', async ({ pair }, token, progress) => {
    progress?.begin(t(msg('Aligning')), 0, undefined, true);
    workspace.forgetAll();
    const all = (await workspace.corpora()).flatMap((loaded) => workspace.pairsIn(loaded));
    const one = pair === undefined ? undefined : await workspace.pair(pair);
    const pairs = one === undefined ? all : [one];
    let links = 0;
    let done = 0;
    for (const placed of pairs) {
      if (token.isCancellationRequested) break;
      progress?.report(Math.round((100 * done) / pairs.length), placed.pair.theme.title);
      links += (await workspace.compare(placed))?.comparison.links.length ?? 0;
      done += 1;
    }
    await announcePairs(done < pairs.length ? pairs.slice(0, done).map(({ id }) => id) : published.pairs);
    return { pairs: done, links };
  });
  let retrying: ReturnType<typeof setTimeout> | undefined;
  /** What could not be written is tried again by itself, at longer and longer intervals, until it is. */
  const saveAgainIn = (wait: number): void => {
    clearTimeout(retrying);
    retrying = setTimeout(() => {
      workspace.reviews
        .saveAgain()
        .then(async ({ kind }) => {
          if (kind === 'saved') await announcePairs(published.pairs);
          else saveAgainIn(Math.min(2 * wait, longestRetry));
        })
        .catch(report);
    }, wait);
    retrying.unref();
  };
  handle(connection, lane, 'counterpoint/review', async (params) => {
    await settling;
    const done = await performAct(workspace, params, settings.review.name, t);
    if (done.kind === 'saved' || done.kind === 'unsaved')
      await tellTheme('item' in params ? params.item.pair : params.pair);
    if (workspace.reviews.hasUnsaved) saveAgainIn(firstRetry);
    return done;
  });
  handle(connection, lane, 'counterpoint/readings', async ({ pair }) => {
    const placed = await workspace.pair(pair);
    return placed === undefined ? [] : readingViews(await workspace.readingsOf(placed), t);
  });
  handle(connection, lane, 'counterpoint/chooseReading', ({ pair, reading }) => {
    workspace.choose(pair, reading ?? undefined);
    notify('counterpoint/comparisonsChanged', { pairs: [pair] });
    return Promise.resolve(null);
  });
  handle(connection, lane, 'counterpoint/model/plan', (params) => planForView(workspace, params, t));
  handle(connection, lane, 'counterpoint/model/read', async (params, token, progress) => {
    const view = await readForView({ workspace, files, connection, t, token, progress }, params);
    if (view.kind === 'read') {
      workspace.forgetCorpora();
      notify('counterpoint/comparisonsChanged', { pairs: [params.pair] });
    }
    return view;
  });
  handle(connection, lane, 'counterpoint/alignTwo', async ({ left, right }) => {
    const placed = await workspace.alignTwo(normalUri(left), normalUri(right));
    if (placed === undefined)
      throw new ResponseError(ErrorCodes.InvalidParams, t(msg('One of the two documents cannot be read.')));
    const compared = await workspace.compare(placed);
    const empty = (['left', 'right'] as const).find((side) => compared?.comparison[side].passages.length === 0);
    if (empty !== undefined)
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        t(msg('{0} holds no passage to align.', placed.pair[empty].path)),
      );
    notify('counterpoint/comparisonsChanged', { pairs: [placed.id] });
    return pairView(placed);
  });
  handle(connection, lane, 'counterpoint/import', async (params, token, progress) => {
    progress?.begin(t(msg('Importing the compendium')), undefined, undefined, true);
    const view = await importCompendiumInto(files, params, token, t);
    workspace.forgetCorpora();
    notify('counterpoint/corporaChanged', {});
    return view;
  });
  handle(connection, lane, 'counterpoint/importDecisions', async (params) => {
    const view = await importDecisions(workspace, files, params, t);
    await announcePairs(published.pairs);
    return view;
  });
  handle(connection, lane, 'counterpoint/exportChoices', () => Promise.resolve(exportChoices(t)));
  handle(connection, lane, 'counterpoint/export', (params, token, progress) =>
    exportReport(workspace, params, { t, language }, token, progress),
  );
  handle(connection, lane, 'counterpoint/citation', (params) => linkCitation(workspace, params, t));

  /** A decision shows in every pair of its theme. */
  const tellTheme = async (pair: string): Promise<void> => {
    const placed = await workspace.pair(pair);
    const loaded = placed === undefined ? undefined : await workspace.corpusOf(`${placed.root}/counterpoint.yaml`);
    const same = (loaded === undefined ? [] : workspace.pairsIn(loaded)).filter(
      (each) => each.root === placed?.root && each.pair.theme.id === placed.pair.theme.id,
    );
    await announcePairs([pair, ...same.map(({ id }) => id)]);
  };

  connection.onShutdown(() => {
    clearTimeout(waiting);
  });
  documents.listen(connection);
  connection.listen();
}
