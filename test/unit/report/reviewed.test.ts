import { describe, expect, it } from 'vitest';
import { docxReport } from '../../../server/report/docx';
import { htmlReport } from '../../../server/report/html';
import { markdownReport } from '../../../server/report/markdown';
import { allParts } from '../../../server/report/parts';
import { strFromU8, unzipSync } from 'fflate';
import { nodeTypes } from '../markdown';
import { wholeReport } from './make';
import { reviewedReport } from './reviewed';

const report = reviewedReport();
const told = [
  'Ada: relabelled: Divergence',
  'Bo: rejected',
  'Bo: accepted',
  'Note by Ada',
  'A note on the whole.',
  'Reply by Ada',
];

describe('what reviewers said', () => {
  it('stands in the Markdown report, and lets nothing come to life', () => {
    const markdown = markdownReport(report, wholeReport);
    const { types, text } = nodeTypes(markdown);
    for (const each of [...told, 'Note by Bo (resolved)']) expect(text).toContain(each);
    for (const type of ['html', 'link', 'image', 'code']) expect(types).not.toContain(type);
  });

  it('stands in the HTML report, escaped', () => {
    const html = htmlReport(report, wholeReport);
    for (const each of told) expect(html).toContain(each);
    expect(html).toContain('Fees &amp; &lt;b&gt;duties&lt;/b&gt; are not the same.');
    expect(html).not.toMatch(/<script|<b>/);
  });

  it('stands in the Word report', async () => {
    const document = strFromU8(unzipSync(await docxReport(report, wholeReport))['word/document.xml']!);
    for (const each of told) expect(document).toContain(each);
  });

  it('stays out where the reader leaves it out', () => {
    const parts = new Set([...allParts].filter((part) => part !== 'decisions' && part !== 'notes'));
    const html = htmlReport(report, { ...wholeReport, parts });
    for (const each of told) expect(html).not.toContain(each);
  });
});
