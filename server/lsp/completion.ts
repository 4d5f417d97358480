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
  const lines = new LineIndex(text);
  const token = /[\w./-]*$/.exec(lineBefore(text, offset))?.[0].length ?? 0;
  const range: Range = { start: lines.positionAt(offset - token), end: lines.positionAt(offset) };
  const item = (label: string, kind: CompletionItemKind, detail = ''): CompletionItem => ({
    label,
    kind,
    ...(detail !== '' && detail !== label && { detail }),
    textEdit: { range, newText: label },
  });
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

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}
