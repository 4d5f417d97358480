import { type CodeAction, CodeActionKind, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import { manifestName, manifestPaths } from '../corpus/corpus';
import { readFrontMatter } from '../corpus/frontMatter';
import { type LoadedCorpus, uriIn } from '../corpus/loadCorpus';
import { slug, plainPath } from '../corpus/paths';
import type { Problem } from '../corpus/problem';
import { idPattern } from '../corpus/schema';
import type { Translate } from '../report/translate';
import type { Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { type Message, msg } from '../text/message';
import { editDistance } from './editDistance';
import { YamlPlaces, yamlScalar } from './yamlPlaces';

/** What the fixes of one document need to know. */
export interface FixableCorpus {
  readonly loaded: LoadedCorpus;
  /** The canonical text of the manifest; empty where there is none. */
  readonly manifest: string;
  /** Every file of the corpus folder that may belong to it, as paths. */
  readonly files: readonly string[];
}

/** A way to put a problem right: an edit of one file. */
export interface Fix {
  readonly title: Message;
  readonly path: string;
  readonly span: Span;
  readonly text: string;
}

/** So many problems at one place are mended by hand. */
const mostProblems = 50;

/** The quick fixes for the problems of a document that a range touches, for those of `diagnostics` that the editor asked about. */
export function quickFixes(
  corpus: FixableCorpus,
  path: string,
  text: string,
  range: Range,
  diagnostics: readonly Diagnostic[],
  t: Translate,
): CodeAction[] {
  const lines = new LineIndex(text);
  const from = lines.offsetAt(range.start);
  const to = lines.offsetAt(range.end);
  const { loaded } = corpus;
  return loaded.corpus.problems
    .filter((problem) => problem.path === path && touches(problem.span, from, to))
    .slice(0, mostProblems)
    .flatMap((problem) => {
      const start = lines.positionAt(problem.span?.start ?? 0);
      const about = diagnostics.filter(
        ({ code, range: own }) =>
          code === problem.code && own.start.line === start.line && own.start.character === start.character,
      );
      const fixes = fixesOf(problem, corpus);
      return fixes.map((fix, i): CodeAction => ({
        title: t(fix.title),
        kind: CodeActionKind.QuickFix,
        diagnostics: about,
        // One clear way is the way; of several the reader chooses.
        isPreferred: i === 0 && (fixes.length === 1 || problem.code === 'manifest-unknown-path'),
        edit: { changes: { [uriIn(loaded.root, fix.path)]: [textEdit(fix, corpus)] } },
      }));
    });
}

/** The ways to put a problem right, the likeliest first; none for a problem that only its writer can solve. */
export function fixesOf(problem: Problem, corpus: FixableCorpus): Fix[] {
  if (problem.span === undefined) return [];
  const { span } = problem;
  switch (problem.code) {
    case 'manifest-unknown-path':
      return nearestPaths(span, corpus);
    case 'manifest-duplicate-theme':
      return freeThemeId(span, corpus);
    case 'manifest-differs':
      return eitherValue(problem, span, corpus);
    case 'essay-no-perspective':
      return missingPerspective(problem.path, corpus);
    case 'yaml-schema':
      return slugOfId(problem.path, span, corpus);
    default:
      return [];
  }
}

const atMost = 3;

function nearestPaths(span: Span, { manifest, files }: FixableCorpus): Fix[] {
  const place = new YamlPlaces(manifest).valueAt(span.start);
  if (typeof place?.value !== 'string') return [];
  const given = plainPath(place.value) ?? place.value;
  const taken = new Set(manifestPaths(manifest).documents);
  const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path);
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return files
    .filter((file) => file !== manifestName && !taken.has(file) && isYaml(file) === isYaml(given))
    .map((file) => ({ file, distance: name(file) === name(given) ? 0 : editDistance(file, given) }))
    .filter(({ file, distance }) => distance * 2 <= Math.max(file.length, given.length))
    .sort((a, b) => a.distance - b.distance || (a.file < b.file ? -1 : 1))
    .slice(0, atMost)
    .map(({ file }) => changeTo(file, manifestName, place));
}

function freeThemeId(span: Span, { manifest, loaded }: FixableCorpus): Fix[] {
  const place = new YamlPlaces(manifest).valueAt(span.start);
  if (typeof place?.value !== 'string') return [];
  const taken = new Set(loaded.corpus.themes.map(({ id }) => id));
  const stem = place.value.slice(0, 60).replace(/-+$/, '');
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return [changeTo(`${stem}-${number}`, manifestName, place)];
}

function eitherValue(problem: Problem, span: Span, { manifest, loaded }: FixableCorpus): Fix[] {
  const [path, key, own, declared] = problem.message.args.map(String);
  if (path === undefined || own === undefined || declared === undefined) return [];
  const fixes: Fix[] = [];
  const essay = loaded.essays.get(path);
  if (essay?.frontMatter !== undefined && (key === 'theme' || key === 'perspective')) {
    const { start, end } = essay.frontMatter;
    const place = new YamlPlaces(essay.text.slice(start, end), start).entry(key)?.value;
    if (place !== undefined)
      fixes.push({
        title: msg('Write “{0}: {1}” into the essay, as the manifest says', key, declared),
        path,
        span: place,
        text: yamlScalar(declared),
      });
  }
  const places = new YamlPlaces(manifest);
  const entry = places.entryAt(span.start);
  const [essays, theme] = entry?.maps ?? [];
  const place =
    key === 'perspective'
      ? essays !== undefined && places.valueIn(essays, own) === undefined
        ? entry?.key
        : undefined
      : canBeNamed(own, declared, path, loaded)
        ? places.valueIn(theme, 'id')
        : undefined;
  if (place !== undefined)
    fixes.push({
      title: msg('Write “{0}” into the manifest, as the essay says', own),
      path: manifestName,
      span: place,
      text: yamlScalar(own),
    });
  return fixes;
}

/** Whether a theme can take the id that one of its essays gives it: no other theme has it, and no other essay of the theme says else. */
function canBeNamed(id: string, theme: string, path: string, { corpus, essays }: LoadedCorpus): boolean {
  if (corpus.themes.some((other) => other.id === id)) return false;
  const others = corpus.themes.find((each) => each.id === theme)?.essays.filter((entry) => entry.path !== path) ?? [];
  return others.every((entry) => {
    const essay = essays.get(entry.path);
    const said = essay === undefined ? undefined : readFrontMatter(essay, entry.path).value.theme;
    return said === undefined || said === id;
  });
}

function missingPerspective(path: string, { loaded }: FixableCorpus): Fix[] {
  const essay = loaded.essays.get(path);
  if (essay?.frontMatter === undefined) return [];
  const { start, end } = essay.frontMatter;
  const places = new YamlPlaces(essay.text.slice(start, end), start);
  const entry = places.entry('theme');
  if (entry?.value === undefined) return [];
  const { value } = entry;
  const taken = loaded.corpus.themes.find(({ id }) => id === value.value)?.essays.map((each) => each.perspective) ?? [];
  const newline = essay.text.indexOf('\n', value.end);
  const at = places.isFlow ? value.end : newline < 0 || newline > end ? end : newline;
  return loaded.corpus.perspectives
    .filter(({ id }) => !taken.includes(id))
    .map(({ id }) => ({
      title: msg('Add “perspective: {0}”', id),
      path,
      span: { start: at, end: at },
      text: `${places.isFlow ? ', ' : '\n'}perspective: ${yamlScalar(id)}`,
    }));
}

/** Keys whose value is an id. */
const idKeys = new Set(['id', 'theme', 'perspective']);
/** Maps whose keys are ids. */
const idMaps = new Set(['essays', 'perspectives']);

function slugOfId(path: string, span: Span, { loaded, manifest }: FixableCorpus): Fix[] {
  const essay = loaded.essays.get(path);
  const { start, end } = essay?.frontMatter ?? { start: 0, end: 0 };
  const places =
    path === manifestName ? new YamlPlaces(manifest) : new YamlPlaces(essay?.text.slice(start, end) ?? '', start);
  const entry = places.entryAt(span.start);
  if (entry === undefined) return [];
  const place = idKeys.has(String(entry.key.value))
    ? entry.value
    : idMaps.has(String(entry.parent))
      ? entry.key
      : undefined;
  if (place === undefined || isId(place.value) || !['string', 'number', 'boolean'].includes(typeof place.value))
    return [];
  return [changeTo(slug(String(place.value)), path, place)];
}

const isId = (value: unknown): boolean => typeof value === 'string' && idPattern.test(value);

function changeTo(value: string, path: string, span: Span): Fix {
  return {
    title: msg('Change to “{0}”', value),
    path,
    span: { start: span.start, end: span.end },
    text: yamlScalar(value),
  };
}

function touches(span: Span | undefined, from: number, to: number): boolean {
  return span !== undefined && span.start <= to && from <= span.end;
}

function textEdit(fix: Fix, { loaded, manifest }: FixableCorpus): TextEdit {
  const lines = new LineIndex(fix.path === manifestName ? manifest : (loaded.essays.get(fix.path)?.text ?? ''));
  return {
    range: { start: lines.positionAt(fix.span.start), end: lines.positionAt(fix.span.end) },
    newText: fix.text,
  };
}
