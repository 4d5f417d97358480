import { readFileSync } from 'node:fs';
import { importCompendium } from '../../../../server/corpus/import/importCompendium';
import type { CompendiumImport, ImportOptions } from '../../../../server/corpus/import/types';

/** A text among the fixtures of the importer. All of them were written for this project. */
export function fixture(name: 'compendium.txt' | 'news-report.txt' | 'brief.txt'): string {
  return readFileSync(new URL(`../../../fixtures/import/${name}`, import.meta.url), 'utf8');
}

/** Imports a source that must turn out to be a compendium. */
export function importOk(source: string, options?: ImportOptions): CompendiumImport {
  const result = importCompendium(source, options);
  if (result.kind !== 'compendium') throw new Error(`expected a compendium, got ${result.kind}`);
  return result;
}

/** The text of a written file. */
export function fileOf(result: CompendiumImport, path: string): string {
  const file = result.files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no file ${path} among ${result.files.map((f) => f.path).join(', ')}`);
  return file.text;
}

/** The paragraphs and list items of a written essay: no headings, pull quotes or notes. */
export function paragraphsOf(result: CompendiumImport, path: string): string[] {
  const body = fileOf(result, path).split('\n---\n')[1] ?? '';
  return body
    .split('\n\n')
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== '' && !/^(?:#+ |> \[!|\[\^)/.test(chunk))
    .flatMap((chunk) => (chunk.startsWith('- ') ? chunk.split('\n') : [chunk]));
}

/** The headings of a written essay, with their marks. */
export function headingsOf(result: CompendiumImport, path: string): string[] {
  return fileOf(result, path)
    .split('\n')
    .filter((line) => /^#+ /.test(line));
}

/** Themes, titles, authors and paragraphs: what must stay when only the look of the source changes. */
export function substance(result: CompendiumImport): unknown {
  return result.themes.map((theme) => ({
    questions: theme.questions.length,
    essays: theme.essays.map((essay) => ({
      path: essay.path,
      title: essay.title.toLowerCase(),
      authors: essay.authors,
      notes: essay.notes,
      pullQuotes: essay.pullQuotes,
      paragraphs: paragraphsOf(result, essay.path),
    })),
  }));
}
