/** Notes in the margin of the editors, with answers: on words, on a link, on the theme. *Add Note…*, *Show Notes…*, *Filter Notes…*. */
import * as vscode from 'vscode';
import type { ComparisonView, NoteView } from '../server/protocol';
import { command, type App } from './app';
import { comparisonOrSay, hereOrSay } from './here';
import { filterNotes, NotesFilter } from './notesFilter';
import { toRange, uriOf } from './places';
import { act, targetOf } from './review';
import { plain, sayInPassing } from './words';

/** A note or answer as the editor shows it. */
class NoteComment implements vscode.Comment {
  readonly body: vscode.MarkdownString;
  readonly mode = vscode.CommentMode.Preview;
  readonly author: vscode.CommentAuthorInformation;
  readonly timestamp: Date;

  constructor(
    readonly id: string,
    readonly pair: string,
    author: string,
    at: string,
    readonly text: string,
  ) {
    this.body = safe(text);
    this.author = { name: author };
    this.timestamp = new Date(at);
  }
}

/** Markdown of a note: no commands run, no HTML comes to life, and no picture is fetched from elsewhere. */
function safe(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text.replaceAll('![', '!\\['));
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}

/** Which note of which pair. */
interface Owner {
  readonly pair: string;
  readonly note: string;
}

interface Shown extends Owner {
  readonly thread: vscode.CommentThread;
  /** What it was drawn from: drawn anew only where that differs. */
  readonly key: string;
}

export function notes(app: App): vscode.Disposable {
  const controller = vscode.comments.createCommentController('counterpoint', vscode.l10n.t('Counterpoint notes'));
  controller.options = {
    prompt: vscode.l10n.t('Answer this note'),
    placeHolder: vscode.l10n.t('Markdown is understood'),
  };
  // No commenting ranges: they draw a bar along the whole essay, and a plus at every row of a long passage. *Add Note…* writes one.
  const shown = new Map<string, Shown>();
  const filter = new NotesFilter();
  const draw = (): void => {
    const comparisons = new Map<string, ComparisonView>();
    for (const { document } of vscode.window.visibleTextEditors) {
      const comparison = app.session.partOf(document.uri)?.comparison;
      if (comparison) comparisons.set(comparison.pair.id, comparison);
    }
    const wanted = new Set<string>();
    for (const comparison of comparisons.values()) {
      for (const note of comparison.notes.filter((each) => filter.shows(each))) {
        for (const place of placesOf(comparison, note)) {
          const name = `${comparison.pair.id} ${note.id} ${place.uri.toString()}`;
          wanted.add(name);
          const key = JSON.stringify([note, place.range]);
          const known = shown.get(name);
          if (known?.key === key) continue;
          const thread = known?.thread ?? controller.createCommentThread(place.uri, place.range, []);
          fill(thread, comparison.pair.id, note, place.range);
          shown.set(name, { thread, pair: comparison.pair.id, note: note.id, key });
        }
      }
    }
    for (const [name, { thread }] of shown) {
      if (wanted.has(name)) continue;
      thread.dispose();
      shown.delete(name);
    }
  };
  const ownerOf = (thread: unknown): Owner | undefined =>
    [...shown.values()].find((each) => each.thread === thread) ?? ownerNamed(thread);
  const failed = (): string => vscode.l10n.t('The note was not saved.');
  return vscode.Disposable.from(
    controller,
    filter,
    filter.onDidChange(draw),
    filterNotes(app, filter),
    app.session.onDidChange(draw),
    command(app, 'counterpoint.saveNote', failed, async (reply) => {
      const { thread, text } = reply as { readonly thread: unknown; readonly text: string };
      const own = ownerOf(thread);
      if (own) await act(app, { kind: 'reply', pair: own.pair, note: own.note, text });
    }),
    command(app, 'counterpoint.resolveNote', failed, async (thread) => {
      const own = ownerOf(thread);
      if (own) await act(app, { kind: 'resolve', pair: own.pair, note: own.note, isResolved: true });
    }),
    command(app, 'counterpoint.reopenNote', failed, async (thread) => {
      const own = ownerOf(thread);
      if (own) await act(app, { kind: 'resolve', pair: own.pair, note: own.note, isResolved: false });
    }),
    command(app, 'counterpoint.editNote', failed, async (comment) => {
      if (!(comment instanceof NoteComment)) return;
      const text = await vscode.window.showInputBox({ title: vscode.l10n.t('Edit Note'), value: comment.text });
      if (text !== undefined && text.trim() !== '')
        await act(app, { kind: 'edit', pair: comment.pair, note: comment.id, text });
    }),
    command(app, 'counterpoint.deleteNote', failed, async (comment) => {
      if (comment instanceof NoteComment)
        await act(app, { kind: 'edit', pair: comment.pair, note: comment.id, text: null });
    }),
    command(app, 'counterpoint.addNote', failed, (argument) => addNote(app, argument, filter)),
    command(app, 'counterpoint.showNotes', failed, () => showNotes(app, filter)),
  );
}

