import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alignCommand, formatNamed } from '../../../server/cli/alignCommand';
import { compareCommand } from '../../../server/cli/compareCommand';
import { Failure } from '../../../server/cli/failure';
import { wantedReadings } from '../../../server/cli/wantedReadings';
import { fill, translator } from '../../../server/report/translate';
import { pairFiles } from '../../fixtures/pair';
import { type Behaviour, FakeModel } from '../../protocol/fakeModel';
import { harbourReading } from '../readings/harbour';

const t = translator(undefined);
const folder = mkdtempSync(join(tmpdir(), 'counterpoint cli '));
const at = (path: string): string => join(folder, path);
const write = (path: string, text: string): string => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
  return at(path);
};

/** Runs a command, and gives what it printed; a failure as its message. */
async function printed(command: (output: Parameters<typeof alignCommand>[2]) => Promise<void>): Promise<string> {
  let out = '';
  try {
    await command({
      print: (text) => void (out += text),
      say: (text) => void (out += `! ${text}\n`),
      width: 100,
      language: 'en',
    });
    return out;
  } catch (error) {
    if (error instanceof Failure) return `✖ ${fill(error.detail.template, error.detail.args)}`;
    throw error;
  }
}

const align = (path: string, format: string, source = 'auto', readings?: string): Promise<string> =>
  printed(async (output) => {
    const wanted = await wantedReadings({ source, readings }, t);
    const options = { format: formatNamed(format), out: undefined, allSuggestions: false, links: undefined, wanted };
    await alignCommand([path], options, output, t);
  });
/** Aligns with the vectors of a server. */
const alignEmbedded = (path: string, url: string, yes: boolean): Promise<string> =>
  printed((output) =>
    alignCommand(
      [path],
      {
        format: 'json',
        out: undefined,
        allSuggestions: false,
        links: undefined,
        wanted: undefined,
        embeddings: { url, model: 'm', yes, allowHttp: false },
      },
      { ...output, say: () => undefined },
      t,
    ),
  );
const compare = (paths: string[], a?: string, b?: string, format = 'text'): Promise<string> =>
  printed((output) =>
    compareCommand(paths, { format, ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) }, output, t),
  );

interface Told {
  pairs: { reading: { kind: string; attached?: { share: number } }; links: { source: string; alsoIn: string[] }[] }[];
}

