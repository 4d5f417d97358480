import { DOMParser, type Document, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { docxReport } from '../../../server/report/docx';
import { allParts } from '../../../server/report/parts';
import { compareTexts } from '../pairs';
import { evil, hostileComparison } from './hostile';
import { reportOf, wholeReport } from './make';

/** The files of a Word document, each that is XML parsed by a strict parser, which throws where it is not well formed. */
function opened(bytes: Uint8Array): ReadonlyMap<string, Document> {
  const parser = new DOMParser({ onError: onErrorStopParsing });
  const xml = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(?:xml|rels)$/.test(name));
  return new Map(xml.map(([name, file]) => [name, parser.parseFromString(strFromU8(file), 'text/xml')]));
}

const named = (files: ReadonlyMap<string, Document>, file: string, tag: string): Element[] =>
  Array.from(files.get(file)?.getElementsByTagName(tag) ?? []);
const text = (element: Element | undefined): string => element?.textContent ?? '';
const styleOf = (paragraph: Element): string =>
  paragraph.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val') ?? '';

describe('the Word report', () => {
  let bytes: Uint8Array;
  let files: ReadonlyMap<string, Document>;
  beforeAll(async () => {
    bytes = await docxReport(reportOf([compareTexts(), compareTexts()]), wholeReport);
    files = opened(bytes);
  });

  it('is a package of well-formed parts, each related file there', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['[Content_Types].xml', '_rels/.rels', 'word/document.xml', 'word/footnotes.xml']),
    );
    const missing = named(files, 'word/_rels/document.xml.rels', 'Relationship')
      .map((each) => `word/${each.getAttribute('Target') ?? ''}`)
      .filter((target) => !files.has(target));
    expect(missing).toEqual([]);
  });

  it('has headings that make an outline', () => {
    const heads = named(files, 'word/document.xml', 'w:p')
      .map((paragraph) => [styleOf(paragraph), text(paragraph)] as const)
      .filter(([style]) => /^(?:Title|Heading\d)$/.test(style));
    expect(heads.slice(0, 4)).toEqual([
      ['Title', 'Ports'],
      ['Heading1', 'Who owns the quay?'],
      ['Heading2', '∼ Possibly related (1)'],
      ['Heading2', '○ Named only on the left (1)'],
    ]);
    expect(heads.at(-1)).toEqual(['Heading1', 'Method and its limits']);
  });

  it('sets the quotes of both essays beside each other, in a table whose head is repeated on every page', () => {
    const [, table] = named(files, 'word/document.xml', 'w:tbl');
    const rows = Array.from(table?.getElementsByTagName('w:tr') ?? []);
    const cells = rows.map((row) => Array.from(row.getElementsByTagName('w:tc')).map((cell) => cell.textContent ?? ''));
    expect(cells[0]).toEqual(['Town: Ours', 'Nation: Everybody’s']);
    expect(cells[2]).toEqual([
      'A harbour fee pays for the dredging. (line 3)',
      'No harbour fee ever paid for dredging. (line 3)',
    ]);
    expect(rows[0]?.getElementsByTagName('w:tblHeader')).toHaveLength(1);
  });

  it('gives the source of each quote in a footnote that its mark leads to', () => {
    const notes = new Map(
      named(files, 'word/footnotes.xml', 'w:footnote').map((note) => [note.getAttribute('w:id'), text(note).trim()]),
    );
    const marks = named(files, 'word/document.xml', 'w:footnoteReference').map((mark) => mark.getAttribute('w:id'));
    expect(marks.map((mark) => notes.get(mark)).slice(0, 2)).toEqual(['Ada, “Ours”, line 3', '“Everybody’s”, line 3']);
    expect(marks.filter((mark) => !notes.has(mark))).toEqual([]);
    expect(new Set(marks).size).toBe(marks.length);
  });

  it('holds hostile text as text: no link, field, macro or turned direction', async () => {
    const hostile = opened(await docxReport(reportOf([hostileComparison()], evil), wholeReport));
    const body = text(named(hostile, 'word/document.xml', 'w:body')[0]);
    expect(body).toContain('=HYPERLINK("http://e.org";"x")<script>alert(1)</script>');
    expect(body).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    expect(named(hostile, 'word/document.xml', 'w:hyperlink')).toEqual([]);
    expect(named(hostile, 'word/document.xml', 'w:fldSimple')).toEqual([]);
    const external = [...hostile.keys()]
      .filter((name) => name.endsWith('.rels'))
      .flatMap((name) => named(hostile, name, 'Relationship'))
      .filter((each) => each.getAttribute('TargetMode') === 'External');
    expect(external).toEqual([]);
    expect([...hostile.keys()].filter((name) => /vba|macro|embed/i.test(name))).toEqual([]);
  });

  it('leaves out what the reader leaves out', async () => {
    const parts = new Set([...allParts].filter((part) => part !== 'silences' && part !== 'method'));
    const short = opened(await docxReport(reportOf([compareTexts()]), { ...wholeReport, parts }));
    const body = text(named(short, 'word/document.xml', 'w:body')[0]);
    expect(body).toContain('A harbour fee pays for the dredging.');
    expect(body).not.toMatch(/Named only on|Method and its limits/);
  });

  it('is the same, byte for byte, for the same report, and dated with its day', async () => {
    const again = await docxReport(reportOf([compareTexts(), compareTexts()]), wholeReport);
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
    expect(text(named(files, 'docProps/core.xml', 'dcterms:created')[0])).toBe('2026-11-24T00:00:00Z');
  });
});
