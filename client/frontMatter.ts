import * as vscode from 'vscode';

/** What an essay says of its place among others, which is all that pairs essays of a bare folder. */
export interface Belonging {
  readonly theme: boolean;
  readonly perspective: boolean;
}

/** Whether the front matter says theme and perspective. A glance only: the server reads it in earnest. */
export function belongingOf(document: vscode.TextDocument): Belonging {
  if (document.lineCount < 3 || document.lineAt(0).text.trim() !== '---') return { theme: false, perspective: false };
  const head = document.getText(new vscode.Range(1, 0, 60, 0)).split(/^---\s*$/m, 1)[0] ?? '';
  return { theme: /^theme\s*:/m.test(head), perspective: /^perspective\s*:/m.test(head) };
}

/** The first line with text after the front matter; 0 where there is none. */
export function firstLineOf(document: vscode.TextDocument): number {
  if (document.lineAt(0).text.trim() !== '---') return 0;
  const lines = document.getText().split(/\r?\n/);
  const end = lines.findIndex((line, i) => i > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  const first = end < 0 ? -1 : lines.findIndex((line, i) => i > end && line.trim() !== '');
  return Math.max(0, first);
}

/** Whether a document is meant to face another, by its name or its front matter. */
export function isMeantForPair(document: vscode.TextDocument): boolean {
  if (document.languageId === 'counterpoint-essay') return true;
  const { theme, perspective } = belongingOf(document);
  return theme && perspective;
}
