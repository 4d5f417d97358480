/** A chat model on an OpenAI-compatible server, over HTTP. */
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import * as z from 'zod';
import { type AskOptions, type Chat, ChatFailure, type ChatMessage, type ChatReply } from '../readings/model/chat';
import { replySchema } from '../readings/model/replySchema';
import { type Message, msg } from '../text/message';
import type { Endpoint } from './endpoint';

export interface RetryPolicy {
  /** How often a call is tried before it is given up. */
  readonly tries: number;
  /** The first wait in milliseconds; each further one is twice as long, and up to a fifth longer by chance. */
  readonly firstWait: number;
  /** A server that asks for a longer wait than this, in milliseconds, is given up. */
  readonly longestWait: number;
}

const defaultRetries: RetryPolicy = { tries: 4, firstWait: 1500, longestWait: 120_000 };

/** A reply is some ten thousand characters; a model that says much more is going round in circles. */
const longestReply = 400_000;
const longestError = 100_000;

/** A failure that may pass: too many requests, a server that is busy, a connection that broke. */
class PassingFailure extends Error {
  constructor(
    readonly detail: Message,
    /** What the server asks to wait, in milliseconds. */
    readonly wait: number | undefined,
    /** What had come by then. */
    readonly partial = '',
  ) {
    super(detail.template);
  }
}

/** The server does not take the request in this shape. */
class RefusedShape extends ChatFailure {}

export class EndpointChat implements Chat {
  readonly name: string;
  readonly contextTokens: number;
  /** Not every server knows reply schemas and temperatures: one that refuses them is asked without. */
  #isPlain = false;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly retries: RetryPolicy = defaultRetries,
    /** Told of each wait before another try, in milliseconds. */
    private readonly onWait: (milliseconds: number, why: Message) => void = () => undefined,
  ) {
    this.name = endpoint.model;
    this.contextTokens = endpoint.contextTokens;
  }

  async ask(messages: readonly ChatMessage[], options: AskOptions): Promise<ChatReply> {
    let partial = '';
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#tryShapes(messages, options);
      } catch (error) {
        options.signal.throwIfAborted();
        if (!(error instanceof PassingFailure)) throw error;
        if (error.partial.length > partial.length) partial = error.partial;
        const { tries, firstWait, longestWait } = this.retries;
        if (attempt >= tries) {
          // Better half a reply than none.
          if (partial !== '') return { text: partial, isCutOff: true };
          throw new ChatFailure(error.detail);
        }
        const wait = error.wait ?? firstWait * 2 ** (attempt - 1) * (1 + Math.random() / 5);
        if (wait > longestWait)
          throw new ChatFailure(
            msg('The server asks to wait for {0} seconds. Try again later.', Math.ceil(wait / 1000)),
          );
        this.onWait(wait, error.detail);
        await delay(wait, undefined, { signal: options.signal });
      }
    }
  }

  async #tryShapes(messages: readonly ChatMessage[], options: AskOptions): Promise<ChatReply> {
    const bare = {
      model: this.endpoint.model,
      messages: messages.map(({ role, text }) => ({ role, content: text })),
      stream: true,
    };
    if (this.#isPlain) return this.#post(bare, options);
    try {
      return await this.#post(
        {
          ...bare,
          temperature: 0,
          response_format: { type: 'json_schema', json_schema: { name: 'reading', strict: true, schema: replySchema } },
        },
        options,
      );
    } catch (error) {
      if (!(error instanceof RefusedShape)) throw error;
      const reply = await this.#post(bare, options);
      this.#isPlain = true;
      return reply;
    }
  }

  #post(body: unknown, { signal, onText }: AskOptions): Promise<ChatReply> {
    const { url, key, timeoutSeconds } = this.endpoint;
    const bytes = Buffer.from(JSON.stringify(body));
    const { request } = url.protocol === 'https:' ? https : http;
    return new Promise<ChatReply>((resolve, reject) => {
      const reader = new ReplyReader(onText);
      const fail = (error: unknown): void => {
        reject(signal.aborted ? abortReason(signal) : failureOf(error, url, reader.text));
      };
      const sent = request(
        url,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': bytes.length,
            accept: 'text/event-stream, application/json',
            ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          },
          signal,
        },
        (response) => {
          const status = response.statusCode ?? 0;
          const isGood = status >= 200 && status < 300;
          const isStream = /event-stream/i.test(response.headers['content-type'] ?? '');
          let rest = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            try {
              if (isGood && isStream) reader.feed(chunk);
              else if (rest.length < (isGood ? longestReply * 2 : longestError)) rest += chunk;
              if (reader.text.length > longestReply) throw new ChatFailure(msg('The model does not come to an end.'));
            } catch (error) {
              sent.destroy();
              fail(error);
            }
          });
          response.on('end', () => {
            try {
              if (!isGood) throw failureOfStatus(status, response.headers, rest);
              if (!isStream) reader.takeWhole(rest);
              resolve(reader.finish(isStream));
            } catch (error) {
              fail(error);
            }
          });
          response.on('error', fail);
          response.on('aborted', () => {
            fail(new Error('aborted'));
          });
        },
      );
      sent.setTimeout(timeoutSeconds * 1000, () => {
        sent.destroy(new ChatFailure(msg('The server said nothing for {0} seconds.', timeoutSeconds)));
      });
      sent.on('error', fail);
      sent.end(bytes);
    });
  }
}

