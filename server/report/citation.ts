/** *Copy as Citation*: both quotes of a link with author, title and place, ready to be put into a text. */
import type { Side } from '../alignment/reading';
import type { ComparedLink, Comparison } from '../readings/comparison';
import { LineIndex } from '../text/lines';
import { type QuoteContent, quoteContent } from './content';
import { escapeMarkdown } from './markdownText';
import type { Translate } from './translate';
import { relationWord } from './words';
import { visibleText } from './visibleText';

export type CitationStyle = 'markdown' | 'text';

/** A link as a citation. Plain text sets quotes in quotation marks, Markdown as block quotations. */
export function citation(comparison: Comparison, link: ComparedLink, style: CitationStyle, t: Translate): string {
  const quotes = (side: Side): QuoteContent[] => {
    const lines = new LineIndex(comparison[side].text);
    return link[side].map((span) => quoteContent(comparison.pair[side], comparison[side], span, lines, t));
  };
  const all = [...quotes('left'), ...quotes('right')];
  const relation = t(relationWord(link.relation));
  const head = link.topic === null ? relation : `${relation}: ${visibleText(link.topic)}`;
  const parts =
    style === 'markdown'
      ? [
          `**${escapeMarkdown(head)}**`,
          ...all.map(({ text, source }) => `> ${escapeMarkdown(text)}\n>\n> — ${escapeMarkdown(source)}`),
        ]
      : [head, ...all.map(({ text, source }) => `“${text}”\n— ${source}`)];
  return `${parts.join('\n\n')}\n`;
}
