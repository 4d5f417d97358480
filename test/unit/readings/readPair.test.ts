import { describe, expect, it } from 'vitest';
import type { Source } from '../../../server/alignment/reading';
import { type LoadedCorpus, loadCorpus } from '../../../server/corpus/loadCorpus';
import { ReadingParser } from '../../../server/readings/corpusReadings';
import type { ReadingFile } from '../../../server/readings/readingFile';
import { readingsAtHand, readPair, type ReadingChoice } from '../../../server/readings/readPair';
import { summarize } from '../../../server/report/summary';
import { markdownReport } from '../../../server/report/markdown';
import { reportOf, wholeReport } from '../report/make';
import { translator } from '../../../server/report/translate';
import { readEssay } from '../../../server/text/readEssay';
import { leftEssay } from '../../fixtures/pair';
import { harbour, harbourLinks, harbourPair, harbourReading } from './harbour';

const essays = new Map([
  ['left.essay.md', harbour.left],
  ['right.essay.md', harbour.right],
]);
const read = (choice?: ReadingChoice, of = essays) => readPair(harbourPair, of, [], choice);
const named = (kind: Source, name: string, links = harbourLinks): ReadingFile => ({
  ...harbourReading,
  kind,
  name,
  pairs: [{ links }],
});
const t = translator(undefined);

describe('which reading is shown', () => {
  it('is the engine’s where there is no other', () => {
    expect(read()?.reading).toMatchObject({ kind: 'engine', attached: null, provenance: null });
    expect(read()?.summary).toBeNull();
  });

  it('is the highest source that reads these essays, whatever the order', () => {
    const all = [named('model', 'M'), named('engine', 'E'), named('published', 'P'), named('person', 'H')];
    expect(read({ readings: all })?.reading.name).toBe('H');
    expect(read({ readings: all.slice(0, 3) })?.reading.name).toBe('P');
    expect(read({ readings: all.slice(0, 2) })?.reading.name).toBe('M');
    expect(read({ readings: all.slice(1, 2) })?.reading.name).toBe('lexical');
  });

  it('is the first of several of one source', () => {
    expect(read({ readings: [named('published', 'one'), named('published', 'two')] })?.reading.name).toBe('one');
  });

  it('is not one of which hardly anything is found, unless that is asked for', () => {
    const foreign = Array.from({ length: 9 }, (_, i) => ({
      ...harbourLinks[0]!,
      left: [{ h: `${i}`.repeat(16), n: 40 + i }],
    }));
    const thin = named('published', 'thin', [...harbourLinks.slice(0, 1), ...foreign]);
    expect(read({ readings: [thin] })?.reading.kind).toBe('engine');
    expect(read({ readings: [thin], wanted: ['published'] })?.reading).toMatchObject({
      name: 'thin',
      attached: { whole: 1, lost: 9, share: 0.1 },
    });
  });

  it('is what was asked for, or nothing', () => {
    const readings = [harbourReading];
    expect(read({ readings, wanted: ['engine'] })?.reading.kind).toBe('engine');
    expect(read({ readings, wanted: ['model'] })).toBeUndefined();
    const both = read({ readings, wanted: ['published', 'engine'] });
    expect(both?.reading.kind).toBe('published');
    expect(both?.overlaid.map(({ kind }) => kind)).toEqual(['engine']);
    expect(both?.links.some(({ alsoIn }) => alsoIn.includes('engine'))).toBe(true);
  });

  it('has the engine’s ranking of all pairs where that is asked for', () => {
    const shown = read({ readings: [harbourReading], allSuggestions: true });
    expect(shown?.reading.kind).toBe('published');
    expect(shown?.ranked.length).toBeGreaterThan(0);
  });
});