/** A note that is named by its ids: it need not be shown. */
function ownerNamed(value: unknown): Owner | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { pair, note }: { pair?: unknown; note?: unknown } = value;
  return typeof pair === 'string' && typeof note === 'string' ? { pair, note } : undefined;
}

/** Where a note is shown: at its words in each essay; one on the theme at the top of the left essay. */
function placesOf(
  comparison: ComparisonView,
  note: NoteView,
): { readonly uri: vscode.Uri; readonly range: vscode.Range }[] {
  if (note.on === 'theme') return [{ uri: uriOf(comparison.pair, 'left'), range: new vscode.Range(0, 0, 0, 0) }];
  return (['left', 'right'] as const).flatMap((side) => {
    const [first] = note[side];
    return first ? [{ uri: uriOf(comparison.pair, side), range: toRange(first.range) }] : [];
  });
}

function fill(thread: vscode.CommentThread, pair: string, note: NoteView, range: vscode.Range): void {
  thread.range = range;
  thread.comments = [
    new NoteComment(note.id, pair, note.author, note.at, note.text),
    ...note.replies.map(({ id, author, at, text }) => new NoteComment(id, pair, author, at, text)),
  ];
  thread.state = note.isResolved ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
  thread.contextValue = note.isResolved ? 'resolved' : 'open';
  thread.label =
    note.on === 'theme'
      ? vscode.l10n.t('Note on the theme')
      : note.on === 'link'
        ? vscode.l10n.t('Note on a link')
        : vscode.l10n.t('Note');
  thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
}

/** The words of a new note; undefined where the reader writes none. */
export async function askNote(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Note'),
    prompt: vscode.l10n.t('Markdown is understood'),
  });
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** On the row at hand of the paired reading view; else on the selected words, the link at the cursor, or the theme: the reader chooses. */
async function addNote(app: App, argument: unknown, filter: NotesFilter): Promise<void> {
  const view = app.pairedReadings.active;
  if (view) {
    view.askForNote();
    return;
  }
  const here = await hereOrSay(app);
  if (!here) return;
  const { comparison, side, editor } = here;
  const pair = comparison.pair.id;
  const selections = editor.selections.filter(({ isEmpty }) => !isEmpty);
  const onLink = { on: 'link' as const, label: vscode.l10n.t('On the link at the cursor') };
  const onTheme = { on: 'theme' as const, label: vscode.l10n.t('On the theme as a whole') };
  const chosen = selections.length > 0 ? { on: 'span' as const } : await vscode.window.showQuickPick([onLink, onTheme]);
  if (!chosen) return;
  const target = chosen.on === 'link' ? await targetOf(app, argument) : undefined;
  if (chosen.on === 'link' && !target) return;
  const text = await askNote();
  if (text === undefined) return;
  // What was just written is seen, whatever was filtered before.
  if (filter.isOn) filter.set({ kind: 'all', words: '' });
  if (target) await act(app, { kind: 'noteOnLink', item: target.item, text });
  else if (chosen.on !== 'link')
    await act(app, {
      kind: 'note',
      pair,
      on: chosen.on,
      left: [],
      right: [],
      text,
      [side]: chosen.on === 'span' ? selections : [],
    });
}

/** The notes of the pair in reading order, those that the filter shows: the open ones, then the resolved; choosing one goes there. */
async function showNotes(app: App, filter: NotesFilter): Promise<void> {
  const comparison = await comparisonOrSay(app);
  if (!comparison) return;
  const { notes } = comparison;
  if (notes.length === 0) {
    sayInPassing(vscode.l10n.t('This pair has no notes. Add Note… writes one.'));
    return;
  }
  const shown = notes.filter((note) => filter.shows(note));
  const toFilter = {
    note: undefined,
    label: `$(filter) ${vscode.l10n.t('Filter Notes…')}`,
    description: vscode.l10n.t('{0}: {1} of {2}', filter.said, shown.length, notes.length),
    alwaysShow: true,
  };
  const items = shown
    .map((note) => ({
      note,
      label: plain(`${note.isResolved ? '✓ ' : ''}${oneLine(note.text)}`),
      description: plain(
        note.replies.length === 0
          ? note.author
          : vscode.l10n.t('{0}; answered by {1}', note.author, authorsOf(note.replies).join(', ')),
      ),
      detail: plain([...note.left, ...note.right].map(({ quote }) => oneLine(quote)).join(' ↔ ')),
    }))
    .sort((a, b) => Number(a.note.isResolved) - Number(b.note.isResolved));
  const chosen = await vscode.window.showQuickPick([...items, toFilter], {
    title: vscode.l10n.t('Notes, in reading order'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === toFilter) {
    await filter.ask(notes);
    await showNotes(app, filter);
    return;
  }
  const place = chosen?.note && placesOf(comparison, chosen.note)[0];
  if (!place) return;
  const editor = await vscode.window.showTextDocument(place.uri, { preview: false });
  editor.selection = new vscode.Selection(place.range.start, place.range.start);
  editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function authorsOf(replies: NoteView['replies']): string[] {
  return [...new Set(replies.map(({ author }) => author))];
}
