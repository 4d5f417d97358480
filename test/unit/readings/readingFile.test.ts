import { describe, expect, it } from 'vitest';
import { align } from '../../../server/alignment/align';
import { attachReading } from '../../../server/readings/attach';
import { compare } from '../../../server/readings/comparison';
import { isReadingFileName, parseReadingFile, writeReadingFile } from '../../../server/readings/readingFile';
import { readPair } from '../../../server/readings/readPair';
import { shippedReadings } from '../../../server/readings/shipped';
import { fill } from '../../../server/report/translate';
import { harbour, harbourPair, harbourReading } from './harbour';

const text = JSON.stringify(harbourReading, null, 2);
const parse = (source: string) => {
  const { file, problems } = parseReadingFile(source, 'a.reading.json');
  return {
    file,
    told: problems.map(({ code, message, span }) => ({
      code,
      text: fill(message.template, message.args),
      at: span && source.slice(span.start, span.end),
    })),
  };
};

describe('a reading file', () => {
  it('is known by its name', () => {
    expect(['a.reading.json', 'x/B.Reading.JSON'].every(isReadingFileName)).toBe(true);
    expect(['reading.json', 'a.reading.json5', 'a.json'].some(isReadingFileName)).toBe(false);
  });

  it('is parsed, and keys that nobody knows are left out', () => {
    expect(parse(text)).toEqual({ file: harbourReading, told: [] });
    expect(parse(text.replace('{', '{"mood": "calm",')).file).toEqual(harbourReading);
  });

  it.each([
    ['no JSON', '{"format": ', 'reading-syntax'],
    ['nothing', '', 'reading-syntax'],
    ['YAML', 'format: counterpoint-reading', 'reading-syntax'],
    ['another format', '{"format": "counterpoint-alignment", "version": 1}', 'reading-format'],
    ['a list', '[]', 'reading-format'],
    ['null', 'null', 'reading-format'],
    ['a later version', text.replace('"version": 1', '"version": 2'), 'reading-version'],
    ['no version', '{"format": "counterpoint-reading"}', 'reading-version'],
    ['far too much', `"${'x'.repeat(8_000_001)}"`, 'reading-size'],
  ])('says what is wrong with %s', (_, source, code) => {
    const { file, told } = parse(source);
    expect(file).toBeUndefined();
    expect(told.map((problem) => problem.code)).toEqual([code]);
  });

  it('says where a value is wrong', () => {
    const { told } = parse(
      text.replace('"relation": "divergence"', '"relation": "quarrel"').replace(/"h": "[0-9a-f]{16}"/, '"h": "xyz"'),
    );
    expect(told.map(({ at }) => at)).toEqual(['"xyz"', '"quarrel"']);
    expect(told[0]?.text).toContain('pairs.0.links.0.left.0.h');
    expect(told[0]?.text).toContain('16 hexadecimal digits');
  });

  it.each([
    ['a strength of 4', ['"strength": 3', '"strength": 4']],
    ['a text for a number', ['"n": ', '"n": "x", "m": ']],
    ['a negative count', ['"n": ', '"n": -']],
    ['an unknown kind', ['"published"', '"oracle"']],
    ['an empty topic', ['"who pays for depth"', '" "']],
    ['an endless topic', ['who pays for depth', 'x'.repeat(500)]],
    ['a topic that is no text', ['"who pays for depth"', '{"toString": 1}']],
  ] as const)('refuses %s', (_, [from, to]) => {
    expect(text).toContain(from);
    const { file, told } = parse(text.replace(from, to));
    expect(file).toBeUndefined();
    expect(told[0]?.code).toBe('reading-schema');
    expect(told[0]?.at).not.toBe('');
  });

  it('tells the first faults only', () => {
    expect(parse(text.replaceAll(/"n": \d+/g, '"n": 0')).told).toHaveLength(10);
  });

  it('cannot reach the prototype of anything', () => {
    const { file } = parse(
      text.replace('{', '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}},'),
    );
    expect(file).toEqual(harbourReading);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('an exported reading', () => {
  const { name, author, kind, date, method } = harbourReading;
  const essays = new Map([
    ['left.essay.md', harbour.left],
    ['right.essay.md', harbour.right],
  ]);

  it('is the reading again', () => {
    const shown = readPair(harbourPair, essays, [], { wanted: [harbourReading] })!;
    const written = writeReadingFile({ name, author, kind, date, method }, [shown]);
    expect(parse(JSON.stringify(written)).told).toEqual([]);
    const again = attachReading(written, harbour.left, harbour.right)!;
    const first = attachReading(harbourReading, harbour.left, harbour.right)!;
    expect(again.attached).toEqual(first.attached);
    expect(new Set(again.links)).toEqual(new Set(first.links));
    expect(again.silences).toEqual(first.silences);
    expect(again.summary).toEqual(first.summary);
  });

  it('holds no word of the essays, of the engine’s reading too', () => {
    const shown = compare(harbourPair, harbour.left, harbour.right, align(harbour.left, harbour.right));
    const written = writeReadingFile({ name, author, kind: 'engine', date, method }, [shown]);
    expect(parse(JSON.stringify(written)).told).toEqual([]);
    expect(written.pairs[0]?.links.length).toBeGreaterThan(0);
    expect(JSON.stringify(written)).not.toMatch(/fairest|narrows our future|happens to be wet/);
  });
});

describe('every shipped reading', async () => {
  it.each((await shippedReadings()).map((file) => [file.name, file] as const))('%s keeps to the format', (_, file) => {
    expect(parse(JSON.stringify(file)).told).toEqual([]);
    expect(file.kind).toBe('published');
    expect(file.method).toMatch(/AI/);
    for (const pair of file.pairs) {
      expect(pair.links.length).toBeGreaterThan(20);
      expect(pair.summary?.silences).toBeTruthy();
      for (const link of pair.links) {
        expect(Math.max(link.left.length, link.right.length)).toBeLessThanOrEqual(4);
        expect(link.topic).toBeTruthy();
        expect(link.why).toBeTruthy();
      }
    }
  });
});