describe('a published reading, shown', () => {
  const shown = read({ readings: [harbourReading] })!;

  it('has its links by confidence, each with the shared words of its own sentences', () => {
    expect(shown.links.map(({ topic }) => topic)).toEqual(['who pays for depth', null, 'a common tide register']);
    const fee = shown.links.find(({ topic }) => topic === 'who pays for depth')!;
    const words = fee.evidence.filter(({ kind }) => kind === 'term').map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['container', 'fee']));
    for (const { kind, left, right } of fee.evidence) {
      expect(kind === 'reason' || kind === 'term' || kind === 'concept').toBe(true);
      for (const span of left) expect(fee.left.some((s) => s.start <= span.start && span.end <= s.end)).toBe(true);
      for (const span of right) expect(fee.right.some((s) => s.start <= span.start && span.end <= s.end)).toBe(true);
    }
  });

  it('says whose it is, how much of it was found, and what it says of the whole, in every report', () => {
    const [text, report] = [
      summarize(shown, t, { links: 3, width: 400 }),
      markdownReport(reportOf([shown]), wholeReport),
    ];
    for (const told of [text, report]) {
      expect(told.replaceAll('\\', '')).toContain('published reading “The harbour, read slowly” (A test, 2026-11)');
      expect(told).toContain('3 of 3 links found in these texts');
      expect(told).toContain('Both want a register.');
      expect(told).toContain('who pays for depth');
      expect(told).toContain('One calls the fee fair. The other calls it ruinous.');
    }
    expect(report).toContain('Made by hand for the tests.');
    expect(report).not.toContain('The engine compares words');
  });

  it('says what was not found', () => {
    const damaged = new Map([...essays, ['left.essay.md', readEssay(leftEssay.replace('A harbour fee', 'A fee'))]]);
    const text = summarize(read({ readings: [harbourReading] }, damaged)!, t, { links: 3, width: 400 });
    expect(text).toContain('2 of 3 links found in these texts · 1 not found');
  });

  it('comes with no markup or control character alive', () => {
    const [first] = harbourLinks;
    const hostile = '[x](command:evil) <b>\u001b[31m';
    const file = named('published', hostile, [{ ...first!, topic: hostile, why: hostile }]);
    const evil = read({ readings: [{ ...file, author: hostile, method: hostile }] })!;
    const report = markdownReport(reportOf([evil]), wholeReport);
    expect(report).not.toMatch(/\[x\]\(command|<b>/);
    expect(summarize(evil, t, { links: 3, width: 400 })).not.toContain('\u001b');
  });
});

describe('the reading files of a corpus', () => {
  const loaded = (files: Record<string, string>): LoadedCorpus => ({
    root: 'file:///c',
    corpus: { title: undefined, perspectives: [], themes: [], context: [], concepts: [], problems: [] },
    essays: new Map(),
    hasManifest: true,
    lexicons: [],
    sources: new Map(),
    readingFiles: new Map(Object.entries(files)),
  });

  it('are parsed; a bad one is a problem of the corpus and hides no other', () => {
    const { readings, corpus } = new ReadingParser().withReadings(
      loaded({ 'a.reading.json': '{', 'b.reading.json': JSON.stringify(harbourReading) }),
    );
    expect(readings).toEqual([harbourReading]);
    expect(corpus.problems).toMatchObject([{ path: 'a.reading.json', code: 'reading-syntax', severity: 'error' }]);
  });

  it('are the same objects as long as they stay as they were', () => {
    const parser = new ReadingParser();
    const files = { 'b.reading.json': JSON.stringify(harbourReading) };
    const [first] = parser.withReadings(loaded(files)).readings;
    expect(parser.withReadings(loaded(files)).readings[0]).toBe(first);
    const changed = { 'b.reading.json': `${files['b.reading.json']} ` };
    expect(parser.withReadings(loaded(changed)).readings[0]).not.toBe(first);
  });
});

describe('a corpus folder', () => {
  it('brings the reading files beside its manifest, and no others', async () => {
    const texts: Record<string, string> = {
      'file:///c/counterpoint.yaml': 'title: T',
      'file:///c/a.reading.json': '{"a": 1}',
      'file:///c/deep/b.reading.json': '{"b": 1}',
    };
    const loaded = await loadCorpus(
      {
        readText: (uri) => Promise.resolve(texts[uri]),
        readEssay: () => Promise.resolve(undefined),
        list: () => Promise.resolve(Object.keys(texts)),
      },
      'file:///c',
    );
    expect([...loaded.readingFiles]).toEqual([['a.reading.json', '{"a": 1}']]);
  });
});

describe('the readings at hand', () => {
  const { left, right } = harbour;
  const model: ReadingFile = { ...harbourReading, kind: 'model', name: 'A model' };
  const foreign: ReadingFile = { ...harbourReading, name: 'Of other essays', pairs: harbourReading.pairs.slice(0, 1) };

  it('are those of which anything is found here, the most trusted first, and always the engine’s', () => {
    const found = readingsAtHand(left, right, [model, foreign, harbourReading]);
    expect(found.map(({ id }) => id)).toEqual(['published:The harbour, read slowly', 'model:A model', 'engine']);
    expect(found.map(({ isDefault }) => isDefault)).toEqual([true, false, false]);
    expect(found[1]!.label.attached).toMatchObject({ whole: 3, lost: 0 });
  });

  it('have different ids when two are called the same', () => {
    const ids = readingsAtHand(left, right, [model, { ...model }]).map(({ id }) => id);
    expect(ids).toEqual(['model:A model', 'model:A model#2', 'engine']);
  });

  it('name as the default the one that is shown where none is wanted', () => {
    const engine: ReadingFile = { ...harbourReading, kind: 'engine', name: 'An engine’s reading, kept' };
    for (const readings of [[], [model], [model, harbourReading], [foreign], [engine]]) {
      const byDefault = readingsAtHand(left, right, readings).find(({ isDefault }) => isDefault);
      expect(read({ readings })?.reading).toMatchObject({ kind: byDefault?.label.kind, name: byDefault?.label.name });
    }
  });
});
