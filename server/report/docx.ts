/**
 * A reading report as a Word document (Office Open XML): opens in Word and LibreOffice, with headings that make an outline, two-column tables
 * for the links, and the source of each quote as a footnote. Bundled on its own and loaded when first asked for: the library is large.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  FootnoteReferenceRun,
  HeadingLevel,
  LineRuleType,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Relation, Side } from '../alignment/reading';
import { msg } from '../text/message';
import {
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
import type { Translate } from './translate';

/** A4 with margins of 20 mm, in twentieths of a point, as Word counts. */
const page = { width: 11_906, height: 16_838, margin: 1134 } as const;
const textWidth = page.width - 2 * page.margin;
const colours: Readonly<Record<Relation, string>> = {
  convergence: '1A6FB5',
  divergence: 'A85200',
  undetermined: '666666',
};
const borders: Readonly<Record<Relation, (typeof BorderStyle)[keyof typeof BorderStyle]>> = {
  convergence: BorderStyle.SINGLE,
  divergence: BorderStyle.DASHED,
  undetermined: BorderStyle.DOTTED,
};
const soft = '55585E';
const fonts = { ascii: 'Cambria', hAnsi: 'Cambria', cs: 'Times New Roman', eastAsia: 'SimSun' } as const;
const headFonts = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Arial', eastAsia: 'Microsoft YaHei' } as const;

