import { describe, expect, it } from 'vitest';
import { csvReport } from '../../../server/report/csv';
import { exportFormat } from '../../../server/report/formats';
import { readAnnotations } from '../../../server/report/readAnnotations';
import { translator } from '../../../server/report/translate';
import { wholeReport } from './make';
import { everyAct, reviewedReport } from './reviewed';

const acts = everyAct();
const report = reviewedReport(acts);
const jsonLd = exportFormat('jsonld')?.write(report, wholeReport) as string;
const said = (text: string): string[] => readAnnotations(text).problems.map(translator(undefined));

describe('decisions and notes', () => {
  it.each([
    ['JSON-LD', jsonLd],
    ['a table', csvReport(report, { byteOrderMark: false })],
    ['a table for Excel', csvReport(report, { byteOrderMark: true })],
    ['JSON-LD that was formatted anew', JSON.stringify(JSON.parse(jsonLd))],
  ])('come back from %s as they were, the replaced ones too', (_, text) => {
    const { acts: back, problems } = readAnnotations(text);
    expect(problems).toEqual([]);
    const byId = (list: readonly { readonly id: string }[]): unknown[] =>
      [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(back.map(({ act }) => act))).toEqual(byId(acts));
    expect(new Set(back.map(({ theme }) => theme))).toEqual(new Set(['quay']));
  });

  it('are told where they cannot be read', () => {
    expect(said('{"type": "Annot')).toEqual([expect.stringContaining('This is no valid JSON')]);
    expect(said('{}')).toEqual([expect.stringContaining('This holds no annotations')]);
    expect(said('a,b\n1,2\n')).toEqual([expect.stringContaining('no columns “theme” and “annotation”')]);
    expect(said('theme,annotation\nquay,{"x": 1}\nquay,{oops\n')).toEqual([
      'Row 3: its “annotation” is damaged.',
      'Row 2 is no decision or note that is known here.',
    ]);
    expect(said('[{"type": "Annotation", "creator": {"type": "Person"}}, null]')).toEqual([
      'Annotation 1: its theme is missing (“counterpoint:theme”).',
      'Annotation 2: its theme is missing (“counterpoint:theme”).',
    ]);
  });
});
