import * as vscode from 'vscode';
import type { ComparisonView } from '../server/protocol';
import type { App } from './app';
import { statusOf } from './languageStatus';
import { keyOf, visibleEditors } from './places';
import type { Kind } from './reading';

/** What `activate` returns: enough for tests, and for other extensions, to see what the reader sees. */
export interface CounterpointApi {
  /** Waits until the server runs and everything on screen is compared and marked. */
  ready(): Promise<void>;
  /** The comparison in which a document is shown, or would be; null for a document that faces no other. */
  comparisonOf(uri: vscode.Uri): Promise<ComparisonView | null>;
  /** The id of the link that the reader is at. */
  currentLink(): string | undefined;
  /** Whether what is marked is from before the server stopped. */
  isStale(): boolean;
  /** What the language status says of the essay in front, and the command that it offers. */
  status(): { readonly text: string; readonly detail: string; readonly command: string } | undefined;
  /** What is highlighted as the current link, in every visible document. */
  highlighted(): { readonly uri: vscode.Uri; readonly ranges: readonly vscode.Range[] }[];
  /** How many passages of each kind are marked in a document now. */
  visibleDecorations(uri: vscode.Uri): Readonly<Record<Kind, number>>;
}

export function createApi(app: App): CounterpointApi {
  const { server, pairs, session, decorations } = app;
  return {
    ready: async () => {
      await server.start();
      session.refresh();
      await session.settled();
    },
    comparisonOf: async (uri) => {
      if (visibleEditors(uri).length > 0) await session.settled();
      const shown = session.partOf(uri)?.comparison;
      if (shown && session.isStale) return shown;
      const id = shown?.pair.id ?? (await pairs.pairsOf(keyOf(uri)))[0]?.id;
      return id === undefined ? null : pairs.comparison(id);
    },
    currentLink: () => session.current?.link.id,
    isStale: () => session.isStale,
    status: () => {
      const document = vscode.window.activeTextEditor?.document;
      const status = document && statusOf(app, document);
      return status && { text: status.text, detail: status.detail, command: status.command.command };
    },
    highlighted: () => decorations.highlighted(),
    visibleDecorations: (uri) => decorations.counts(uri),
  };
}
