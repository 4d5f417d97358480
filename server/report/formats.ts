/** The formats that a comparison can be written in. A new one is one file of this room, and one row here. */
import { engineName, engineVersion } from '../alignment/align';
import { type Message, msg } from '../text/message';
import { alignmentJson } from './alignmentJson';
import type { Report, ReportOptions } from './content';
import { csvReport } from './csv';
import { escapeInJson } from './escapeInJson';
import { htmlReport } from './html';
import { markdownReport } from './markdown';
import { readingReport } from './readingFormat';
import { annotationCollection } from './webAnnotation';

export interface Format {
  readonly id: string;
  /** Without the leading dot. */
  readonly extension: string;
  /** For people, with what it is good for. */
  readonly name: Message;
  readonly use: Message;
  /** `report`: to be read, its parts can be chosen. `data`: for other tools, always whole. */
  readonly kind: 'report' | 'data';
  /** Gives a text (UTF-8) or bytes. */
  write(report: Report, options: ReportOptions): string | Promise<Uint8Array>;
}

export const formats = [
  {
    id: 'html',
    extension: 'html',
    name: msg('Web page'),
    use: msg('to read, print and pass on: one file, with the overview picture'),
    kind: 'report',
    write: htmlReport,
  },
  {
    id: 'docx',
    extension: 'docx',
    name: msg('Word document'),
    use: msg('to edit in Word or LibreOffice, with sources as footnotes'),
    kind: 'report',
    // The library is large: it is read from the disk when the first document is written.
    write: async (report, options) => (await import('./docx')).docxReport(report, options),
  },
  {
    id: 'markdown',
    extension: 'md',
    name: msg('Markdown'),
    use: msg('to go on writing in a text editor'),
    kind: 'report',
    write: markdownReport,
  },
  {
    id: 'csv',
    extension: 'csv',
    name: msg('Table (CSV)'),
    use: msg('for statistics: one row a link'),
    kind: 'data',
    write: (report) => csvReport(report, { byteOrderMark: false }),
  },
  {
    id: 'csv-excel',
    extension: 'csv',
    name: msg('Table (CSV) for Excel'),
    use: msg('the same, marked so that Excel reads every script'),
    kind: 'data',
    write: (report) => csvReport(report, { byteOrderMark: true }),
  },
  {
    id: 'json',
    extension: 'json',
    name: msg('Alignment JSON'),
    use: msg('for programs: every link, quote and place'),
    kind: 'data',
    write: ({ root, comparisons }) =>
      jsonText(alignmentJson(root, { name: engineName, version: engineVersion }, comparisons)),
  },
  {
    id: 'jsonld',
    extension: 'jsonld',
    name: msg('Web annotations (JSON-LD)'),
    use: msg('for annotation tools and archives; decisions and notes can be read in again'),
    kind: 'data',
    write: (report) => jsonText(annotationCollection(report)),
  },
  {
    id: 'reading',
    extension: 'reading.json',
    name: msg('Reading file'),
    use: msg('to share the reading without the essays'),
    kind: 'data',
    write: (report) => jsonText(readingReport(report)),
  },
] as const satisfies readonly Format[];

export type FormatId = (typeof formats)[number]['id'];

/** The format of a name that came from outside; undefined where there is none. */
export function exportFormat(name: string): Format | undefined {
  return formats.find(({ id }) => id === name);
}

function jsonText(value: unknown): string {
  return `${escapeInJson(JSON.stringify(value, null, 2))}\n`;
}
