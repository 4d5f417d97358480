import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, RequestType } from 'vscode-languageserver-protocol';
import type { ChatChoice, ServerRequests } from '../../server/protocol';
import { pairFiles } from '../fixtures/pair';
import { link, reply } from '../unit/readings/model/subject';
import { FakeModel, good } from './fakeModel';
import { StdioServer } from './server';

type Ask = ServerRequests['counterpoint/chat/ask'];

let server: StdioServer | undefined;
let model: FakeModel | undefined;
afterEach(async () => {
  await server?.stop();
  await model?.stop();
  server = model = undefined;
});

const editorModel: ChatChoice = { kind: 'editor', id: 'own', name: 'Own model', contextTokens: 50_000 };
const file = 'harbour.own-model.reading.json';

async function startWith(
  answer: (call: number, params: Ask['params']) => Ask['result'] | Promise<Ask['result']>,
  files: Readonly<Record<string, string>> = pairFiles,
): Promise<string> {
  server = new StdioServer(files);
  let call = 0;
  server.connection.onRequest<Ask['params'], Ask['result'], unknown>(
    new RequestType('counterpoint/chat/ask'),
    (params) => answer(call++, params),
  );
  await server.start();
  return `${server.uri('').replace(/\/$/, '')}#harbour/town/nation`;
}

const said = (...links: readonly unknown[]): Ask['result'] => ({ kind: 'reply', text: reply(links) });

describe('reading with one of the editor’s models', () => {
  it('says what would be sent and sends nothing; then asks twice, writes the reading, and shows it', async () => {
    const asked: Ask['params'][] = [];
    const pair = await startWith((call, params) => {
      asked.push(params);
      return call === 0 ? said(link(['L1'], ['R1'])) : said(link(['L2'], ['R2']));
    });
    const params = { pair, chat: editorModel, changed: false };
    const plan = await server!.ask('counterpoint/model/plan', params);
    expect(plan).toMatchObject({ kind: 'plan', calls: 2, message: expect.stringContaining('Own model') as string });
    expect(asked).toEqual([]);
    const result = await server!.ask('counterpoint/model/read', params);
    expect(result).toMatchObject({ kind: 'read', reading: 'model:Own model', isWhole: true });
    expect(asked.map(({ model: id }) => id)).toEqual(['own', 'own']);
    if (plan.kind === 'plan') expect(plan.prompt).toContain(asked[0]!.messages[1]!.text);
    const view = await server!.ask('counterpoint/comparison', { pair });
    expect(view?.reading).toContain('Own model');
    expect(view?.links).toHaveLength(2);
  });

  it('says why there is no reading, and writes none', async () => {
    const pair = await startWith(() => ({ kind: 'failed', message: 'No leave.' }));
    const result = await server!.ask('counterpoint/model/read', { pair, chat: editorModel, changed: false });
    expect(result).toMatchObject({ kind: 'refused', message: 'Own model: No leave.' });
    expect(existsSync(join(server!.root, file))).toBe(false);
  });

  it('is refused where the manifest forbids it', async () => {
    const manifest = `${pairFiles['counterpoint.yaml'] ?? ''}\nmodels: forbid\n`;
    let calls = 0;
    const pair = await startWith(() => said(calls++), { ...pairFiles, 'counterpoint.yaml': manifest });
    const params = { pair, chat: editorModel, changed: false };
    for (const result of [
      await server!.ask('counterpoint/model/plan', params),
      await server!.ask('counterpoint/model/read', params),
    ])
      expect(result).toMatchObject({ kind: 'refused', message: expect.stringContaining('forbids') as string });
    expect(calls).toBe(0);
  });

  it('keeps what was read when the reader cancels', async () => {
    const cancel = new CancellationTokenSource();
    const pair = await startWith((call) => {
      if (call === 0) return said(link(['L1'], ['R1']));
      cancel.cancel();
      return new Promise(() => undefined);
    });
    const result = await server!.connection.sendRequest(
      'counterpoint/model/read',
      { pair, chat: editorModel, changed: false },
      cancel.token,
    );
    expect(result).toMatchObject({ kind: 'read', isWhole: false });
    expect(readFileSync(join(server!.root, file), 'utf8')).toContain('It ended early');
  });

  it('answers that it is cancelled where nothing was read by then', async () => {
    const cancel = new CancellationTokenSource();
    const pair = await startWith(() => {
      cancel.cancel();
      return new Promise(() => undefined);
    });
    const params = { pair, chat: editorModel, changed: false };
    await expect(server!.connection.sendRequest('counterpoint/model/read', params, cancel.token)).rejects.toMatchObject(
      { code: -32800 },
    );
    expect(existsSync(join(server!.root, file))).toBe(false);
  });

  it('reads again only what has changed', async () => {
    let asked = 0;
    const pair = await startWith(() => {
      asked += 1;
      return said(link(['L1'], ['R1']));
    });
    const params = { pair, chat: editorModel, changed: true };
    expect(await server!.ask('counterpoint/model/plan', params)).toMatchObject({ kind: 'refused' });
    await server!.ask('counterpoint/model/read', { ...params, changed: false });
    expect(await server!.ask('counterpoint/model/plan', params)).toMatchObject({ kind: 'plan', calls: 0 });
    expect(asked).toBe(2);
  });
});

describe('reading with a server of one’s own', () => {
  it('gets its key from the editor’s secrets, and sends it only there', async () => {
    model = await new FakeModel([good(reply([link(['L1'], ['R1'])])), good(reply([]))]).start();
    const pair = await startWith(() => said());
    const urls: string[] = [];
    server!.connection.onRequest('counterpoint/chat/key', ({ url }: { url: string }) => {
      urls.push(url);
      return { key: 'secret' };
    });
    const chat: ChatChoice = {
      kind: 'endpoint',
      url: model.url,
      name: 'tiny',
      contextTokens: 50_000,
      timeoutSeconds: 20,
      allowHttp: false,
    };
    const result = await server!.ask('counterpoint/model/read', { pair, chat, changed: false });
    expect(result).toMatchObject({ kind: 'read' });
    expect(urls).toEqual([model.url]);
    expect(model.asked.map(({ key }) => key)).toEqual(['secret', 'secret']);
    const far = { ...chat, url: 'http://far.example/v1' };
    expect(await server!.ask('counterpoint/model/read', { pair, chat: far, changed: false })).toMatchObject({
      kind: 'refused',
    });
  });
});
