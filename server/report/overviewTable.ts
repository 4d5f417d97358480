/** The overview of a corpus as tables for a document (Markdown) or a spreadsheet (CSV), and as a picture (SVG). */
import Papa from 'papaparse';
import { msg } from '../text/message';
import type { ConceptUse, CorpusOverview, ThemeOverview } from './corpusOverview';
import { guardCell } from './csv';
import { escapeXml } from './escapeXml';
import { escapeMarkdown, plainQuote } from './markdownText';
import type { Translate } from './translate';
import { visibleText } from './visibleText';
import { percent, relationSign, relationWord } from './words';
import { quoteOf } from '../readings/comparison';
import type { Relation, Side } from '../alignment/reading';

const relations: readonly Relation[] = ['convergence', 'divergence', 'undetermined'];
const sides: readonly Side[] = ['left', 'right'];

/** The themes, and below them the concepts, as Markdown tables. */
export function overviewMarkdown(overview: CorpusOverview, t: Translate): string {
  const table = (rows: readonly (readonly string[])[]): string => {
    const [head = [], ...body] = rows.map((cells) => cells.map((cell) => escapeMarkdown(visibleText(cell))));
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
  };
  return `${[themeRows(overview, t), conceptRows(overview, t)].map(table).join('\n\n')}\n`;
}

/** The same rows as CSV (RFC 4180), the two tables one below the other; no cell is one that a spreadsheet would compute. */
export function overviewCsv(overview: CorpusOverview, t: Translate): string {
  const rows = [...themeRows(overview, t), [], ...conceptRows(overview, t)];
  return `${Papa.unparse(
    rows.map((cells) => cells.map((cell) => guardCell(visibleText(cell)))),
    { newline: '\r\n' },
  )}\r\n`;
}

function themeRows({ themes }: CorpusOverview, t: Translate): string[][] {
  const head = [
    t(msg('Theme')),
    t(msg('Left essay')),
    t(msg('Right essay')),
    ...relations.flatMap((relation) => {
      const word = t(relationWord(relation));
      return [word, t(msg('{0}, share of the left text', word)), t(msg('{0}, share of the right text', word))];
    }),
    t(msg('Silences left')),
    t(msg('Silences right')),
    t(msg('Strongest clash')),
    t(msg('Left quote')),
    t(msg('Right quote')),
  ];
  const row = ({ comparison, counts, shares, clash }: ThemeOverview): string[] => [
    comparison.pair.theme.title,
    comparison.pair.left.title,
    comparison.pair.right.title,
    ...relations.flatMap((relation) => [
      String(counts[relation]),
      percent(shares[relation].left),
      percent(shares[relation].right),
    ]),
    // A silence of the left essay is an issue that only the right one names.
    String(comparison.silences.right.length),
    String(comparison.silences.left.length),
    clash?.topic ?? '',
    ...sides.map((side) =>
      (clash?.[side] ?? []).map((span) => plainQuote(quoteOf(comparison[side], span))).join(' […] '),
    ),
  ];
  return [head, ...themes.map(row)];
}

/** How a concept is used, in words. */
function useWord(use: ConceptUse, t: Translate): string {
  switch (use) {
    case 'contested':
      return t(msg('Contested'));
    case 'shared':
      return t(msg('Shared'));
    case 'left':
      return t(msg('Left only'));
    case 'right':
      return t(msg('Right only'));
  }
}

function conceptRows({ themes, concepts }: CorpusOverview, t: Translate): string[][] {
  const head = [t(msg('Concept')), t(msg('Use')), ...themes.map(({ comparison }) => comparison.pair.theme.title)];
  return [
    head,
    ...concepts.map(({ label, use, cells }) => [
      label,
      useWord(use, t),
      ...themes.map((_, theme) => {
        const cell = cells.find((each) => each.theme === theme);
        return cell === undefined ? '' : `${useWord(cell.use, t)}: ${cell.left} · ${cell.right}`;
      }),
    ]),
  ];
}

// Lengths are in the picture's own units: one is a CSS pixel when it is shown at its natural width.
const width = 860;
const names = 300;
const bar = width - names - 30;
const rowHeight = 34;
const top = 60;
const fills: Readonly<Record<Relation, string>> = {
  convergence: '#2f7d5b',
  divergence: '#b4472e',
  undetermined: '#8a8f98',
};

/**
 * A bar a theme: its links by relation, with numbers and signs, so that nothing depends on colour. Self-contained; dark ink on white, for
 * documents and slides.
 */
export function overviewSvg(title: string, { themes }: CorpusOverview, t: Translate): string {
  const most = Math.max(1, ...themes.map(({ comparison }) => comparison.links.length));
  const height = top + themes.length * rowHeight + 20;
  const text = (x: number, y: number, words: string, more = ''): string =>
    `<text x="${x}" y="${y}"${more}>${escapeXml(visibleText(words))}</text>`;
  const rows = themes.flatMap(({ comparison, counts }, i) => {
    const y = top + i * rowHeight;
    let x = names;
    const name = comparison.pair.theme.title;
    const longest = 46;
    return [
      text(16, y + 17, name.length > longest ? `${name.slice(0, longest - 1)}…` : name),
      ...relations.flatMap((relation) => {
        const own = (bar * counts[relation]) / most;
        const from = x;
        x += own;
        if (counts[relation] === 0) return [];
        const told = `${relationSign(relation)} ${counts[relation]}`;
        return [
          `<rect x="${from.toFixed(1)}" y="${y}" width="${Math.max(0, own - 1).toFixed(1)}" height="24" fill="${fills[relation]}"/>`,
          ...(own < 30 ? [] : [text(Math.round(from + 6), y + 17, told, ' fill="#ffffff"')]),
        ];
      }),
    ];
  });
  const legend = relations.map((relation, i) =>
    text(names + i * 170, 44, `${relationSign(relation)} ${t(relationWord(relation))}`, ` fill="${fills[relation]}"`),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="13" fill="#1c1c1c">`,
    `<title>${escapeXml(visibleText(title))}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(16, 26, title, ' font-size="17" font-weight="600"'),
    ...legend,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}
