/** A chat model on an OpenAI-compatible server, over HTTP. */
import { setTimeout as delay } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import * as z from 'zod';
import { type AskOptions, type Chat, ChatFailure, type ChatMessage, type ChatReply } from '../readings/model/chat';
import { replySchema } from '../readings/model/replySchema';
import { type Message, msg } from '../text/message';
import type { Endpoint } from './endpoint';
import {
  abortReason,
  defaultRetries,
  failureOf,
  failureOfStatus,
  jsonOf,
  longestError,
  PassingFailure,
  RefusedShape,
  type RetryPolicy,
  said,
  waitAfter,
} from './endpointFailure';
import { isGood, postJson } from './postJson';

/** A reply is some ten thousand characters; a model that says much more is going round in circles. */
const longestReply = 400_000;

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
        if (attempt >= this.retries.tries) {
          // Better half a reply than none.
          if (partial !== '') return { text: partial, isCutOff: true };
          throw new ChatFailure(error.detail);
        }
        const wait = waitAfter(error, attempt, this.retries);
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
    return new Promise<ChatReply>((resolve, reject) => {
      const reader = new ReplyReader(onText);
      const onFailure = (error: unknown): void => {
        reject(signal.aborted ? abortReason(signal) : failureOf(error, this.endpoint.url, reader.text));
      };
      postJson(this.endpoint, body, {
        accept: 'text/event-stream, application/json',
        signal,
        onFailure,
        onResponse: (response, sent) => {
          const isStream = /event-stream/i.test(response.headers['content-type'] ?? '');
          let rest = '';
          response.on('data', (chunk: string) => {
            try {
              if (isGood(response) && isStream) reader.feed(chunk);
              else if (rest.length < (isGood(response) ? longestReply * 2 : longestError)) rest += chunk;
              if (reader.text.length > longestReply) throw new ChatFailure(msg('The model does not come to an end.'));
            } catch (error) {
              sent.destroy();
              onFailure(error);
            }
          });
          response.on('end', () => {
            try {
              if (!isGood(response)) throw failureOfStatus(response.statusCode ?? 0, response.headers, rest);
              if (!isStream) reader.takeWhole(rest);
              resolve(reader.finish(isStream));
            } catch (error) {
              onFailure(error);
            }
          });
        },
      });
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
