import { type CompletionItem, CompletionItemKind, type Range } from 'vscode-languageserver';
import { manifestName, manifestPaths } from '../corpus/corpus';
import type { LoadedCorpus } from '../corpus/loadCorpus';
import type { Essay } from '../text/essay';
import { LineIndex } from '../text/lines';

/** What may stand at a place: ids of themes or perspectives, essays, lexicons. */
type Expected = 'theme' | 'perspective' | 'document' | 'lexicon';

/** Completes ids in an essay's front matter; nothing in its text. */
export function completeFrontMatter(essay: Essay, offset: number, loaded: LoadedCorpus): CompletionItem[] {
  const { frontMatter } = essay;
  if (frontMatter === undefined || offset < frontMatter.start || offset > frontMatter.end) return [];
  const key = /^\s*(theme|perspective):\s+["']?[\w-]*$/.exec(lineBefore(essay.text, offset))?.[1];
  return key === 'theme' || key === 'perspective' ? itemsFor(key, essay.text, offset, loaded, []) : [];
}

/** Completes ids and paths in a manifest. Read by lines, since a manifest is broken YAML while one writes it. */
export function completeManifest(
  text: string,
  offset: number,
  loaded: LoadedCorpus,
  files: Iterable<string>,
): CompletionItem[] {
  const taken = new Set(Object.values(manifestPaths(text)).flat());
  const free = [...files].filter((file) => file !== manifestName && !taken.has(file)).sort();
  const expected = expectedInManifest(text, offset, loaded);
  return expected === undefined ? [] : itemsFor(expected, text, offset, loaded, free);
}

/** Completes keys in a lexicon, and the languages of its forms: those of the essays' front matter and of the forms that are there. */
export function completeLexicon(text: string, offset: number, { essays }: LoadedCorpus): CompletionItem[] {
  const line = lineBefore(text, offset);
  const item = itemAt(text, offset);
  if (/^\w*$/.test(line)) return text.includes('concepts:') ? [] : [item('concepts', CompletionItemKind.Property)];
  if (
    /(?:\bforms:\s*\{|^\s+forms:\s*\{[^}]*,)\s*[\w-]*$/.test(line) ||
    isUnderForms(text, offset - line.length, line)
  ) {
    const languages = [...text.matchAll(/(?:[{,]\s*|^\s+)([a-z]{2,3}(?:-[A-Za-z]+)?):\s*\[/gm)].map(
      ([, code = '']) => code,
    );
    for (const essay of essays.values()) {
      const { frontMatter } = essay;
      const code = frontMatter && /^lang:\s*["']?([\w-]+)/m.exec(essay.text.slice(frontMatter.start, frontMatter.end));
      if (code?.[1] !== undefined) languages.push(code[1]);
    }
    return [...new Set(['en', ...languages])].sort().map((code) => item(code, CompletionItemKind.EnumMember));
  }
  if (/^\s*-\s+\w*$|^\s*-\s+\{\s*\w*$/.test(line)) return [item('id', CompletionItemKind.Property)];
  if (/^\s+\w*$/.test(line) || /\{[^{}]*,\s*\w*$/.test(line))
    return ['id', 'forms'].map((key) => item(key, CompletionItemKind.Property));
  return [];
}

/** Whether a line of keys stands under `forms:`: the nearest line above that is indented less. */
function isUnderForms(text: string, lineStart: number, line: string): boolean {
  if (!/^\s+[\w-]*$/.test(line)) return false;
  const indent = line.search(/\S|$/);
  const above = text
    .slice(0, lineStart)
    .split('\n')
    .filter((each) => each.trim() !== '' && each.search(/\S/) < indent)
    .at(-1);
  return above !== undefined && /^[\s-]*forms:\s*$/.test(above);
}

function expectedInManifest(text: string, offset: number, { corpus }: LoadedCorpus): Expected | undefined {
  const line = lineBefore(text, offset);
  const key = /(?:^|[\s{,-])([\w-]+):\s+["']?[\w./-]*$/.exec(line)?.[1];
  if (key === 'perspective') return 'perspective';
  if (key === 'path' || corpus.perspectives.some(({ id }) => id === key)) return 'document';
  if (/^lexicons:\s*\[[^\]]*$/.test(line)) return 'lexicon';
  if (!/^\s*-\s+["']?[\w./-]*$/.test(line)) return undefined;
  // An item of a list: the key above it that is not indented says of which.
  const above = text
    .slice(0, offset - line.length)
    .match(/^[\w-]+(?=:)/gm)
    ?.at(-1);
  return above === 'lexicons' ? 'lexicon' : undefined;
}

function itemsFor(
  expected: Expected,
  text: string,
  offset: number,
  { corpus, essays }: LoadedCorpus,
  files: readonly string[],
): CompletionItem[] {
  const item = itemAt(text, offset);
  switch (expected) {
    case 'theme':
      return corpus.themes.map(({ id, title }) => item(id, CompletionItemKind.EnumMember, title));
    case 'perspective':
      return corpus.perspectives.map(({ id, label }) => item(id, CompletionItemKind.EnumMember, label));
    case 'document':
      return files.filter((file) => essays.has(file)).map((file) => item(file, CompletionItemKind.File));
    case 'lexicon':
      return files.filter((file) => /\.ya?ml$/i.test(file)).map((file) => item(file, CompletionItemKind.File));
  }
}

/** Makes items that replace the word before an offset. */
function itemAt(
  text: string,
  offset: number,
): (label: string, kind: CompletionItemKind, detail?: string) => CompletionItem {
  const lines = new LineIndex(text);
  const token = /[\w./-]*$/.exec(lineBefore(text, offset))?.[0].length ?? 0;
  const range: Range = { start: lines.positionAt(offset - token), end: lines.positionAt(offset) };
  return (label, kind, detail = '') => ({
    label,
    kind,
    ...(detail !== '' && detail !== label && { detail }),
    textEdit: { range, newText: label },
  });
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}
