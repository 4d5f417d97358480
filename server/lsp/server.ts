import {
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
import { engineVersion } from '../alignment/align';
import chinese from '../l10n/zh-cn.json';
import type { ServerNotifications, ServerOptions } from '../protocol';
import type { ReportOptions } from '../report/content';
import { isSimplifiedChinese, translator, type Translate } from '../report/translate';
import { msg } from '../text/message';
import { definitionAt } from './counterparts';
import { corpusDiagnostics } from './diagnostics';
import { documentSymbols } from './documentSymbols';
import { exportChoices, exportReport, linkCitation } from './exportReport';
import { registerFeatures } from './features';
import { clientFiles, diskFiles } from './files';
import { hoverAt } from './hover';
import { importCompendiumInto } from './importCompendium';
import { pairedReadingView } from './pairedReading';
import { linesOf } from './positions';
import { handle } from './requests';
import { defaults, settingsOf } from './settings';
import { comparisonView, corpusView, pairView, readingViews } from './views';
import { normalUri, Workspace } from './workspace';

/** How long the server waits after a keystroke before it tells the client that there are new results. */
const quietTime = 200;

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
  let hasWatchers = false;
  let diagnosed = new Map<string, Set<string>>();
  let workspace = new Workspace(files, documents, () => undefined);

  const notify = <M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void => {
    void connection.sendNotification(method, params);
    features.told(method);
  };

  const makeWorkspace = (): Workspace =>
    new Workspace(files, documents, (loaded) => {
      const before = diagnosed.get(loaded.root) ?? new Set<string>();
      features.corpusLoaded(loaded);
      if (features.arePulled()) {
        diagnosed.set(loaded.root, before);
        return;
      }
      corpusDiagnostics(loaded, (uri) => workspace.text(uri), before, t)
        .then((byUri) => {
          diagnosed.set(loaded.root, new Set([...byUri].filter(([, list]) => list.length > 0).map(([uri]) => uri)));
          for (const [uri, diagnostics] of byUri) void connection.sendDiagnostics({ uri, diagnostics });
        })
        .catch(report);
    });

  const report = (error: unknown): void => {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const features = registerFeatures(connection, {
    workspace: () => workspace,
    settings: async () => {
      await settling;
      return settings;
    },
    commandLinks: () => options.commandLinks === true,
    t: (message) => t(message),
    report,
  });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    options = (params.initializationOptions as ServerOptions | undefined) ?? {};
    language = isSimplifiedChinese(params.locale ?? fallbackLocale) ? 'zh-CN' : 'en';
    t = translator(language === 'zh-CN' ? chinese : undefined);
    files = options.clientFiles === true ? clientFiles(connection) : diskFiles;
    hasConfiguration = params.capabilities.workspace?.configuration === true;
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
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      workspace.folders = ((await connection.workspace.getWorkspaceFolders()) ?? []).map((folder) => folder.uri);
      notify('counterpoint/corporaChanged', {});
    });
    if (hasWatchers) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*.{md,markdown,txt,yaml,reading.json}' }],
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
  };
  connection.onDidChangeConfiguration(({ settings: given }) => {
    // Editors that cannot be asked send the settings along.
    if (!hasConfiguration) takeSettings((given as { counterpoint?: unknown } | null | undefined)?.counterpoint);
    settling = readSettings().catch(report);
  });

  const changed = new Set<string>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const announce = (uri: string): void => {
    changed.add(uri);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const uris = [...changed];
      changed.clear();
      Promise.all(uris.map((each) => workspace.pairsOf(each)))
        .then((pairs) => {
          const ids = [...new Set(pairs.flat().map((placed) => placed.id))];
          if (ids.length > 0) notify('counterpoint/comparisonsChanged', { pairs: ids });
        })
        .catch(report);
    }, quietTime);
  };

  /** The part of a document on which the corpus depends: all of a manifest or lexicon, the front matter of an essay. */
  const corpusPart = (document: TextDocument): string => {
    const text = document.getText();
    if (/\.yaml$/i.test(document.uri)) return text;
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
      notify('counterpoint/corporaChanged', {});
    }
    announce(normalUri(document.uri));
  });
  documents.onDidOpen(({ document }) => {
    workspace.corpusOf(normalUri(document.uri)).catch(report);
  });
  documents.onDidClose(({ document }) => {
    corpusParts.delete(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const change of changes) workspace.forgetFile(normalUri(change.uri));
    notify('counterpoint/corporaChanged', {});
    for (const change of changes) announce(normalUri(change.uri));
    for (const root of diagnosed.keys()) workspace.corpusOf(`${root}/counterpoint.yaml`).catch(report);
  });

  connection.onHover(async ({ textDocument, position }) => {
    const uri = normalUri(textDocument.uri);
    const essay = await workspace.essay(uri);
    if (essay === undefined) return null;
    const offset = linesOf(essay).offsetAt(position);
    const hoverOptions = { counterparts: settings.hover.counterparts, commandLinks: options.commandLinks === true };
    return hoverAt(await workspace.comparisonsOf(uri), uri, offset, hoverOptions, t);
  });
  connection.onDefinition(async ({ textDocument, position }) => {
    const uri = normalUri(textDocument.uri);
    const essay = await workspace.essay(uri);
    if (essay === undefined) return [];
    return definitionAt(await workspace.comparisonsOf(uri), uri, linesOf(essay).offsetAt(position));
  });
  connection.onDocumentSymbol(async ({ textDocument }) => {
    const uri = normalUri(textDocument.uri);
    const essay = await workspace.essay(uri);
    // Other languages' outlines are their own: only documents that stand in a pair, or that are essays by name, get ours.
    const comparisons = await workspace.comparisonsOf(uri);
    if (essay === undefined || (comparisons.length === 0 && !uri.endsWith('.essay.md'))) return [];
    return documentSymbols(essay, uri, comparisons, t);
  });

  handle(connection, 'counterpoint/corpora', async () =>
    (await workspace.corpora())
      .map((loaded) => corpusView(loaded, workspace.pairsIn(loaded)))
      .filter((view) => view.pairs.length > 0),
  );
  handle(connection, 'counterpoint/pairsOf', async ({ uri }) =>
    (await workspace.pairsOf(normalUri(uri))).map(pairView),
  );
  handle(connection, 'counterpoint/comparison', async ({ pair }) => {
    const placed = await workspace.pair(pair);
    const compared = placed === undefined ? undefined : await workspace.compare(placed);
    return compared === undefined ? null : comparisonView(compared, t);
  });
  handle(connection, 'counterpoint/pairedReading', async ({ pair, beside }) => {
    const placed = await workspace.pair(pair);
    const compared = placed === undefined ? undefined : await workspace.compare(placed);
    if (compared === undefined) return null;
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
  handle(connection, 'counterpoint/alignNow', async ({ pair }, token, progress) => {
    const all = (await workspace.corpora()).flatMap((loaded) => workspace.pairsIn(loaded));
    const one = pair === undefined ? undefined : await workspace.pair(pair);
    const pairs = one === undefined ? all : [one];
    progress?.begin(t(msg('Aligning')), 0, undefined, true);
    workspace.forgetComparisons();
    let links = 0;
    let done = 0;
    for (const placed of pairs) {
      if (token.isCancellationRequested) break;
      progress?.report(Math.round((100 * done) / pairs.length), placed.pair.theme.title);
      links += (await workspace.compare(placed))?.comparison.links.length ?? 0;
      done += 1;
      // Between two pairs the server sees what has come in: a cancellation, a hover.
      await new Promise((resolve) => setImmediate(resolve));
    }
    notify('counterpoint/comparisonsChanged', { pairs: pairs.map((placed) => placed.id) });
    return { pairs: done, links };
  });
  handle(connection, 'counterpoint/readings', async ({ pair }) => {
    const placed = await workspace.pair(pair);
    return placed === undefined ? [] : readingViews(await workspace.readingsOf(placed), t);
  });
  handle(connection, 'counterpoint/chooseReading', ({ pair, reading }) => {
    workspace.choose(pair, reading ?? undefined);
    notify('counterpoint/comparisonsChanged', { pairs: [pair] });
    return Promise.resolve(null);
  });
  handle(connection, 'counterpoint/alignTwo', async ({ left, right }) => {
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
  handle(connection, 'counterpoint/import', async (params, token, progress) => {
    progress?.begin(t(msg('Importing the compendium')), undefined, undefined, true);
    const view = await importCompendiumInto(files, params, token, t);
    workspace.forgetCorpora();
    notify('counterpoint/corporaChanged', {});
    return view;
  });
  handle(connection, 'counterpoint/exportChoices', () => Promise.resolve(exportChoices(t)));
  handle(connection, 'counterpoint/export', (params, token, progress) =>
    exportReport(workspace, params, { t, language }, token, progress),
  );
  handle(connection, 'counterpoint/citation', (params) => linkCitation(workspace, params, t));

  connection.onShutdown(() => {
    clearTimeout(waiting);
    diagnosed = new Map();
  });
  documents.listen(connection);
  connection.listen();
}
