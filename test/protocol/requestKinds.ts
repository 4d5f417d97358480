import type { ServerCapabilities } from 'vscode-languageserver-protocol';
import type { ChatChoice, ClientRequests } from '../../server/protocol';

/** What a request of some kind is about: a place in an essay of a corpus that is open. */
export interface Place {
  readonly uri: string;
  readonly other: string;
  readonly manifest: string;
  readonly root: string;
  readonly pair: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** A kind of request, with parameters that are right. */
export interface RequestKind {
  readonly method: string;
  readonly params: (place: Place) => Readonly<Record<string, unknown>>;
}

const document = ({ uri }: Place): object => ({ textDocument: { uri } });
const at = ({ uri, position }: Place): object => ({ textDocument: { uri }, position });
const range = ({ position }: Place): object => ({ start: { line: 0, character: 0 }, end: position });
const item = (place: Place): object => ({
  item: { name: 'n', kind: 15, uri: place.uri, range: range(place), selectionRange: range(place) },
});

/** The requests that each capability of a server promises to answer. */
const byCapability: Readonly<Record<string, readonly RequestKind[]>> = {
  textDocumentSync: [],
  workspace: [],
  hoverProvider: [{ method: 'textDocument/hover', params: (place) => ({ ...at(place) }) }],
  definitionProvider: [{ method: 'textDocument/definition', params: (place) => ({ ...at(place) }) }],
  referencesProvider: [
    { method: 'textDocument/references', params: (place) => ({ ...at(place), context: { includeDeclaration: true } }) },
  ],
  documentHighlightProvider: [{ method: 'textDocument/documentHighlight', params: (place) => ({ ...at(place) }) }],
  documentSymbolProvider: [{ method: 'textDocument/documentSymbol', params: (place) => ({ ...document(place) }) }],
  workspaceSymbolProvider: [{ method: 'workspace/symbol', params: () => ({ query: 'harbour' }) }],
  foldingRangeProvider: [{ method: 'textDocument/foldingRange', params: (place) => ({ ...document(place) }) }],
  selectionRangeProvider: [
    { method: 'textDocument/selectionRange', params: (place) => ({ ...document(place), positions: [place.position] }) },
  ],
  documentLinkProvider: [{ method: 'textDocument/documentLink', params: (place) => ({ ...document(place) }) }],
  callHierarchyProvider: [
    { method: 'textDocument/prepareCallHierarchy', params: (place) => ({ ...at(place) }) },
    { method: 'callHierarchy/incomingCalls', params: (place) => ({ ...item(place) }) },
    { method: 'callHierarchy/outgoingCalls', params: (place) => ({ ...item(place) }) },
  ],
  inlayHintProvider: [
    { method: 'textDocument/inlayHint', params: (place) => ({ ...document(place), range: range(place) }) },
  ],
  codeLensProvider: [{ method: 'textDocument/codeLens', params: (place) => ({ ...document(place) }) }],
  completionProvider: [
    {
      method: 'textDocument/completion',
      params: ({ manifest }) => ({ textDocument: { uri: manifest }, position: { line: 0, character: 0 } }),
    },
  ],
  codeActionProvider: [
    {
      method: 'textDocument/codeAction',
      params: (place) => ({ textDocument: { uri: place.manifest }, range: range(place), context: { diagnostics: [] } }),
    },
  ],
  diagnosticProvider: [
    { method: 'textDocument/diagnostic', params: (place) => ({ ...document(place), identifier: 'counterpoint' }) },
    { method: 'workspace/diagnostic', params: () => ({ identifier: 'counterpoint', previousResultIds: [] }) },
  ],
};

/** A chat model that the client does not have: nothing is asked of it. */
const nowhere: ChatChoice = { kind: 'editor', id: 'none', name: 'none', contextTokens: 8000 };

/** The project's own requests: a new one does not compile until it is here. */
const own: { readonly [M in keyof ClientRequests]: (place: Place) => ClientRequests[M]['params'] } = {
  'counterpoint/corpora': () => ({}),
  'counterpoint/pairsOf': ({ uri }) => ({ uri }),
  'counterpoint/comparison': ({ pair }) => ({ pair }),
  'counterpoint/commits': ({ pair }) => ({ pair }),
  'counterpoint/changes': ({ pair }) => ({ pair, since: { kind: 'commit', revision: 'HEAD' } }),
  'counterpoint/corpusOverview': ({ root }) => ({ corpus: root }),
  'counterpoint/conceptLens': ({ root }) => ({ corpus: root, concept: 'none' }),
  'counterpoint/corpusCounterparts': ({ root, uri, position }) => ({
    corpus: root,
    uri,
    range: { start: position, end: position },
  }),
  'counterpoint/corpusOverviewAs': ({ root }) => ({ corpus: root, format: 'csv' }),
  'counterpoint/pairedReading': ({ pair }) => ({ pair }),
  'counterpoint/alignNow': ({ pair }) => ({ pair }),
  'counterpoint/model/plan': ({ pair }) => ({ pair, chat: nowhere, changed: false }),
  'counterpoint/model/read': ({ pair }) => ({ pair, chat: nowhere, changed: false }),
  // Of a link that is none, so that no decision is written and every server of a test sees the same.
  'counterpoint/review': ({ pair }) => ({
    kind: 'decide',
    item: { pair, kind: 'link', id: 'none' },
    verdict: 'accepted',
  }),
  'counterpoint/alignTwo': ({ uri, other }) => ({ left: uri, right: other }),
  'counterpoint/importDecisions': ({ root }) => ({ corpus: root, source: `${root}/decisions.jsonld` }),
  'counterpoint/import': ({ root }) => ({
    source: `${root}/compendium.txt`,
    out: `${root}/imported`,
    overwrite: false,
  }),
  'counterpoint/readings': ({ pair }) => ({ pair }),
  'counterpoint/chooseReading': ({ pair }) => ({ pair, reading: null }),
  'counterpoint/exportChoices': () => ({}),
  'counterpoint/export': ({ root, pair }) => ({ corpus: root, pair, format: 'markdown' }),
  'counterpoint/citation': ({ pair }) => ({ pair, link: 'none', style: 'text' }),
};

const ownKinds: readonly RequestKind[] = Object.entries(own).map(([method, params]) => ({
  method,
  params: (place) => ({ ...params(place) }),
}));

/** Every capability that a server claims and that is not known here: its requests would be forgotten. */
export function unknownCapabilities(capabilities: ServerCapabilities): string[] {
  return Object.keys(capabilities).filter((name) => byCapability[name] === undefined);
}

/** The kinds of requests that a server with these capabilities answers; without them, all that are known. */
export function requestKinds(capabilities?: ServerCapabilities): readonly RequestKind[] {
  const names = Object.keys(capabilities ?? byCapability);
  return [...names.flatMap((name) => byCapability[name] ?? []), ...ownKinds];
}

/** Requests that wait for news where there is none: only cancelling ends them. */
export const waitsForNews = 'workspace/diagnostic';
