import { describe, expect, it } from 'vitest';
import type { Link, Reading, Source } from '../../../server/alignment/reading';
import { compare, readingOfLink } from '../../../server/readings/comparison';
import { overlay } from '../../../server/readings/overlay';
import { alignmentJson } from '../../../server/report/alignmentJson';
import { markdownReport } from '../../../server/report/markdown';
import { reportOf, wholeReport } from '../report/make';
import { harbour, harbourPair } from './harbour';

/** A link over sentences `from` to `to` of each side (as ten units each). */
const link = (source: Source, left: [number, number], right: [number, number], relation: Link['relation']): Link => ({
  source,
  relation,
  confidence: 0.5,
  relationConfidence: null,
  strength: null,
  topic: null,
  why: null,
  left: [{ start: left[0] * 10, end: left[1] * 10 }],
  right: [{ start: right[0] * 10, end: right[1] * 10 }],
  evidence: [],
});

const reading = (
  source: Source,
  links: readonly Link[],
  silences: Reading['silences'] = { left: [], right: [] },
): Reading => ({
  source,
  name: `${source} reading`,
  version: '1',
  provenance: null,
  summary: source === 'published' ? { convergence: 'They meet.', divergence: null, silences: null } : null,
  attached: null,
  links,
  silences,
  ranked: [],
});

const published = reading('published', [
  link('published', [1, 3], [5, 6], 'divergence'),
  link('published', [2, 3], [5, 7], 'convergence'),
]);

describe('readings laid over each other', () => {
  it('hold a link once when both sides share a sentence: the earlier one’s spans and relation win and name the later', () => {
    const { links } = overlay([published, reading('engine', [link('engine', [2, 4], [5, 6], 'undetermined')])]);
    expect(links).toEqual(published.links.map((each) => ({ ...each, alsoIn: ['engine'] })));
  });

  it('add what shares a sentence on one side only', () => {
    const further = [link('engine', [1, 2], [8, 9], 'undetermined'), link('engine', [3, 4], [5, 6], 'undetermined')];
    const { links } = overlay([published, reading('engine', further)]);
    expect(links.map(({ source, alsoIn }) => [source, alsoIn])).toEqual([
      ['published', []],
      ['published', []],
      ['engine', []],
      ['engine', []],
    ]);
  });

  it('take the order given', () => {
    const engine = reading('engine', [link('engine', [1, 2], [5, 6], 'undetermined')]);
    const { links } = overlay([engine, published]);
    expect(links.map(({ source, alsoIn }) => [source, alsoIn])).toEqual([
      ['engine', ['published']],
      ['published', []],
    ]);
  });

  it('name each further source once, and never merge links of one reading', () => {
    const model = reading('model', [
      link('model', [1, 3], [5, 6], 'divergence'),
      link('model', [2, 3], [5, 6], 'divergence'),
    ]);
    const engine = reading('engine', [link('engine', [1, 2], [5, 6], 'undetermined')]);
    const { links } = overlay([reading('published', published.links.slice(0, 1)), model, engine]);
    expect(links.map(({ source, alsoIn }) => [source, alsoIn])).toEqual([['published', ['model', 'engine']]]);
    expect(overlay([model]).links).toHaveLength(2);
  });

  it('leave out a later silence on the sentences of an earlier one', () => {
    const at = (topic: string, start: number): Reading['silences'] => ({
      left: [{ topic, why: null, spans: [{ start, end: start + 10 }] }],
      right: [],
    });
    const { silences } = overlay([
      reading('published', [], at('rail', 10)),
      reading('engine', [], at('rail freight', 15)),
      reading('model', [], at('lorries', 40)),
    ]);
    expect(silences.left.map(({ topic }) => topic)).toEqual(['rail', 'lorries']);
  });
});

describe('what is shown of them', () => {
  const engine = reading('engine', [
    link('engine', [1, 2], [8, 9], 'undetermined'),
    link('engine', [1, 2], [5, 6], 'undetermined'),
  ]);
  const shown = compare(harbourPair, harbour.left, harbour.right, published, [engine]);

  it('is the first reading, with its summary, and the others named', () => {
    expect(shown.reading.kind).toBe('published');
    expect(shown.summary?.convergence).toBe('They meet.');
    expect(shown.overlaid.map(({ name }) => name)).toEqual(['engine reading']);
    expect(shown.links.map((each) => readingOfLink(shown, each).name)).toEqual([
      'published reading',
      'published reading',
      'engine reading',
    ]);
  });

  it('stands in the Alignment JSON', () => {
    const [pair] = alignmentJson('file:///c', { name: 'lexical', version: '1' }, [shown]).pairs;
    expect(pair?.reading).toEqual({ kind: 'published', name: 'published reading', version: '1' });
    expect(pair?.summary).toEqual({ convergence: 'They meet.', divergence: null, silences: null });
    expect(pair?.links.map(({ alsoIn }) => alsoIn)).toEqual([['engine'], [], []]);
  });

  it('names in the report who has each link', () => {
    const report = markdownReport(reportOf([shown]), wholeReport).replaceAll('\\', '');
    expect(report).toContain('published reading “published reading” + engine reading engine');
    expect(report).toContain('**Where they meet.** They meet.');
  });
});