/** Writes the report. The same report gives the same bytes. */
export async function docxReport(report: Report, options: ReportOptions): Promise<Uint8Array> {
  const { t } = options;
  const content = reportContent(report, options);
  const notes = new Footnotes();
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(content.title)] }),
    paragraph(`${content.opening} ${content.date}`, { style: 'Fact' }),
    ...(content.counts === null ? [] : countsTable(content.counts)),
    ...content.themes.flatMap((theme, i) => themeSection(theme, i > 0 || content.themes.length > 1, notes, t)),
    ...(content.method.length === 0 ? [] : [heading(t(msg('Method and its limits')), HeadingLevel.HEADING_1)]),
    ...content.method.map((text) => paragraph(text)),
  ];
  const made = new Document({
    creator: 'Counterpoint',
    title: content.title,
    styles: styles(options.language),
    footnotes: notes.all,
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.margin, right: page.margin, bottom: page.margin, left: page.margin },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                style: 'Fact',
                alignment: AlignmentType.CENTER,
                children: [run({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return withDate(new Uint8Array(await Packer.toArrayBuffer(made)), content.date);
}

/** The library writes the hour of writing into the file; here it is the report's day. */
function withDate(packed: Uint8Array, date: string): Uint8Array {
  const files = unzipSync(packed);
  const name = 'docProps/core.xml';
  const core = files[name];
  if (core === undefined) throw new Error('a Word document has core properties');
  const dated = strFromU8(core).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${date}T00:00:00Z`);
  // Local time, so that the bytes are the same in every time zone.
  return zipSync({ ...files, [name]: strToU8(dated) }, { mtime: '1980-01-01T00:00:00', level: 9 });
}

/** The footnotes of a document, numbered as they come. */
class Footnotes {
  readonly all: Record<string, { children: Paragraph[] }> = {};
  #last = 0;

  add(text: string): FootnoteReferenceRun {
    this.#last += 1;
    this.all[this.#last] = { children: [paragraph(text, { style: 'FootnoteText' })] };
    return new FootnoteReferenceRun(this.#last);
  }
}

function run(options: IRunOptions): TextRun {
  return new TextRun(options);
}

function paragraph(text: string, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ ...options, children: [new TextRun(text)] });
}

function heading(
  text: string,
  level: (typeof HeadingLevel)[keyof typeof HeadingLevel],
  options: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({ ...options, heading: level, children: [new TextRun(text)] });
}

function labelled(label: string, text: string): Paragraph {
  return new Paragraph({ children: [run({ text: `${label} `, bold: true }), new TextRun(text)] });
}

function remarkParagraph({ who, text }: RemarkContent): Paragraph {
  return labelled(text === '' ? who : `${who} —`, text);
}

function countsTable({ heads, rows }: NonNullable<ReportContent['counts']>): (Paragraph | Table)[] {
  const first = Math.round(textWidth * 0.34);
  const widths = [first, ...heads.slice(1).map(() => Math.round((textWidth - first) / 4))];
  const row = (cells: readonly string[], isHead: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: cells.map(
        (text, i) =>
          new TableCell({
            width: { size: widths[i] ?? 0, type: WidthType.DXA },
            ...(isHead && { shading: { type: ShadingType.CLEAR, fill: 'F0F0EE', color: 'auto' } }),
            children: [
              new Paragraph({
                style: 'Fact',
                alignment: i === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT,
                children: [run({ text, bold: isHead })],
              }),
            ],
          }),
      ),
    });
  return [
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      margins: { top: 60, bottom: 40, left: 80, right: 80 },
      rows: [row(heads, true), ...rows.map(({ title, cells }) => row([title, ...cells], false))],
    }),
  ];
}

function themeSection(theme: ThemeContent, startsPage: boolean, notes: Footnotes, t: Translate): (Paragraph | Table)[] {
  return [
    heading(theme.title, HeadingLevel.HEADING_1, { pageBreakBefore: startsPage }),
    ...theme.questions.map(
      (question) => new Paragraph({ bullet: { level: 0 }, children: [run({ text: question, italics: true })] }),
    ),
    ...(['left', 'right'] as const).map((side) => {
      const { heading: label, authors, path } = theme.essays[side];
      return labelled(label, `— ${[authors, path].filter((part) => part !== '').join(', ')}`);
    }),
    paragraph(theme.reading, { style: 'Fact' }),
    ...theme.summary.map((each) => labelled(`${each.heading}.`, each.text)),
    ...theme.groups.flatMap((group) => groupSection(theme, group, notes)),
    ...theme.silences.flatMap((group) => silencesSection(group, notes)),
    ...(theme.notes.length === 0 ? [] : [heading(t(msg('Notes')), HeadingLevel.HEADING_2)]),
    ...(theme.agreement.length === 0 ? [] : [heading(t(msg('Agreement of the reviewers')), HeadingLevel.HEADING_2)]),
    ...theme.agreement.map((line) => paragraph(line)),
    ...theme.notes.flatMap((note) => [remarkParagraph(note), ...note.quotes.map((quote) => quotation(quote, notes))]),
    ...(theme.groups.length + theme.silences.length === 0 ? [paragraph(t(msg('Nothing to show.')))] : []),
  ];
}

function groupSection(theme: ThemeContent, group: GroupContent, notes: Footnotes): (Paragraph | Table)[] {
  const half = Math.floor(textWidth / 2);
  const head = (side: Side): TableCell => {
    const { title, label } = theme.essays[side];
    return new TableCell({
      width: { size: half, type: WidthType.DXA },
      shading: { type: ShadingType.CLEAR, fill: 'F0F0EE', color: 'auto' },
      children: [paragraph(label === '' ? title : `${label}: ${title}`, { style: 'Fact' })],
    });
  };
  return [
    heading(`${group.sign} ${group.heading} (${group.links.length})`, HeadingLevel.HEADING_2),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: 2 * half, type: WidthType.DXA },
      columnWidths: [half, half],
      borders: {
        top: line('BBBBBB'),
        bottom: line('BBBBBB'),
        insideHorizontal: { style: BorderStyle.NONE },
        insideVertical: { style: BorderStyle.NONE },
        left: { style: BorderStyle.NONE },
        right: { style: BorderStyle.NONE },
      },
      margins: { top: 60, bottom: 60, left: 120, right: 120 },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: [head('left'), head('right')] }),
        ...group.links.flatMap((link) => linkRows(link, half, notes)),
      ],
    }),
  ];
}

function linkRows(link: LinkContent, half: number, notes: Footnotes): TableRow[] {
  const both = (children: Paragraph[], hasRule: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      children: [new TableCell({ columnSpan: 2, ...(hasRule && { borders: { top: line('BBBBBB') } }), children })],
    });
  const quotes = (list: readonly QuoteContent[]): TableCell =>
    new TableCell({
      width: { size: half, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.TOP,
      borders: { left: { style: borders[link.relation], size: 18, color: colours[link.relation] } },
      // A link's reason stays on the page of its quotes, where a page has room for both.
      children: list.map((quote) => quotation(quote, notes, { keepNext: true })),
    });
  return [
    both([paragraph(link.topic, { style: 'LinkTopic', keepNext: true })], true),
    new TableRow({ children: [quotes(link.left), quotes(link.right)] }),
    both(
      [
        ...(link.why === null ? [] : [paragraph(link.why)]),
        ...link.remarks.map(remarkParagraph),
        paragraph(link.facts.join(' · '), { style: 'Fact' }),
      ],
      false,
    ),
  ];
}

function quotation(
  { text, place, source }: QuoteContent,
  notes: Footnotes,
  options: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({
    ...options,
    style: 'EssayQuote',
    children: [new TextRun(text), run({ text: ` (${place})`, color: soft, size: 17 }), notes.add(source)],
  });
}

function silencesSection({ heading: title, silences }: SilencesContent, notes: Footnotes): Paragraph[] {
  return [
    heading(`○ ${title} (${silences.length})`, HeadingLevel.HEADING_2),
    ...silences.flatMap(({ topic, why, quotes, remarks }) => [
      paragraph(topic, { style: 'LinkTopic', keepNext: true }),
      ...(why === null ? [] : [paragraph(why)]),
      ...quotes.map((quote) => quotation(quote, notes)),
      ...remarks.map(remarkParagraph),
    ]),
  ];
}

function line(color: string): { style: typeof BorderStyle.SINGLE; size: number; color: string } {
  return { style: BorderStyle.SINGLE, size: 4, color };
}

function styles(language: ReportOptions['language']): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
  const head = (size: number, before: number): object => ({
    run: { font: headFonts, size, bold: true, color: '1D1D1F' },
    paragraph: { spacing: { before, after: 120, line: 264, lineRule: LineRuleType.AUTO }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: {
          font: fonts,
          size: 21,
          language: { value: language === 'zh-CN' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' },
        },
        paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
      },
      title: head(40, 0),
      heading1: head(30, 360),
      heading2: head(24, 280),
    },
    paragraphStyles: [
      {
        id: 'EssayQuote',
        name: 'Essay Quote',
        basedOn: 'Normal',
        paragraph: { indent: { left: 60 }, spacing: { after: 80 } },
      },
      {
        id: 'LinkTopic',
        name: 'Link Topic',
        basedOn: 'Normal',
        run: { font: headFonts, bold: true },
        paragraph: { spacing: { before: 120, after: 40 }, keepNext: true },
      },
      { id: 'Fact', name: 'Fact', basedOn: 'Normal', run: { font: headFonts, size: 17, color: soft } },
    ],
  };
}