beforeAll(() => {
  for (const [path, text] of Object.entries(pairFiles)) {
    write(join('bare', path), text);
    write(join('read', path), text);
  }
  write('read/harbour.reading.json', JSON.stringify(harbourReading));
  write('elsewhere/harbour.reading.json', JSON.stringify(harbourReading));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('align', () => {
  const json = async (...args: Parameters<typeof align>): Promise<Told['pairs'][number]> =>
    (JSON.parse(await align(...args)) as Told).pairs[0]!;

  it('shows the reading that lies in the corpus folder, and the engine’s without one', async () => {
    expect((await json(at('read'), 'json')).reading).toMatchObject({ kind: 'published', attached: { share: 1 } });
    expect((await json(at('bare'), 'json')).reading.kind).toBe('engine');
  });

  it('uses a server’s vectors where it is asked to, and sends each sentence once', async () => {
    const lengths: Behaviour = (response, asked) => {
      const data = (asked.body['input'] as string[]).map((text) => ({ embedding: [text.length, 1] }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data }));
    };
    const server = await new FakeModel([lengths]).start();
    try {
      expect(await alignEmbedded(at('read'), server.url, false)).toContain('✖ Nothing was sent.');
      expect(server.asked).toHaveLength(0);
      for (let run = 0; run < 2; run += 1) {
        const [pair] = (JSON.parse(await alignEmbedded(at('read'), server.url, true)) as Told).pairs;
        expect(pair!.reading).toMatchObject({ kind: 'engine', name: 'lexical + m' });
        expect(server.asked).toHaveLength(1);
      }
      for (const [path, text] of Object.entries(pairFiles))
        write(join('forbidden', path), path === 'counterpoint.yaml' ? `models: forbid\n${text}` : text);
      expect(await alignEmbedded(at('forbidden'), server.url, true)).toMatch(/^✖ .*models: forbid/);
      expect(server.asked).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });

  it('shows the source that is asked for', async () => {
    expect((await json(at('read'), 'json', 'engine')).reading.kind).toBe('engine');
    expect((await json(at('bare'), 'json', 'auto', at('elsewhere/harbour.reading.json'))).reading.kind).toBe(
      'published',
    );
    expect(await align(at('bare'), 'json', 'published')).toBe('✖ No such reading reads these essays.');
    expect(await align(at('bare'), 'json', 'oracle')).toContain('✖ There is no source “oracle”');
    expect(await align(at('bare'), 'json', 'auto', 'no-such-file')).toContain('✖ “no-such-file” is neither');
    expect(await align(at('bare'), 'json', 'engine', 'engine')).toContain('✖ Use either');
  });

  it('lays readings over each other', async () => {
    const pair = await json(at('read'), 'json', 'auto', 'published, engine');
    expect(pair.reading.kind).toBe('published');
    expect(pair.links.some(({ source, alsoIn }) => source === 'published' && alsoIn.includes('engine'))).toBe(true);
  });

  it('says where a reading file is wrong', async () => {
    const bad = write('bad.reading.json', JSON.stringify({ ...harbourReading, kind: 'oracle' }, null, 1));
    expect(await align(at('bare'), 'json', 'auto', bad)).toBe(`✖ ${bad}, line 6: “kind” is not what is expected here.`);
    write('broken/harbour.reading.json', '{');
    for (const [path, text] of Object.entries(pairFiles)) write(join('broken', path), text);
    expect(await align(at('broken'), 'text')).toContain('! harbour.reading.json, line 1: This is not valid JSON.');
  });

  it('writes a reading file that attaches again', async () => {
    const copy = write('copy/harbour.reading.json', await align(at('read'), 'reading'));
    expect(await align(at('bare'), 'text', 'auto', copy)).toContain('3 of 3 links found in these texts');
    const engine = write('copy/engine.reading.json', await align(at('bare'), 'reading'));
    expect(await compare([at('bare')], 'engine', engine)).toContain('F1 1.00');
  });
});

describe('compare', () => {
  it('holds two sources of a corpus against each other', async () => {
    const told = await compare([at('read')], 'published', 'engine');
    expect(told).toMatch(/passage pairs: 3 in A, \d+ in B, \d+ in both: F1 0\.\d\d/);
    expect(told).toContain('Mean over 1 pairs of essays');
    const { all } = JSON.parse(await compare([at('read')], 'published', 'published', 'json')) as {
      all: { pairF1: number; relation: { share: number; kappa: number } };
    };
    expect(all).toMatchObject({ pairF1: 1, relation: { share: 1, kappa: 1 } });
  });

  it('holds two files against each other, with the essays that the Alignment JSON names', async () => {
    const a = write('a.json', await align(at('read'), 'json'));
    const b = write('b.json', await align(at('read'), 'json', 'engine'));
    expect(await compare([a, a])).toContain('F1 1.00');
    expect(await compare([a, b])).toContain('Only A links:');
    expect(await compare([at('elsewhere/harbour.reading.json'), a])).toContain('F1 1.00');
  });

  it('says what it needs', async () => {
    const reading = at('elsewhere/harbour.reading.json');
    expect(await compare([reading, reading])).toContain('✖ Say where the essays are');
    expect(await compare([at('read')])).toContain('✖ Name two files');
    expect(await compare([at('read')], 'published')).toContain('✖ Name two files');
    expect(await compare([at('bare')], 'published', 'engine')).toContain('no pair of essays in common');
    const outside = { format: 'counterpoint-alignment', version: 1, root: 'file:///c' };
    const pair = { title: '', left: { path: '../../x.md' }, right: { path: 'y.md' }, links: [] };
    const evil = write('evil.json', JSON.stringify({ ...outside, pairs: [pair] }));
    expect(await compare([evil, evil])).toContain('✖ The essays of');
    const remote = write('remote.json', JSON.stringify({ ...outside, root: 'https://example.org', pairs: [pair] }));
    expect(await compare([remote, remote])).toContain('✖ The essays of');
  });
});
