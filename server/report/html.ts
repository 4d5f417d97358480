/**
 * A reading report as one HTML file: it needs no network and no script, prints well, and follows the light or dark of its reader's machine.
 * Its policy lets nothing run and nothing load, whatever an essay may hold.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Side } from '../alignment/reading';
import { msg } from '../text/message';
import {
  type EssayContent,
  type GroupContent,
  type LinkContent,
  type QuoteContent,
  type RemarkContent,
  type Report,
  type ReportContent,
  reportContent,
  type ReportOptions,
  type SilencesContent,
  type ThemeContent,
} from './content';
import { escapeXml } from './escapeXml';
import { htmlStyle } from './htmlStyle';
import { overviewPicture } from './overviewPicture';
import type { Translate } from './translate';
import { relationSign, relationWord } from './words';

/** Writes the report: per theme its picture, summary, a table of links for each relation with both essays side by side, and the silences. */
export function htmlReport(report: Report, options: ReportOptions): string {
  const { t } = options;
  const content = reportContent(report, options);
  const policy = `default-src 'none'; style-src 'sha256-${base64(sha256(utf8ToBytes(htmlStyle)))}'`;
  return [
    '<!DOCTYPE html>',
    `<html lang="${options.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="generator" content="Counterpoint">',
    `<title>${text(content.title)}</title>`,
    `<style>${htmlStyle}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${text(content.title)}</h1>`,
    `<p class="soft">${text(content.opening)} <time datetime="${text(content.date)}">${text(content.date)}</time></p>`,
    '</header>',
    ...(content.counts === null ? [] : contents(content.counts, t)),
    '<main>',
    ...content.themes.flatMap((theme, i) => themeSection(theme, `theme-${i + 1}`, t)),
    ...methodSection(content, t),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const text = escapeXml;

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** The themes with their counts, each leading to its section. */
function contents({ heads, rows }: NonNullable<ReportContent['counts']>, t: Translate): string[] {
  return [
    `<nav aria-label="${text(t(msg('Themes')))}">`,
    '<table class="counts">',
    `<thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      ({ title, cells }, i) =>
        `<tr><td><a href="#theme-${i + 1}">${text(title)}</a></td>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
    '</nav>',
  ];
}

function themeSection(theme: ThemeContent, id: string, t: Translate): string[] {
  const shown = new Set([
    ...theme.groups.flatMap(({ links }) => links.map((link) => link.id)),
    ...theme.silences.flatMap(({ silences }) => silences.map((silence) => silence.id)),
  ]);
  return [
    '<section>',
    `<h2 id="${id}" dir="auto">${text(theme.title)}</h2>`,
    ...(theme.questions.length === 0
      ? []
      : ['<ul>', ...theme.questions.map((each) => `<li dir="auto"><em>${text(each)}</em></li>`), '</ul>']),
    '<dl class="essays">',
    ...(['left', 'right'] as const).map((side) => essayEntry(theme.essays[side])),
    '</dl>',
    `<p class="reading">${text(theme.reading)}</p>`,
    ...(theme.picture === null
      ? []
      : [
          '<figure>',
          overviewPicture(theme.picture, {
            t,
            id: `${id}-picture`,
            target: (each) => (shown.has(each) ? `#${id}-${each}` : undefined),
          }),
          '</figure>',
        ]),
    ...theme.summary.map((each) => `<p dir="auto"><strong>${text(each.heading)}.</strong> ${text(each.text)}</p>`),
    ...theme.groups.flatMap((group) => groupSection(theme, group, id, t)),
    ...theme.silences.flatMap((group) => silencesSection(group, id)),
    ...agreementSection(theme, t),
    ...notesSection(theme, t),
    '</section>',
  ];
}

function essayEntry({ heading, authors, path }: EssayContent): string {
  const by = authors === '' ? '' : `<dd><bdi>${text(authors)}</bdi></dd>`;
  return `<div><dt dir="auto">${text(heading)}</dt>${by}<dd class="source"><bdi>${text(path)}</bdi></dd></div>`;
}

