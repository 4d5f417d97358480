import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvColumns, csvReport, guardCell, unguardCell } from '../../../server/report/csv';
import { compareTexts } from '../pairs';
import { evil, hostileComparison } from './hostile';
import { reportOf } from './make';

const parsed = (csv: string): Record<string, string>[] => {
  const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
};

describe('the table', () => {
  it('has a row for each link and silence, under columns whose names stay', () => {
    const rows = parsed(csvReport(reportOf([compareTexts()]), { byteOrderMark: false }));
    expect(Object.keys(rows[0] ?? {})).toEqual([...csvColumns]);
    expect(rows.map(({ kind }) => kind)).toEqual(['link', 'silence']);
    expect(rows[0]).toMatchObject({
      theme: 'quay',
      source: 'engine',
      relation: 'undetermined',
      left_authors: 'Ada',
      left_lines: '3',
      left_quote: 'A harbour fee pays for the dredging.',
      right_quote: 'No harbour fee ever paid for dredging.',
    });
    expect(rows[1]).toMatchObject({ topic: 'lighthouse', right_quote: '' });
  });

  it('is marked as UTF-8 for Excel where that is asked for', () => {
    const [plain, marked] = [false, true].map((byteOrderMark) =>
      csvReport(reportOf([compareTexts()]), { byteOrderMark }),
    );
    expect(marked).toBe(`\ufeff${plain ?? ''}`);
    expect(plain).toMatch(/^kind,theme,/);
  });

  it('holds no cell that a spreadsheet computes, and no mark that turns the direction of writing', () => {
    const csv = csvReport(reportOf([hostileComparison()], evil), { byteOrderMark: false });
    const cells = parsed(csv).flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith("'=HYPERLINK"))).toBe(true);
    expect(csv.replace(/[\r\n]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it.each(['=1+1', "'=1", "''@x", "'tis", '-', 'plain', '', '＝1', '\tx', "'"])(
    'guards %j so that it can be undone',
    (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect(unguardCell(guardCell(text))).toBe(text);
    },
  );
});