const choice = z.object({
  delta: z.object({ content: z.string().nullish() }).nullish(),
  message: z.object({ content: z.string().nullish() }).nullish(),
  finish_reason: z.string().nullish(),
});
const answer = z.object({ choices: z.array(choice).optional(), error: z.unknown().optional() });

/** Reads a reply as it comes in. */
class ReplyReader {
  text = '';
  #reason: string | undefined;
  #isDone = false;
  readonly #parser = createParser({
    onEvent: ({ data }) => {
      if (data.trim() === '[DONE]') this.#isDone = true;
      else this.#take(data);
    },
  });

  constructor(private readonly onText: ((length: number) => void) | undefined) {}

  feed(chunk: string): void {
    this.#parser.feed(chunk);
  }

  /** A server that does not stream sends the reply in one piece. */
  takeWhole(body: string): void {
    this.#take(body);
    this.#isDone = true;
  }

  finish(isStream: boolean): ChatReply {
    if (isStream && !this.#isDone && this.#reason === undefined)
      throw new PassingFailure(msg('The connection broke in the middle of the reply.'), undefined, this.text);
    if (this.#reason === 'content_filter')
      throw new ChatFailure(msg('The server’s content filter held the reply back.'));
    if (this.text === '') throw new PassingFailure(msg('The server gave an empty reply.'), undefined);
    return { text: this.text, isCutOff: this.#reason === 'length' };
  }

  #take(data: string): void {
    const parsed = answer.safeParse(jsonOf(data)).data;
    if (parsed === undefined)
      throw new ChatFailure(msg('The server does not answer as an OpenAI-compatible one does.'));
    if (parsed.error !== undefined && parsed.error !== null)
      throw new ChatFailure(msg('The server reports an error: {0}', said(parsed.error)));
    const [first] = parsed.choices ?? [];
    this.#reason = first?.finish_reason ?? this.#reason;
    const text = first?.delta?.content ?? first?.message?.content ?? '';
    if (text === '') return;
    this.text += text;
    this.onText?.(this.text.length);
  }
}

function failureOfStatus(status: number, headers: http.IncomingHttpHeaders, body: string): Error {
  const reason = said(jsonOf(body) ?? body);
  if (status === 401 || status === 403)
    return new ChatFailure(msg('The server does not accept the key ({0}): {1}', status, reason));
  if (status === 404) return new ChatFailure(msg('The server does not know this address or model (404): {0}', reason));
  if (status === 429)
    return new PassingFailure(msg('The server has had too many requests (429): {0}', reason), waitOf(headers));
  if (status === 408 || status === 425 || status >= 500)
    return new PassingFailure(msg('The server is in trouble ({0}): {1}', status, reason), waitOf(headers));
  if (status >= 300 && status < 400)
    return new ChatFailure(
      msg('The server sends the request elsewhere: give that address ({0}).', said(headers.location ?? '')),
    );
  const refusal = msg('The server refuses the request ({0}): {1}', status, reason);
  return status === 400 || status === 422 ? new RefusedShape(refusal) : new ChatFailure(refusal);
}

function failureOf(error: unknown, url: URL, partial: string): Error {
  if (error instanceof ChatFailure || error instanceof PassingFailure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return new ChatFailure(msg('Nothing answers at {0}. Is the server running?', url.host));
  const reason = error instanceof Error ? error.message : String(error);
  if (/^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code))
    return new ChatFailure(msg('The connection to {0} is not safe: {1}', url.host, said(reason)));
  return new PassingFailure(msg('The connection to {0} broke: {1}', url.host, said(reason)), undefined, partial);
}

/** What `Retry-After` asks for: seconds, or a date. */
function waitOf(headers: http.IncomingHttpHeaders): number | undefined {
  const given = headers['retry-after']?.trim();
  if (given === undefined || given === '') return undefined;
  const seconds = Number(given);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(given) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** What a server says of an error, short and on one line. */
function said(given: unknown): string {
  const error = z.object({ error: z.unknown() }).safeParse(given).data?.error ?? given;
  const message = z.object({ message: z.string() }).safeParse(error).data?.message;
  const text = message ?? (typeof error === 'string' ? error : JSON.stringify(error ?? ''));
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
