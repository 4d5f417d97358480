import {
  type CancellationToken,
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  type Location,
  type Position,
  type ReferenceParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { manifestName } from '../corpus/corpus';
import { isDocumentName, isYaml, type LoadedCorpus, pathIn, uriIn } from '../corpus/loadCorpus';
import type { ServerNotifications, ServerSettings } from '../protocol';
import type { Translate } from '../report/translate';
import type { Essay } from '../text/essay';
import { LineIndex } from '../text/lines';
import { incomingCalls, outgoingCalls, prepareCalls } from './callHierarchy';
import { unlessCancelled } from './cancellable';
import { codeLenses } from './codeLenses';
import { completeFrontMatter, completeLexicon, completeManifest } from './completion';
import { declarationsOf, declaredConceptAt, mentionsInCorpus, mentionsOnBothSides } from './conceptReferences';
import { conceptAt } from './concepts';
import { referencesAt } from './counterparts';
import { essayLinks, isManifest, manifestLinks } from './documentLinks';
import { foldingRanges } from './folding';
import { highlightsAt } from './highlights';
import { inlayHints } from './inlayHints';
import { lexiconsOf } from './lexicons';
import { linesOf } from './positions';
import { PullDiagnostics } from './pullDiagnostics';
import { quickFixes } from './quickFixes';
import { isAskedFor, reviewCodeActions } from './reviewCodeActions';
import { selectionRangeAt } from './selectionRanges';
import type { WorkLane } from './workLane';
import { normalUri, type Workspace } from './workspace';
import { workspaceSymbols } from './workspaceSymbols';

/** What the features need of the server, as it is at the moment. */
export interface FeatureHost {
  readonly workspace: () => Workspace;
  /** The settings, once the editor has given them. */
  readonly settings: () => Promise<ServerSettings>;
  readonly commandLinks: () => boolean;
  readonly t: Translate;
  readonly report: (error: unknown) => void;
  /** Where long work is done, and told to the log. */
  readonly lane: WorkLane;
}

/** What the server tells the features. */
export interface Features {
  /** What to tell an editor that has these capabilities. */
  capabilities(client: ClientCapabilities): ServerCapabilities;
  /** Whether the editor asks for diagnostics: then none are sent. */
  readonly arePulled: () => boolean;
  corpusLoaded(loaded: LoadedCorpus): void;
  settingsChanged(before: ServerSettings, after: ServerSettings): void;
  /** The client has been told of new comparisons or corpora: what is on screen may be old. */
  told(method: keyof ServerNotifications): void;
}

/** Registers the editor features that are more than a hover. */
export function registerFeatures(connection: Connection, host: FeatureHost): Features {
  const { workspace, settings, t } = host;
  let client: ClientCapabilities = {};
  const diagnostics = new PullDiagnostics(workspace, t);
  /** A handler that answers at once when it is cancelled, and tells the log when it took long. */
  const timed =
    <P, R>(method: string, handler: (params: P, token: CancellationToken) => Promise<R>) =>
    (params: P, token: CancellationToken): Promise<R> =>
      unlessCancelled(token, () => host.lane.time(method, () => handler(params, token)));

  /** An essay that features are for: one that stands in a pair, or that is an essay by name. Other documents have features of their own. */
  const ownEssay = async (uri: string): Promise<Essay | undefined> => {
    if (!uri.endsWith('.essay.md') && (await workspace().pairsOf(uri)).length === 0) return undefined;
    return workspace().essay(uri);
  };
  const conceptsOf = async (uri: string): Promise<LoadedCorpus['corpus']['concepts']> =>
    (await workspace().corpusOf(uri))?.corpus.concepts ?? [];

  connection.onDocumentHighlight(
    timed('textDocument/documentHighlight', async ({ textDocument, position }) => {
      const uri = normalUri(textDocument.uri);
      const essay = await ownEssay(uri);
      if (essay === undefined) return null;
      const comparisons = await workspace().comparisonsOf(uri);
      return highlightsAt(comparisons, essay, uri, linesOf(essay).offsetAt(position), await conceptsOf(uri));
    }),
  );

  connection.onReferences(timed('textDocument/references', (params, token) => references(workspace(), params, token)));

  connection.onWorkspaceSymbol(
    timed('workspace/symbol', ({ query }, token) => workspaceSymbols(workspace(), query, token, t)),
  );

  connection.onFoldingRanges(
    timed('textDocument/foldingRange', async ({ textDocument }) => {
      const essay = await ownEssay(normalUri(textDocument.uri));
      return essay === undefined ? null : foldingRanges(essay);
    }),
  );

  connection.onSelectionRanges(
    timed('textDocument/selectionRange', async ({ textDocument, positions }) => {
      const essay = await ownEssay(normalUri(textDocument.uri));
      if (essay === undefined) return null;
      return positions.map((position) => selectionRangeAt(essay, linesOf(essay).offsetAt(position)));
    }),
  );

  connection.onDocumentLinks(
    timed('textDocument/documentLink', async ({ textDocument }) => {
      const uri = normalUri(textDocument.uri);
      const loaded = await workspace().corpusOf(uri);
      if (loaded !== undefined && isManifest(loaded, uri)) {
        const text = await workspace().text(uri);
        return text === undefined ? null : manifestLinks(text, loaded, await filesOf(workspace(), loaded), t);
      }
      const essay = await ownEssay(uri);
      return essay === undefined ? null : essayLinks(essay, uri, loaded, t);
    }),
  );

  const { callHierarchy, inlayHint } = connection.languages;
  callHierarchy.onPrepare(
    timed('textDocument/prepareCallHierarchy', async ({ textDocument, position }) => {
      const uri = normalUri(textDocument.uri);
      const essay = await ownEssay(uri);
      if (essay === undefined) return null;
      const items = prepareCalls(await workspace().comparisonsOf(uri), essay, uri, linesOf(essay).offsetAt(position));
      return items.length === 0 ? null : items;
    }),
  );
  callHierarchy.onOutgoingCalls(
    timed('callHierarchy/outgoingCalls', async ({ item }) => {
      const uri = normalUri(item.uri);
      const essay = await ownEssay(uri);
      if (essay === undefined) return null;
      return outgoingCalls(await workspace().comparisonsOf(uri), essay, { ...item, uri });
    }),
  );
  callHierarchy.onIncomingCalls(
    timed('callHierarchy/incomingCalls', async ({ item }) => {
      const uri = normalUri(item.uri);
      const essay = await ownEssay(uri);
      if (essay === undefined) return null;
      return incomingCalls(await workspace().comparisonsOf(uri), essay, { ...item, uri });
    }),
  );

  inlayHint.on(
    timed('textDocument/inlayHint', async ({ textDocument, range }) => {
      const uri = normalUri(textDocument.uri);
      const essay = (await settings()).inlayHints.enabled ? await ownEssay(uri) : undefined;
      if (essay === undefined) return null;
      const lines = linesOf(essay);
      const within = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      return inlayHints(await workspace().comparisonsOf(uri), essay, uri, within);
    }),
  );

  connection.onCodeLens(
    timed('textDocument/codeLens', async ({ textDocument }) => {
      const uri = normalUri(textDocument.uri);
      const essay = (await settings()).codeLens.enabled ? await ownEssay(uri) : undefined;
      if (essay === undefined) return null;
      return codeLenses(await workspace().comparisonsOf(uri), essay, uri, host.commandLinks(), t);
    }),
  );

  connection.onCodeAction(
    timed('textDocument/codeAction', async ({ textDocument, range, context }) => {
      const uri = normalUri(textDocument.uri);
      const essay = host.commandLinks() && isAskedFor(context) && !isYaml(uri) ? await ownEssay(uri) : undefined;
      if (essay !== undefined) {
        const offset = linesOf(essay).offsetAt(range.start);
        const actions = reviewCodeActions(await workspace().comparisonsOf(uri), uri, offset, t);
        if (actions.length > 0) return actions;
      }
      const isWanted = context.only?.some((kind) => kind === '' || kind === CodeActionKind.QuickFix) ?? true;
      const loaded = isWanted ? await workspace().corpusOf(uri) : undefined;
      const path = loaded === undefined ? undefined : pathIn(loaded.root, uri);
      if (loaded === undefined || path === undefined) return null;
      if (!loaded.corpus.problems.some((problem) => problem.path === path)) return null;
      const corpus = {
        loaded,
        manifest: (await workspace().text(uriIn(loaded.root, manifestName))) ?? '',
        files: [...(await filesOf(workspace(), loaded))],
      };
      const text = await workspace().text(uri);
      return text === undefined ? null : quickFixes(corpus, path, text, range, context.diagnostics, t);
    }),
  );

  connection.onCompletion(
    timed('textDocument/completion', async ({ textDocument, position }) => {
      const uri = normalUri(textDocument.uri);
      const loaded = await workspace().corpusOf(uri);
      if (loaded === undefined) return null;
      if (loaded.lexicons.some((path) => normalUri(uriIn(loaded.root, path)) === uri)) {
        const text = (await workspace().text(uri)) ?? '';
        return completeLexicon(text, new LineIndex(text).offsetAt(position), loaded);
      }
      if (isManifest(loaded, uri)) {
        const text = (await workspace().text(uri)) ?? '';
        const offset = new LineIndex(text).offsetAt(position);
        return completeManifest(text, offset, loaded, await filesOf(workspace(), loaded));
      }
      const essay = isDocumentName(uri) ? await workspace().essay(uri) : undefined;
      return essay === undefined ? null : completeFrontMatter(essay, linesOf(essay).offsetAt(position), loaded);
    }),
  );

  connection.languages.diagnostics.on(timed('textDocument/diagnostic', (params) => diagnostics.document(params)));
  // Not timed: it waits for news.
  connection.languages.diagnostics.onWorkspace((params, token) => diagnostics.inWorkspace(params, token));

  const refreshHints = (): void => {
    if (client.workspace?.inlayHint?.refreshSupport === true) inlayHint.refresh().catch(host.report);
  };
  const refreshLenses = (): void => {
    if (client.workspace?.codeLens?.refreshSupport === true)
      connection.sendRequest('workspace/codeLens/refresh').catch(host.report);
  };
  const refreshDiagnostics = (): void => {
    if (client.workspace?.diagnostics?.refreshSupport === true)
      connection.languages.diagnostics.refresh().catch(host.report);
  };

  const arePulled = (): boolean => client.textDocument?.diagnostic !== undefined;
  return {
    capabilities(given) {
      client = given;
      return {
        documentHighlightProvider: true,
        referencesProvider: true,
        workspaceSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentLinkProvider: {},
        callHierarchyProvider: true,
        inlayHintProvider: true,
        codeLensProvider: {},
        // No space among them: that would ask at every word of an essay.
        completionProvider: { triggerCharacters: ['/'] },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
        ...(arePulled() && {
          diagnosticProvider: { identifier: 'counterpoint', interFileDependencies: true, workspaceDiagnostics: true },
        }),
      };
    },
    arePulled,
    corpusLoaded(loaded) {
      if (arePulled() && diagnostics.corpusLoaded(loaded)) refreshDiagnostics();
    },
    settingsChanged(before, after) {
      if (before.inlayHints.enabled !== after.inlayHints.enabled) refreshHints();
      if (before.codeLens.enabled !== after.codeLens.enabled) refreshLenses();
    },
    told(method) {
      if (method === 'counterpoint/corporaChanged') diagnostics.changed();
      settings()
        .then((now) => {
          if (now.inlayHints.enabled) refreshHints();
          if (now.codeLens.enabled) refreshLenses();
        })
        .catch(host.report);
    },
  };
}

/**
 * References: with the cursor on the name of a lexicon concept (the very word), where both essays name it; elsewhere on a claim, its
 * counterparts. In a lexicon, every mention of the concept in the corpus.
 */
async function references(
  workspace: Workspace,
  { textDocument, position, context }: ReferenceParams,
  token: CancellationToken,
): Promise<Location[]> {
  const uri = normalUri(textDocument.uri);
  const loaded = await workspace.corpusOf(uri);
  const declarations = async (id: string): Promise<Location[]> =>
    loaded !== undefined && context.includeDeclaration ? declarationsOf(workspace, loaded, id) : [];
  if (loaded !== undefined && isYaml(uri)) {
    const id = await conceptInLexicon(workspace, loaded, uri, position);
    if (id === undefined) return [];
    return [...(await declarations(id)), ...(await mentionsInCorpus(loaded, id, token))];
  }
  const essay = await workspace.essay(uri);
  if (essay === undefined) return [];
  const comparisons = await workspace.comparisonsOf(uri);
  const offset = linesOf(essay).offsetAt(position);
  const concepts = comparisons.length === 0 && !uri.endsWith('.essay.md') ? [] : (loaded?.corpus.concepts ?? []);
  const concept = conceptAt(essay, concepts, offset);
  if (concept === undefined) return referencesAt(comparisons, uri, offset, context.includeDeclaration);
  return [...(await declarations(concept)), ...mentionsOnBothSides(comparisons, essay, uri, concepts, concept)];
}

async function conceptInLexicon(
  workspace: Workspace,
  loaded: LoadedCorpus,
  uri: string,
  position: Position,
): Promise<string | undefined> {
  const lexicon = (await lexiconsOf(workspace, loaded)).find((each) => each.uri === uri);
  if (lexicon === undefined) return undefined;
  return declaredConceptAt(lexicon.text, new LineIndex(lexicon.text).offsetAt(position));
}

/** The paths of the files that may belong to a corpus. */
async function filesOf(workspace: Workspace, loaded: LoadedCorpus): Promise<ReadonlySet<string>> {
  const paths = (await workspace.list(loaded.root)).flatMap((uri) => pathIn(loaded.root, normalUri(uri)) ?? []);
  return new Set([...paths, ...loaded.essays.keys()]);
}