function groupSection(theme: ThemeContent, group: GroupContent, id: string, t: Translate): string[] {
  const column = (side: Side): string => {
    const { title, label } = theme.essays[side];
    return `<th scope="col"><bdi>${text(label === '' ? title : `${label}: ${title}`)}</bdi></th>`;
  };
  const count = group.links.length === 1 ? t(msg('1 link')) : t(msg('{0} links', group.links.length));
  return [
    `<h3 class="${group.relation}"><span class="sign" aria-hidden="true">${group.sign}</span> ${text(group.heading)}</h3>`,
    '<details open>',
    `<summary>${text(count)}</summary>`,
    '<table class="links">',
    `<caption class="hidden">${text(group.heading)}</caption>`,
    `<thead><tr>${column('left')}${column('right')}</tr></thead>`,
    ...group.links.flatMap((link) => linkRows(link, id, t)),
    '</table>',
    '</details>',
  ];
}

function linkRows(link: LinkContent, id: string, t: Translate): string[] {
  const quotes = (list: readonly QuoteContent[]): string => `<td class="quote">${list.map(quotation).join('')}</td>`;
  const relation = t(relationWord(link.relation));
  const word = link.topic === relation ? '' : `<span class="hidden">${text(relation)}: </span>`;
  return [
    `<tbody class="${link.relation}" id="${id}-${link.id}">`,
    `<tr><th scope="rowgroup" colspan="2"><span class="sign" aria-hidden="true">${relationSign(link.relation)}</span> ${word}<bdi>${text(link.topic)}</bdi></th></tr>`,
    `<tr>${quotes(link.left)}${quotes(link.right)}</tr>`,
    '<tr><td colspan="2">',
    ...(link.why === null ? [] : [`<p dir="auto">${text(link.why)}</p>`]),
    ...link.remarks.map(remarkParagraph),
    `<p class="facts"><bdi>${text(link.facts.join(' · '))}</bdi></p>`,
    '</td></tr>',
    '</tbody>',
  ];
}

function silencesSection({ side, heading, silences }: SilencesContent, id: string): string[] {
  return [
    `<h3 class="silence"><span class="sign" aria-hidden="true">○</span> ${text(heading)}</h3>`,
    `<ul class="silences ${side}">`,
    ...silences.map((silence) => {
      const why = silence.why === null ? '' : `<p dir="auto">${text(silence.why)}</p>`;
      return `<li id="${id}-${silence.id}"><p dir="auto"><strong>${text(silence.topic)}</strong></p>${why}${silence.quotes.map(quotation).join('')}${silence.remarks.map(remarkParagraph).join('')}</li>`;
    }),
    '</ul>',
  ];
}

function agreementSection({ agreement }: ThemeContent, t: Translate): string[] {
  if (agreement.length === 0) return [];
  return [
    `<h3>${text(t(msg('Agreement of the reviewers')))}</h3>`,
    '<ul>',
    ...agreement.map((line) => `<li dir="auto">${text(line)}</li>`),
    '</ul>',
  ];
}

function notesSection({ notes }: ThemeContent, t: Translate): string[] {
  if (notes.length === 0) return [];
  return [
    `<h3>${text(t(msg('Notes')))}</h3>`,
    '<ul>',
    ...notes.map((note) => `<li>${remarkParagraph(note)}${note.quotes.map(quotation).join('')}</li>`),
    '</ul>',
  ];
}

function remarkParagraph({ who, text: said }: RemarkContent): string {
  return `<p class="remark" dir="auto"><strong>${text(who)}</strong>${said === '' ? '' : ` — ${text(said)}`}</p>`;
}

function quotation({ text: quote, place, source }: QuoteContent): string {
  return `<blockquote><p dir="auto">${text(quote)}</p><footer class="source" title="${text(source)}">${text(place)}</footer></blockquote>`;
}

function methodSection({ method }: ReportContent, t: Translate): string[] {
  if (method.length === 0) return [];
  return [
    '<section>',
    `<h2 id="method">${text(t(msg('Method and its limits')))}</h2>`,
    ...method.map((paragraph) => `<p dir="auto">${text(paragraph)}</p>`),
    '</section>',
  ];
}
