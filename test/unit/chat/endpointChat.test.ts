import { afterEach, describe, expect, it } from 'vitest';
import { endpointUrl } from '../../../server/chat/endpoint';
import { EndpointChat } from '../../../server/chat/endpointChat';
import type { RetryPolicy } from '../../../server/chat/endpointFailure';
import { ChatFailure, type ChatReply } from '../../../server/readings/model/chat';
import { type Behaviour, broken, FakeModel, good, silent, status, whole } from '../../protocol/fakeModel';

let server: FakeModel | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const quick: RetryPolicy = { tries: 3, firstWait: 1, longestWait: 5000 };
const waits: number[] = [];

async function chatWith(behaviours: readonly Behaviour[], more: { key?: string; timeoutSeconds?: number } = {}) {
  server = await new FakeModel(behaviours).start();
  waits.length = 0;
  return new EndpointChat(
    {
      url: endpointUrl(server.url, { allowHttp: false }) as URL,
      model: 'm',
      key: more.key,
      contextTokens: 1000,
      timeoutSeconds: more.timeoutSeconds ?? 20,
    },
    quick,
    (wait) => waits.push(wait),
  );
}

const messages = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', text: 'Read.' },
] as const;

async function ask(chat: EndpointChat, signal = new AbortController().signal): Promise<ChatReply> {
  return chat.ask(messages, { signal, replyTokens: 100 });
}

const failure = async (asking: Promise<unknown>): Promise<ChatFailure> => {
  const error: unknown = await asking.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ChatFailure);
  return error as ChatFailure;
};

describe('a server that', () => {
  it('streams is read as it comes in, and told model, messages, schema and key', async () => {
    const chat = await chatWith([good('{"links": []} 相合 — and more than fifty letters of it, in several pieces')], {
      key: 'secret',
    });
    const lengths: number[] = [];
    const reply = await chat.ask(messages, {
      signal: new AbortController().signal,
      replyTokens: 100,
      onText: (length) => lengths.push(length),
    });
    expect(reply).toEqual({
      text: expect.stringMatching(/^\{"links": \[\]\} 相合 .* pieces$/) as string,
      isCutOff: false,
    });
    expect(lengths.length).toBeGreaterThan(1);
    const [asked] = server!.asked;
    expect(asked).toMatchObject({
      key: 'secret',
      body: { model: 'm', stream: true, response_format: { type: 'json_schema' } },
    });
    expect(asked!.body.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Read.' },
    ]);
  });

  it('cannot stream is understood too', async () => {
    expect(await ask(await chatWith([whole('all')]))).toEqual({ text: 'all', isCutOff: false });
    expect(server!.asked[0]!.key).toBeUndefined();
  });

  it('ends a reply at its longest says so', async () => {
    expect(await ask(await chatWith([good('half', 'length')]))).toEqual({ text: 'half', isCutOff: true });
  });

  it.each([429, 500, 502, 503, 529])('is busy (%i) is asked again', async (code) => {
    expect((await ask(await chatWith([status(code, 'busy'), good('then')]))).text).toBe('then');
    expect(waits).toHaveLength(1);
  });

  it('says how long to wait is waited for as long', async () => {
    const chat = await chatWith([status(429, 'slow down', { 'retry-after': '0.05' }), good('then')]);
    await ask(chat);
    expect(waits).toEqual([50]);
  });

  it('wants a longer wait than anybody has is given up, with the wait named', async () => {
    const chat = await chatWith([status(429, 'tomorrow', { 'retry-after': '86400' })]);
    expect((await failure(ask(chat))).detail.args).toEqual([86400]);
    expect(server!.asked).toHaveLength(1);
  });

  it('stays in trouble is given up after some tries, with its own words', async () => {
    const chat = await chatWith([status(500, 'a'), status(500, 'b'), status(500, 'out of memory')]);
    expect((await failure(ask(chat))).detail.args).toEqual([500, 'out of memory']);
    expect(server!.asked).toHaveLength(3);
  });

  it.each([
    [401, 'no key'],
    [403, 'not yours'],
    [404, 'no such model'],
    [413, 'too large'],
  ])('refuses (%i) is not asked again', async (code, message) => {
    const error = await failure(ask(await chatWith([status(code, message)])));
    expect(error.detail.args).toContain(message);
    expect(server!.asked).toHaveLength(1);
  });

  it('knows no reply schema is asked without one, from then on', async () => {
    const chat = await chatWith([status(400, 'response_format?'), good('plain'), good('again')]);
    expect((await ask(chat)).text).toBe('plain');
    expect((await ask(chat)).text).toBe('again');
    expect(server!.asked.map(({ body }) => 'response_format' in body)).toEqual([true, false, false]);
  });

  it('breaks off is asked again; when it always does, what came is used', async () => {
    expect((await ask(await chatWith([broken('ha'), good('whole')]))).text).toBe('whole');
    await server!.stop();
    const chat = await chatWith([broken('a'), broken('a long part'), broken('b')]);
    expect(await ask(chat)).toEqual({ text: 'a long part', isCutOff: true });
  });

  it('falls silent is given up', async () => {
    const error = await failure(ask(await chatWith([silent('…')], { timeoutSeconds: 0.2 })));
    expect(error.detail.template).toContain('said nothing');
  });

  it('speaks another language, or reports an error in its stream, is refused with the reason', async () => {
    const html: Behaviour = (response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Log in</html>');
    };
    await failure(ask(await chatWith([html])));
    await server!.stop();
    const error: Behaviour = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"error": {"message": "context length exceeded"}}\n\n');
    };
    expect((await failure(ask(await chatWith([error])))).detail.args).toContain('context length exceeded');
  });

  it('is not there is named', async () => {
    const chat = await chatWith([]);
    await server!.stop();
    expect((await failure(ask(chat))).detail.template).toContain('Nothing answers');
  });

  it('sends the request elsewhere is not followed: the essays go where the reader said', async () => {
    const error = await failure(
      ask(await chatWith([status(307, 'moved', { location: 'https://elsewhere.example/v1' })])),
    );
    expect(error.detail.args).toEqual(['https://elsewhere.example/v1']);
  });
});

