import { DOMParser } from '@xmldom/xmldom';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { overviewSteps } from '../../../server/report/corpusOverview';
import { overviewCsv, overviewMarkdown, overviewSvg } from '../../../server/report/overviewTable';
import { translator } from '../../../server/report/translate';
import { finish } from '../../../server/text/steps';
import { compareTexts, quayPair } from '../pairs';

const t = translator(undefined);
const theme = { ...quayPair.theme, title: '=1+1 | <b>quay</b>' };
const comparison = compareTexts(undefined, undefined, { ...quayPair, theme });
const overview = finish(overviewSteps([comparison], [{ id: 'fee', forms: ['harbour fee'] }]));

describe('the overview to take along', () => {
  it('is two Markdown tables whose texts cannot break them', () => {
    const rows = overviewMarkdown(overview, t).split('\n');
    expect(rows.filter((row) => row.startsWith('| ---'))).toHaveLength(2);
    expect(rows.find((row) => row.includes('quay'))).not.toContain('<b>');
  });

  it('is rows of CSV with as many cells as their head, none of which is computed', () => {
    const { data } = Papa.parse<string[]>(overviewCsv(overview, t).trim());
    const [head, row] = data;
    expect(row).toHaveLength(head!.length);
    expect(row![0]).toBe("'=1+1 | <b>quay</b>");
    expect(data.at(-1)?.slice(0, 2)).toEqual(['harbour fee', 'Shared']);
  });

  it('is a picture that is well-formed whatever the titles say', () => {
    const problems: string[] = [];
    const document = new DOMParser({ onError: (_, message) => problems.push(message) }).parseFromString(
      overviewSvg('Quays & <docks>', overview, t),
      'image/svg+xml',
    );
    expect(problems).toEqual([]);
    expect(document.getElementsByTagName('title')[0]?.textContent).toBe('Quays & <docks>');
  });
});
