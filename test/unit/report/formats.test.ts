import { describe, expect, it } from 'vitest';
import { parseReadingFile } from '../../../server/readings/readingFile';
import { exportFormat, formats } from '../../../server/report/formats';
import { compareTexts } from '../pairs';
import { evil, hostileComparison } from './hostile';
import { reportOf, wholeReport } from './make';

describe('the formats', () => {
  it('have names of their own, and one ending that tells them apart unless they are kin', () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
    expect(formats.map(({ id, extension }) => `${id} ${extension}`)).toEqual(
      expect.arrayContaining(['html html', 'docx docx', 'markdown md', 'csv csv', 'json json', 'reading reading.json']),
    );
    expect(exportFormat('html')?.id).toBe('html');
    expect(exportFormat('toString')).toBeUndefined();
  });

  it.each(formats.map(({ id }) => id))('%s writes hostile essays without failing, the same each time', async (id) => {
    const report = reportOf([hostileComparison()], evil);
    const [once, again] = [
      await exportFormat(id)?.write(report, wholeReport),
      await exportFormat(id)?.write(report, wholeReport),
    ];
    expect(once?.length).toBeGreaterThan(100);
    expect(once).toEqual(again);
  });

  it.each(formats.map(({ id }) => id))('%s writes a report without any pair', async (id) => {
    expect((await exportFormat(id)?.write(reportOf([]), wholeReport))?.length).toBeGreaterThan(0);
  });

  it('write JSON that shows as it is, and means what it is', async () => {
    const comparison = hostileComparison();
    const text = (await exportFormat('json')?.write(reportOf([comparison]), wholeReport)) as string;
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    const { pairs } = JSON.parse(text) as {
      pairs: { links: { left: { quote: string; start: number; end: number }[] }[] }[];
    };
    for (const { quote, start, end } of pairs.flatMap(({ links }) => links.flatMap(({ left }) => left)))
      expect(quote).toBe(comparison.left.text.slice(start, end));
  });

  it('write a reading file that is one', async () => {
    const text = (await exportFormat('reading')?.write(reportOf([compareTexts()]), wholeReport)) as string;
    const { file, problems } = parseReadingFile(text, 'x.reading.json');
    expect(problems).toEqual([]);
    expect(file?.name).toBe('Ports');
  });
});
