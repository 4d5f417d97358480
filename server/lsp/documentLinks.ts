import type { DocumentLink } from 'vscode-languageserver';
import { manifestName } from '../corpus/corpus';
import { readFrontMatter } from '../corpus/frontMatter';
import { type LoadedCorpus, pathIn, uriIn } from '../corpus/loadCorpus';
import { plainPath } from '../corpus/paths';
import { frontMatterSchema, manifestSchema } from '../corpus/schema';
import { readYaml } from '../corpus/yamlFile';
import type { Translate } from '../report/translate';
import type { Essay, Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { msg } from '../text/message';
import { linesOf, rangeOf } from './positions';

/**
 * The links of an essay: marks to their notes, notes back to their first mark, and web addresses in notes and in the front matter's source.
 * Tooltips never hold words of the essay: editors read them as Markdown.
 */
export function essayLinks(essay: Essay, uri: string, loaded: LoadedCorpus | undefined, t: Translate): DocumentLink[] {
  const links: DocumentLink[] = [];
  const add = (span: Span, target: string, tooltip: string): void => {
    links.push({ range: rangeOf(essay, span), target, tooltip });
  };
  const placeOf = (offset: number): string => {
    const { line, character } = linesOf(essay).positionAt(offset);
    return `${uri}#L${line + 1}${character === 0 ? '' : `,${character + 1}`}`;
  };
  // The first of a label counts.
  const notes = new Map([...essay.notes].reverse().map((note) => [note.label, note]));
  const marks = new Map([...essay.noteMarks].reverse().map((mark) => [mark.label, mark]));
  for (const mark of essay.noteMarks) {
    const note = notes.get(mark.label);
    if (note !== undefined) add(mark, placeOf(note.start), t(msg('Go to the note')));
  }
  for (const note of essay.notes) {
    const mark = marks.get(note.label);
    const label = /^\[\^[^\]]*\]/.exec(essay.text.slice(note.start, note.end))?.[0].length ?? 0;
    if (mark !== undefined && label > 0)
      add({ start: note.start, end: note.start + label }, placeOf(mark.start), t(msg('Back to the text')));
    for (const { span, address } of webAddresses(essay.text, note)) add(span, address, t(msg('Open the web page')));
  }
  const source = sourceOf(essay);
  if (source !== undefined) {
    for (const { span, address } of webAddresses(essay.text, source.span))
      add(span, address, t(msg('Open the web page')));
    const path = plainPath(source.value);
    if (loaded !== undefined && path !== undefined && loaded.essays.has(path))
      add(source.span, uriIn(loaded.root, path), t(msg('Open the file')));
  }
  return links;
}

/** The links of a manifest: the files that it names and that are there. */
export function manifestLinks(
  text: string,
  loaded: LoadedCorpus,
  files: ReadonlySet<string>,
  t: Translate,
): DocumentLink[] {
  const manifest = readYaml(text, manifestSchema, manifestName);
  const { value } = manifest;
  const named: { path: string; keys: readonly PropertyKey[] }[] = [
    ...(value?.themes ?? []).flatMap((theme, i) =>
      Object.entries(theme.essays).map(([id, path]) => ({ path, keys: ['themes', i, 'essays', id] })),
    ),
    ...(value?.context ?? []).map(({ path }, i) => ({ path, keys: ['context', i, 'path'] })),
    ...(value?.lexicons ?? []).map((path, i) => ({ path, keys: ['lexicons', i] })),
  ];
  const lines = new LineIndex(text);
  return named.flatMap(({ path, keys }) => {
    const plain = plainPath(path);
    if (plain === undefined || !files.has(plain)) return [];
    const span = manifest.locate(keys);
    return {
      range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
      target: uriIn(loaded.root, plain),
      tooltip: t(msg('Open the file')),
    };
  });
}

/** Whether a document is the manifest of a corpus. */
export function isManifest(loaded: LoadedCorpus, uri: string): boolean {
  return pathIn(loaded.root, uri) === manifestName;
}

function sourceOf(essay: Essay): { value: string; span: Span } | undefined {
  const value = readFrontMatter(essay, '').value.source;
  if (value === undefined || essay.frontMatter === undefined) return undefined;
  const { start, end } = essay.frontMatter;
  return { value, span: readYaml(essay.text.slice(start, end), frontMatterSchema, '', start).locate(['source']) };
}

const addressPattern = /\bhttps?:\/\/[^\s<>"“”'`|（）。，；、]{1,2000}/giu;

/** The web addresses in a part of a text, http and https only, without the punctuation that follows them. */
export function webAddresses(text: string, within: Span): { span: Span; address: string }[] {
  return [...text.slice(within.start, within.end).matchAll(addressPattern)].flatMap((match) => {
    const shown = withoutTail(match[0]);
    // `\_` is how Markdown writes an underscore.
    const address = shown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
    if (!URL.canParse(address)) return [];
    const { protocol, hostname, href } = new URL(address);
    if (!/^https?:$/.test(protocol) || hostname === '') return [];
    const start = within.start + match.index;
    return { span: { start, end: start + shown.length }, address: href };
  });
}

/** Cuts what belongs to the sentence: final punctuation, and closing brackets that the address did not open. */
function withoutTail(address: string): string {
  let end = address.length;
  for (;;) {
    const unit = address.charAt(end - 1);
    const opener = { ')': '(', ']': '[', '}': '{' }[unit];
    const isSurplus =
      opener !== undefined && address.slice(0, end).split(unit).length > address.slice(0, end).split(opener).length;
    if (!isSurplus && !/[.,;:!?*_\\]/.test(unit)) return address.slice(0, end);
    end -= 1;
  }
}