describe('cancelling', () => {
  it('ends a request at once', async () => {
    const chat = await chatWith([silent('…')]);
    const abort = new AbortController();
    const asking = chat.ask(messages, {
      signal: abort.signal,
      replyTokens: 100,
      onText: () => {
        abort.abort();
      },
    });
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends a wait at once', async () => {
    const chat = await chatWith([status(429, 'later', { 'retry-after': '4' })]);
    const abort = new AbortController();
    const asking = ask(chat, abort.signal);
    while (waits.length === 0) await new Promise(setImmediate);
    abort.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the address of a server', () => {
  const at = (given: string, allowHttp = false) => {
    const url = endpointUrl(given, { allowHttp });
    return url instanceof URL ? url.href : url;
  };

  it('is completed to that of its chat completions', () => {
    expect(at('http://localhost:11434/v1')).toBe('http://localhost:11434/v1/chat/completions');
    expect(at('https://api.example/v1/')).toBe('https://api.example/v1/chat/completions');
    expect(at('https://api.example/v1/chat/completions?api-version=1#x')).toBe(
      'https://api.example/v1/chat/completions?api-version=1',
    );
  });

  it('may be plain http on this machine only, unless the reader allows more', () => {
    for (const local of ['http://localhost:1/v1', 'http://127.0.0.1:1/v1', 'http://[::1]:1/v1'])
      expect(at(local)).toContain('/chat/completions');
    for (const far of ['http://192.168.1.5:1/v1', 'http://localhost.example/v1', 'http://127.0.0.1.example/v1'])
      expect(at(far)).toHaveProperty('template');
    expect(at('http://192.168.1.5:1/v1', true)).toContain('192.168.1.5');
  });

  it.each(['', 'localhost:11434', 'ftp://x/v1', 'file:///etc/passwd', 'https://me:secret@api.example/v1'])(
    'is refused where it is none: %s',
    (given) => {
      expect(at(given)).toHaveProperty('template');
      expect(JSON.stringify(at(given))).not.toContain('me:secret');
    },
  );
});
