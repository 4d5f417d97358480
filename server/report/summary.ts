import { type ComparedLink, type Comparison, countRelations, quoteOf } from '../readings/comparison';
import { LineIndex } from '../text/lines';
import { msg } from '../text/message';
import { plainQuote } from './markdownText';
import type { Translate } from './translate';
import { percent, readingLine, relationSign, relationWord, summaryParts } from './words';

/** A readable summary of a comparison for a terminal: counts, the strongest links with their quotes, silences. Plain text, `width` columns. */
export function summarize(comparison: Comparison, t: Translate, options: { links: number; width: number }): string {
  const { pair } = comparison;
  const counts = countRelations(comparison.links);
  const out: string[] = [];
  out.push(pair.theme.title, '─'.repeat(Math.min(options.width, Math.max(8, pair.theme.title.length))));
  out.push(`  ◧ ${pair.left.title}  (${pair.left.path})`, `  ◨ ${pair.right.title}  (${pair.right.path})`);
  out.push(
    '  ' +
      t(
        msg(
          '{0} links: {1} convergences, {2} divergences, {3} possibly related · silences: {4} left, {5} right',
          comparison.links.length,
          counts.convergence,
          counts.divergence,
          counts.undetermined,
          comparison.silences.left.length,
          comparison.silences.right.length,
        ),
      ),
  );
  for (const reading of [comparison.reading, ...comparison.overlaid])
    out.push(...wrap(readingLine(reading, t), options.width, '  '));
  out.push('');
  for (const { part, heading } of summaryParts) {
    const text = comparison.summary?.[part];
    if (text != null) out.push(...wrap(`${t(heading)}: ${text}`, options.width, '    ', '  '), '');
  }
  for (const link of comparison.links.slice(0, options.links))
    out.push(...linkLines(comparison, link, t, options.width), '');
  for (const side of ['left', 'right'] as const) {
    const topics = comparison.silences[side].map((silence) => silence.topic);
    if (topics.length === 0) continue;
    const line =
      side === 'left'
        ? msg('Only the left essay names: {0}', topics.join('; '))
        : msg('Only the right essay names: {0}', topics.join('; '));
    out.push(...wrap(t(line), options.width, '  '));
  }
  return printable(out.join('\n')).trimEnd() + '\n';
}

/** A text for a terminal: a control character out of an essay or a file's name would command it. */
export function printable(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, '');
}

function linkLines(comparison: Comparison, link: ComparedLink, t: Translate, width: number): string[] {
  const head = `  ${relationSign(link.relation)} ${t(relationWord(link.relation))} · ${percent(link.confidence)}${link.topic === null ? '' : ` · ${link.topic}`}`;
  const quotes = (side: 'left' | 'right', mark: string): string[] => {
    const lines = new LineIndex(comparison[side].text);
    return link[side].flatMap((span) =>
      wrap(
        `${mark} ${lines.lineAt(span.start) + 1}: ${plainQuote(quoteOf(comparison[side], span))}`,
        width,
        '      ',
        '    ',
      ),
    );
  };
  const why = link.why === null ? [] : wrap(link.why, width, '    ');
  return [head, ...quotes('left', '◧'), ...quotes('right', '◨'), ...why];
}

/** Breaks a text at spaces so that lines keep to the width; words of Han script, which has none, break anywhere. */
export function wrap(text: string, width: number, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const pieces = /\p{Script=Han}/u.test(word) ? Array.from(word) : [word];
    pieces.forEach((piece, i) => {
      const space = i === 0 && !isEmpty ? ' ' : '';
      if (!isEmpty && line.length + space.length + piece.length > width) {
        lines.push(line);
        line = indent + piece;
      } else {
        line += space + piece;
      }
      isEmpty = false;
    });
  }
  lines.push(line);
  return lines;
}
