import {
  type LinkContent,
  type QuoteContent,
  type RemarkContent,
  type Report,
  reportContent,
  type ReportOptions,
  type ThemeContent,
} from './content';
import { msg } from '../text/message';
import { escapeMarkdown } from './markdownText';
import type { Translate } from './translate';

/** A reading report as Markdown: the counts, then per theme every link with both quotes side by side, the silences; at the end the method. */
export function markdownReport(report: Report, options: ReportOptions): string {
  const { t } = options;
  const content = reportContent(report, options);
  const out = [`# ${escapeMarkdown(content.title)}`, '', `${content.opening} ${content.date}`, ''];
  if (content.counts !== null) {
    out.push(...row(content.counts.heads), '|---|---:|---:|---:|---:|');
    for (const { title, cells } of content.counts.rows) out.push(...row([escapeMarkdown(title), ...cells]));
    out.push('');
  }
  for (const theme of content.themes) out.push(...themeSection(theme, t));
  if (content.method.length > 0) out.push(`## ${t(msg('Method and its limits'))}`, '');
  for (const paragraph of content.method) out.push(escapeMarkdown(paragraph), '');
  return out.join('\n').trimEnd() + '\n';
}

function themeSection(theme: ThemeContent, t: Translate): string[] {
  const out = [`## ${escapeMarkdown(theme.title)}`, ''];
  for (const question of theme.questions) out.push(`- *${escapeMarkdown(question)}*`);
  if (theme.questions.length > 0) out.push('');
  for (const { heading, authors, path } of [theme.essays.left, theme.essays.right]) {
    const by = authors === '' ? '' : ` — ${escapeMarkdown(authors)}`;
    out.push(`**${escapeMarkdown(heading)}**${by} (\`${path.replaceAll('`', "'")}\`)  `);
  }
  out.push('', `*${escapeMarkdown(theme.reading)}*`, '');
  for (const { heading, text } of theme.summary) out.push(`**${heading}.** ${escapeMarkdown(text)}`, '');
  for (const { sign, heading, links } of theme.groups) {
    out.push(`### ${sign} ${heading} (${links.length})`, '');
    for (const link of links) out.push(...linkSection(theme, link));
  }
  for (const { heading, silences } of theme.silences) {
    out.push(`### ○ ${heading} (${silences.length})`, '');
    for (const { topic, why, quotes, remarks } of silences) {
      out.push(`- **${escapeMarkdown(topic)}**${why === null ? '' : `: ${escapeMarkdown(why)}`}`);
      for (const remark of remarks) out.push(`  ${remarkItem(remark)}`);
      for (const { place, text } of quotes) out.push(`  - ${t(msg('{0}: {1}', place, escapeMarkdown(text)))}`);
    }
    out.push('');
  }
  if (theme.agreement.length > 0) out.push(`### ${t(msg('Agreement of the reviewers'))}`, '');
  for (const line of theme.agreement) out.push(`- ${escapeMarkdown(line)}`);
  if (theme.agreement.length > 0) out.push('');
  if (theme.notes.length > 0) out.push(`### ${t(msg('Notes'))}`, '');
  for (const note of theme.notes) {
    out.push(remarkItem(note));
    for (const { source, text } of note.quotes) out.push(`  - ${escapeMarkdown(text)} — ${escapeMarkdown(source)}`);
  }
  return theme.notes.length > 0 ? [...out, ''] : out;
}

function remarkItem({ who, text }: RemarkContent): string {
  return `- **${escapeMarkdown(who)}**${text === '' ? '' : ` — ${escapeMarkdown(text)}`}`;
}

function linkSection({ essays }: ThemeContent, link: LinkContent): string[] {
  const out = [
    `#### ${escapeMarkdown(link.topic)}`,
    '',
    ...row([essays.left, essays.right].map(({ title }) => escapeMarkdown(title))),
    '|---|---|',
    ...quoteRows(link),
    '',
    link.facts.map(escapeMarkdown).join(' · '),
    '',
  ];
  if (link.why !== null) out.push(escapeMarkdown(link.why), '');
  if (link.remarks.length > 0) out.push(...link.remarks.map((remark) => remarkItem(remark)), '');
  return out;
}

/** The quotes of both sides beside each other, each over its source. */
function quoteRows({ left, right }: LinkContent): string[] {
  const rows: string[] = [];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const quotes = [left[i], right[i]];
    const text = (quote: QuoteContent | undefined): string => (quote === undefined ? '' : escapeMarkdown(quote.text));
    const source = (quote: QuoteContent | undefined): string =>
      quote === undefined ? '' : `— ${escapeMarkdown(quote.source)}`;
    rows.push(...row(quotes.map(text)), ...row(quotes.map(source)));
  }
  return rows;
}

function row(cells: readonly string[]): string[] {
  return [`| ${cells.join(' | ')} |`];
}
