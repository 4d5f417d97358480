/**
 * Links and silences as a table (CSV, RFC 4180) for spreadsheets and statistics: one row a link, one row a silence; then one row for
 * everything that reviewers did, whose column `annotation` holds it whole, so that it can be read in again (`readAnnotations.ts`).
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, “CSV Injection”). The mark can be taken off again
 * without doubt: a cell that has apostrophes before such a character gets one more.
 */
import Papa from 'papaparse';
import type { Side } from '../alignment/reading';
import { type Comparison, quoteOf } from '../readings/comparison';
import type { Act } from '../review/act';
import { writeLine } from '../review/lines';
import { isReviewed } from '../review/merge';
import type { Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { authorsOf, type Report } from './content';
import { plainQuote } from './markdownText';
import { escapeInJson } from './escapeInJson';
import { visibleText } from './visibleText';

/** What a spreadsheet may take for the beginning of a formula, after any apostrophes; full-width forms count too. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A text that no spreadsheet computes. */
export function guardCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Takes the guard off again: `unguardCell(guardCell(text)) === text`. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}

/** The columns, in their order. Names stay as they are in every language, so that a script that reads them does too. */
export const csvColumns = [
  'kind',
  'theme',
  'theme_title',
  'id',
  'source',
  'also_in',
  'relation',
  'confidence',
  'relation_confidence',
  'strength',
  'topic',
  'why',
  ...(['left', 'right'] as const).flatMap((side) =>
    (['perspective', 'title', 'authors', 'path', 'lines', 'quote'] as const).map((name) => `${side}_${name}` as const),
  ),
  'verdict',
  'reviewer',
  'at',
  'annotation',
] as const;

type Cells = Partial<Record<(typeof csvColumns)[number], string | number | null>>;

/** Writes the table. With `byteOrderMark`, Excel reads it as UTF-8. */
export function csvReport(
  { comparisons, journals }: Report,
  { byteOrderMark }: { readonly byteOrderMark: boolean },
): string {
  const themes = [...new Set(comparisons.map(({ pair }) => pair.theme.id))];
  const acts = themes.flatMap((theme) => (journals.get(theme)?.acts ?? []).map((act) => actCells(theme, act)));
  const rows = [...comparisons.flatMap(rowsOf), ...acts].map((cells) =>
    csvColumns.map((column) => {
      const cell = cells[column] ?? '';
      return typeof cell === 'number' ? String(cell) : guardCell(cell);
    }),
  );
  const table = Papa.unparse({ fields: [...csvColumns], data: rows }, { newline: '\r\n' });
  return `${byteOrderMark ? '\ufeff' : ''}${table}\r\n`;
}

function rowsOf(comparison: Comparison): Cells[] {
  const { theme } = comparison.pair;
  const head = { theme: theme.id, theme_title: visibleText(theme.title) };
  const shown = isReviewed(comparison) ? [...comparison.links, ...comparison.rejected] : comparison.links;
  const links = shown.map((link): Cells => ({
    kind: 'link',
    ...head,
    id: link.id,
    source: link.source,
    also_in: link.alsoIn.join(' '),
    relation: link.relation,
    confidence: link.confidence,
    relation_confidence: link.relationConfidence,
    strength: link.strength,
    topic: visibleText(link.topic ?? ''),
    why: visibleText(link.why ?? ''),
    ...sideCells(comparison, 'left', link.left),
    ...sideCells(comparison, 'right', link.right),
    ...('status' in link ? { verdict: String(link.status) } : {}),
  }));
  const silences = (['left', 'right'] as const).flatMap((side) =>
    comparison.silences[side].map((silence): Cells => ({
      kind: 'silence',
      ...head,
      id: silence.id,
      source: comparison.reading.kind,
      topic: visibleText(silence.topic),
      why: visibleText(silence.why ?? ''),
      ...sideCells(comparison, side, silence.spans),
    })),
  );
  return [...links, ...silences];
}

function sideCells(comparison: Comparison, side: Side, spans: readonly Span[]): Cells {
  const entry = comparison.pair[side];
  const essay = comparison[side];
  const lines = new LineIndex(essay.text);
  return {
    [`${side}_perspective`]: entry.perspective,
    [`${side}_title`]: visibleText(entry.title),
    [`${side}_authors`]: authorsOf(entry),
    [`${side}_path`]: visibleText(entry.path),
    [`${side}_lines`]: spans.map((span) => lines.lineAt(span.start) + 1).join(' '),
    [`${side}_quote`]: spans.map((span) => visibleText(plainQuote(quoteOf(essay, span)))).join('\n'),
  };
}

/** What a reviewer did. The words are those of the essays as they were then. */
function actCells(theme: string, act: Act): Cells {
  const anchors = 'anchors' in act ? act.anchors : [];
  const side = (name: Side): Cells => {
    const own = anchors.filter((anchor) => anchor.side === name);
    return {
      [`${name}_path`]: visibleText(own[0]?.path ?? ''),
      [`${name}_quote`]: own.map(({ exact }) => visibleText(plainQuote(exact))).join('\n'),
    };
  };
  return {
    kind: act.kind,
    theme,
    id: act.id,
    source: 'person',
    ...(act.kind === 'decision' && {
      relation: act.relation ?? '',
      topic: visibleText(act.topic ?? ''),
      why: visibleText(act.reason ?? ''),
      verdict: act.verdict,
    }),
    ...((act.kind === 'note' || act.kind === 'reply') && { why: visibleText(act.text) }),
    ...side('left'),
    ...side('right'),
    reviewer: act.by.id,
    at: act.at,
    annotation: escapeInJson(writeLine(act)),
  };
}
