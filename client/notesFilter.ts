/** *Filter Notes…*: which notes stand in the margin, in the Comments panel and in *Show Notes…*. Kept for this window only. */
import * as vscode from 'vscode';
import type { NoteView } from '../server/protocol';
import { command, type App } from './app';
import { comparisonOrSay } from './here';

const kinds = ['all', 'open', 'resolved', 'mine'] as const;
type Kind = (typeof kinds)[number];

export class NotesFilter implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private kind: Kind = 'all';
  private words = '';

  readonly onDidChange = this.changed.event;

  get isOn(): boolean {
    return this.kind !== 'all' || this.words !== '';
  }

  /** Whether a note is shown. Words are looked for in the note, its answers, their writers and what is quoted, in any case of letters. */
  shows(note: NoteView): boolean {
    return isOfKind(note, this.kind) && hasWords(note, this.words);
  }

  /** “open notes with “fee””; for people. */
  get said(): string {
    const kind = kindLabel(this.kind);
    return this.words === '' ? kind : vscode.l10n.t('{0}, with the words “{1}”', kind, this.words);
  }

  set(change: { readonly kind?: Kind; readonly words?: string }): void {
    this.kind = change.kind ?? this.kind;
    this.words = (change.words ?? this.words).trim();
    this.changed.fire(undefined);
  }

  /** Asks which notes to show, and says how many there are of each. */
  async ask(notes: readonly NoteView[]): Promise<void> {
    const items = [
      ...kinds.map((kind) => ({
        show: kind,
        label: kindLabel(kind),
        description: String(notes.filter((note) => isOfKind(note, kind)).length),
        detail: kind === this.kind ? vscode.l10n.t('now') : '',
      })),
      {
        show: 'words' as const,
        label: vscode.l10n.t('Notes with certain words…'),
        description: this.words,
        detail: vscode.l10n.t('Words of a note, of an answer, of what is quoted, or a writer’s name'),
      },
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Filter Notes'),
      placeHolder: vscode.l10n.t('Which notes should be shown? Now: {0}', this.said),
    });
    if (!chosen) return;
    if (chosen.show !== 'words') {
      this.set({ kind: chosen.show, ...(chosen.show === 'all' && { words: '' }) });
      return;
    }
    const words = await vscode.window.showInputBox({
      title: vscode.l10n.t('Filter Notes'),
      prompt: vscode.l10n.t('Words of a note, of an answer, of what is quoted, or a writer’s name'),
      value: this.words,
    });
    if (words !== undefined) this.set({ words });
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** Takes nothing, or what to show: `open`, `resolved`, `mine`, `all`, or other words that notes must hold. */
export function filterNotes(app: App, filter: NotesFilter): vscode.Disposable {
  return command(
    app,
    'counterpoint.filterNotes',
    () => vscode.l10n.t('The notes could not be filtered.'),
    async (given) => {
      if (typeof given === 'string') {
        const kind = kinds.find((each) => each === given);
        filter.set(kind === undefined ? { words: given } : { kind, ...(kind === 'all' && { words: '' }) });
        return;
      }
      const comparison = await comparisonOrSay(app);
      if (comparison) await filter.ask(comparison.notes);
    },
  );
}

function isOfKind({ isResolved, isMine }: NoteView, kind: Kind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'open':
      return !isResolved;
    case 'resolved':
      return isResolved;
    case 'mine':
      return isMine;
  }
}

function hasWords({ author, text, replies, left, right }: NoteView, words: string): boolean {
  const said = [author, text, ...replies.flatMap((reply) => [reply.author, reply.text])];
  const quoted = [...left, ...right].map(({ quote }) => quote);
  return [...said, ...quoted].some((each) => each.toLowerCase().includes(words.toLowerCase()));
}

function kindLabel(kind: Kind): string {
  switch (kind) {
    case 'all':
      return vscode.l10n.t('All notes');
    case 'open':
      return vscode.l10n.t('Open notes');
    case 'resolved':
      return vscode.l10n.t('Resolved notes');
    case 'mine':
      return vscode.l10n.t('My notes and those that I answered');
  }
}
