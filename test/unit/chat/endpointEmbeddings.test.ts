import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { endpointUrl } from '../../../server/chat/endpoint';
import { EndpointEmbeddings } from '../../../server/chat/endpointEmbeddings';
import { openVectorCache } from '../../../server/chat/vectorCache';
import { readDiskFile, writeDiskFile } from '../../../server/files/diskFiles';
import { ChatFailure } from '../../../server/readings/model/chat';
import { type Behaviour, broken, FakeModel, silent, status } from '../../protocol/fakeModel';

let server: FakeModel | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function embeddingsWith(behaviours: readonly Behaviour[]): Promise<EndpointEmbeddings> {
  server = await new FakeModel(behaviours).start();
  return new EndpointEmbeddings(
    {
      url: endpointUrl(server.url, { allowHttp: false, service: 'embeddings' }) as URL,
      model: 'm',
      key: 'secret',
      timeoutSeconds: 20,
    },
    { tries: 3, firstWait: 1, longestWait: 5000 },
  );
}

/** Answers with the vectors given, in the order given. */
const vectors =
  (...data: { index?: number; embedding: unknown[] }[]): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data }));
  };
/** A vector for each text that was sent: its length, and 1. */
const lengths: Behaviour = (response, asked) => {
  const input = asked.body['input'] as string[];
  vectors(...input.map((text, index) => ({ index, embedding: [text.length, 1] })))(response, asked);
};

const ask = (
  from: EndpointEmbeddings,
  texts: readonly string[],
  signal = new AbortController().signal,
  dimensions?: number,
) => from.vectorsOf(texts, { signal }, dimensions);

async function failure(asking: Promise<unknown>): Promise<ChatFailure> {
  const error: unknown = await asking.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ChatFailure);
  return error as ChatFailure;
}

describe('a server of embeddings', () => {
  it('is told model, sentences and key, and gives a vector for each in their order', async () => {
    const from = await embeddingsWith([vectors({ index: 1, embedding: [0, 2] }, { index: 0, embedding: [1, 0] })]);
    expect((await ask(from, ['Ferries.', 'Silt.'])).map((vector) => [...vector])).toEqual([
      [1, 0],
      [0, 2],
    ]);
    expect(server!.asked[0]).toMatchObject({ key: 'secret', body: { model: 'm', input: ['Ferries.', 'Silt.'] } });
  });

  it('is asked for many sentences in several calls, and what came is told after each', async () => {
    const from = await embeddingsWith([lengths, lengths, lengths]);
    const texts = Array.from({ length: 150 }, (_, i) => 'x'.repeat(i + 1));
    const told: number[] = [];
    const found = await from.vectorsOf(texts, {
      signal: new AbortController().signal,
      onVectors: (part) => told.push(part.length),
    });
    expect(found.map(([length]) => length)).toEqual(texts.map((text) => text.length));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(150);
    expect(server!.asked).toHaveLength(told.length);
    expect(told.length).toBeGreaterThan(1);
  });

  it.each([429, 500, 503])('is asked again when it is busy (%i)', async (code) => {
    expect(await ask(await embeddingsWith([status(code, 'busy'), lengths]), ['Silt.'])).toHaveLength(1);
  });

  it('is asked again when it cuts its answer off, and given up when it always does', async () => {
    expect(await ask(await embeddingsWith([broken('half'), lengths]), ['Silt.'])).toHaveLength(1);
    await server!.stop();
    await failure(ask(await embeddingsWith([broken('a'), broken('b'), broken('c')]), ['Silt.']));
    expect(server!.asked).toHaveLength(3);
  });

  it('is refused when its vectors have different lengths, among themselves or from those that are kept', async () => {
    const uneven = vectors({ embedding: [1, 2] }, { embedding: [1, 2, 3] });
    expect((await failure(ask(await embeddingsWith([uneven]), ['a', 'b']))).detail.args).toEqual([2, 3]);
    await server!.stop();
    const other = await embeddingsWith([lengths]);
    expect((await failure(ask(other, ['a'], undefined, 5))).detail.args).toEqual([5, 2]);
  });

  it.each([
    ['too few vectors', vectors({ embedding: [1] })],
    ['one vector twice', vectors({ index: 0, embedding: [1] }, { index: 0, embedding: [1] })],
    ['no numbers', vectors({ embedding: ['1'] }, { embedding: [null] })],
    ['no vectors', (response) => response.end('<html>')],
  ])('is refused when it gives %s', async (_, behaviour) => {
    await failure(ask(await embeddingsWith([behaviour]), ['a', 'b']));
    expect(server!.asked).toHaveLength(1);
  });

  it('is let go at once when the reader stops', async () => {
    const from = await embeddingsWith([silent('')]);
    const abort = new AbortController();
    const asking = ask(from, ['Silt.'], abort.signal);
    while (server!.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(asking).rejects.toThrow();
    while (server!.aborted === 0) await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('the kept vectors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint vectors '));
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (model: string) =>
    openVectorCache(
      pathToFileURL(folder).href,
      { server: 'http://localhost/v1/embeddings', model },
      { read: readDiskFile, write: writeDiskFile },
    );

  it('are found again by sentence and model, out of git, without the words', async () => {
    const cache = await open('m');
    expect(cache.dimensions).toBeUndefined();
    cache.set('Ferries need silt.', Float32Array.of(0.25, -3));
    await cache.save();
    const again = await open('m');
    expect(again.dimensions).toBe(2);
    expect([...again.get('Ferries need silt.')!]).toEqual([0.25, -3]);
    expect(again.get('Ferries need sand.')).toBeUndefined();
    expect((await open('other')).get('Ferries need silt.')).toBeUndefined();
    const kept = join(folder, '.counterpoint', 'cache');
    expect(readFileSync(join(kept, '.gitignore'), 'utf8')).toBe('*\n');
    for (const name of readdirSync(kept)) expect(readFileSync(join(kept, name), 'utf8')).not.toContain('Ferries');
  });
});
