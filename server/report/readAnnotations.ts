/** Reads decisions and notes back out of an export: the JSON-LD of `webAnnotation.ts`, or the table of `csv.ts`. */
import Papa from 'papaparse';
import type { Act } from '../review/act';
import { jsonLdContext } from '../review/annotation';
import { readLines } from '../review/lines';
import { type Message, msg } from '../text/message';
import { unguardCell } from './csv';
import { themeKey } from './webAnnotation';

/** What a reviewer did, and on which theme. */
export interface ReadAct {
  readonly theme: string;
  readonly act: Act;
}

export interface ReadAnnotations {
  readonly acts: readonly ReadAct[];
  /** What could not be read, each with its place. What a reading proposed is no decision, and is passed over without a word. */
  readonly problems: readonly Message[];
}

/** Reads an export; a text that begins like JSON is JSON-LD, any other a table. Never throws. */
export function readAnnotations(text: string): ReadAnnotations {
  const given = text.replace(/^\ufeff/, '');
  return /^\s*[[{]/.test(given) ? readJsonLd(given) : readTable(given);
}

function readJsonLd(text: string): ReadAnnotations {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return failed(msg('This is no valid JSON: {0}', error instanceof Error ? error.message : String(error)));
  }
  const items = itemsIn(data);
  if (items === undefined)
    return failed(
      msg('This holds no annotations: an AnnotationCollection, an AnnotationPage or a list of annotations is needed.'),
    );
  return gather(items.map((item, i) => ({ item, place: msg('Annotation {0}', i + 1) })));
}

/** The annotations of a collection, a page, or a list; undefined for what is none of them. */
function itemsIn(data: unknown): readonly unknown[] | undefined {
  if (Array.isArray(data)) return data as unknown[];
  if (typeof data !== 'object' || data === null) return undefined;
  const { items, first, type } = data as { items?: unknown; first?: unknown; type?: unknown };
  if (Array.isArray(items)) return items as unknown[];
  if (type === 'Annotation') return [data];
  return first === undefined ? undefined : itemsIn(first);
}

function readTable(text: string): ReadAnnotations {
  const { data, meta } = Papa.parse<Record<string, string | undefined>>(text, { header: true, skipEmptyLines: true });
  if (meta.fields?.includes('annotation') !== true || !meta.fields.includes('theme'))
    return failed(msg('This table has no columns “theme” and “annotation”, so it holds no decisions.'));
  const problems: Message[] = [];
  const found = data.flatMap((row, i) => {
    const cell = unguardCell(row['annotation'] ?? '');
    if (cell === '') return [];
    // The first row holds the names.
    const place = msg('Row {0}', i + 2);
    try {
      const item = JSON.parse(cell) as object;
      return [{ item: { ...item, [themeKey]: unguardCell(row['theme'] ?? '') }, place }];
    } catch {
      problems.push(msg('{0}: its “annotation” is damaged.', place));
      return [];
    }
  });
  const { acts, problems: more } = gather(found);
  return { acts, problems: [...problems, ...more] };
}

function gather(found: readonly { readonly item: unknown; readonly place: Message }[]): ReadAnnotations {
  const acts: ReadAct[] = [];
  const problems: Message[] = [];
  for (const { item, place } of found) {
    const { [themeKey]: theme, ...annotation } = (item ?? {}) as Record<string, unknown>;
    if (isProposed(annotation)) continue;
    const [line] = readLines(JSON.stringify({ '@context': jsonLdContext, ...annotation }), '');
    if (typeof theme !== 'string' || theme === '')
      problems.push(msg('{0}: its theme is missing (“{1}”).', place, themeKey));
    else if (line?.kind !== 'act') problems.push(msg('{0} is no decision or note that is known here.', place));
    else acts.push({ theme, act: line.act });
  }
  return { acts, problems };
}

/** Whether an annotation is what a reading proposed, not what a reviewer did. */
function isProposed({ creator }: Record<string, unknown>): boolean {
  return typeof creator === 'object' && creator !== null && (creator as { type?: unknown }).type === 'Software';
}

function failed(problem: Message): ReadAnnotations {
  return { acts: [], problems: [problem] };
}
