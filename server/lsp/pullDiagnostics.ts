import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { LoadedCorpus } from '../corpus/loadCorpus';
import type { Translate } from '../report/translate';
import { corpusDiagnostics } from './diagnostics';
import { normalUri, type Workspace } from './workspace';

/** So long a question about the workspace waits for news before it is answered with “unchanged”. */
const patience = 60_000;

/**
 * Diagnostics for editors that ask for them. Whatever a document's problems are, they may come of other files (its corpus), so an answer
 * holds until the corpus is read anew. A question about the whole workspace that has been answered already waits for news: editors ask again
 * and again.
 */
export class PullDiagnostics {
  readonly #reports = new WeakMap<LoadedCorpus, Promise<Map<string, Diagnostic[]>>>();
  readonly #problems = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #revision = 0;
  #answered = -1;

  constructor(
    private readonly workspace: () => Workspace,
    private readonly t: Translate,
  ) {}

  /** Takes note of a corpus that was read. Returns whether it was known with other problems: then the editor must ask again. */
  corpusLoaded(loaded: LoadedCorpus): boolean {
    const before = this.#problems.get(loaded.root);
    const now = JSON.stringify(loaded.corpus.problems);
    if (before === now) return false;
    this.#problems.set(loaded.root, now);
    this.changed();
    return before !== undefined;
  }

  /** There may be news for whoever waits. */
  changed(): void {
    this.#revision += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  async document({ textDocument, previousResultId }: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
    const uri = normalUri(textDocument.uri);
    const loaded = await this.workspace().corpusOf(uri);
    const items = loaded === undefined ? [] : ((await this.#diagnosticsOf(loaded)).get(uri) ?? []);
    return reportOf(items, previousResultId);
  }

  async inWorkspace(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    const until = performance.now() + patience;
    for (;;) {
      const { corpora, revision } = await this.#corpora();
      const items = await this.#all(corpora, previousResultIds);
      const isNews = items.some(({ kind }) => kind === DocumentDiagnosticReportKind.Full);
      if (isNews || revision !== this.#answered || token.isCancellationRequested || performance.now() >= until) {
        this.#answered = revision;
        return { items };
      }
      await this.#news(revision, token, until - performance.now());
    }
  }

  /** The corpora, and the revision that they are of: reading one for the first time makes a new one. */
  async #corpora(): Promise<{ corpora: readonly LoadedCorpus[]; revision: number }> {
    for (;;) {
      const revision = this.#revision;
      const corpora = await this.workspace().corpora();
      if (revision === this.#revision) return { corpora, revision };
    }
  }

  async #all(
    corpora: readonly LoadedCorpus[],
    previous: WorkspaceDiagnosticParams['previousResultIds'],
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const diagnostics = new Map<string, Diagnostic[]>();
    for (const loaded of corpora) {
      for (const [uri, items] of await this.#diagnosticsOf(loaded)) diagnostics.set(uri, items);
    }
    const known = new Map(previous.map(({ uri, value }) => [normalUri(uri), { uri, value }]));
    const uris = new Set([...diagnostics.keys(), ...known.keys()]);
    return [...uris].map((uri) => {
      const before = known.get(uri);
      const report = reportOf(diagnostics.get(uri) ?? [], before?.value);
      return { ...report, uri: before?.uri ?? uri, version: null };
    });
  }

  #diagnosticsOf(loaded: LoadedCorpus): Promise<Map<string, Diagnostic[]>> {
    let report = this.#reports.get(loaded);
    if (report === undefined) {
      report = corpusDiagnostics(loaded, (uri) => this.workspace().text(uri), [], this.t);
      this.#reports.set(loaded, report);
    }
    return report;
  }

  #news(revision: number, token: CancellationToken, most: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        cancelled.dispose();
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, most);
      const cancelled = token.onCancellationRequested(wake);
      this.#waiting.add(wake);
      if (revision !== this.#revision || token.isCancellationRequested) wake();
    });
  }
}

type OwnReport =
  | { kind: typeof DocumentDiagnosticReportKind.Full; resultId: string; items: Diagnostic[] }
  | { kind: typeof DocumentDiagnosticReportKind.Unchanged; resultId: string };

function reportOf(items: Diagnostic[], previous: string | undefined): OwnReport {
  const resultId = bytesToHex(sha256(utf8ToBytes(JSON.stringify(items)))).slice(0, 16);
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}
