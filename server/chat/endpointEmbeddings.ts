/** Vectors of sentences from an OpenAI-compatible server (`/embeddings`), over HTTP. */
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { ChatFailure } from '../readings/model/chat';
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
  type RetryPolicy,
  waitAfter,
} from './endpointFailure';
import { isGood, postJson } from './postJson';

/** So many sentences are sent at once: what every server takes. */
const batch = 64;

/** A batch of large vectors is some three million characters. */
const longestAnswer = 20_000_000;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative().optional(), embedding: z.array(z.number()).min(1) })),
});

export interface EmbeddingOptions {
  readonly signal: AbortSignal;
  /** Told after each batch: its texts with their vectors, so that they can be kept. */
  readonly onVectors?: (texts: readonly string[], vectors: readonly Float32Array[]) => void;
  /** Told of each wait before another try, in milliseconds. */
  readonly onWait?: (milliseconds: number, why: Message) => void;
}

export class EndpointEmbeddings {
  constructor(
    private readonly endpoint: Omit<Endpoint, 'contextTokens'>,
    private readonly retries: RetryPolicy = defaultRetries,
  ) {}

  /**
   * The vectors of texts, in their order, all of one length (`dimensions` where it is known).
   * @throws ChatFailure where the server does not give them
   */
  async vectorsOf(
    texts: readonly string[],
    options: EmbeddingOptions,
    dimensions?: number,
  ): Promise<readonly Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += batch) {
      const part = texts.slice(at, at + batch);
      const found = checked(await this.#ask(part, options), part.length, vectors[0]?.length ?? dimensions);
      vectors.push(...found);
      options.onVectors?.(part, found);
    }
    return vectors;
  }

  async #ask(input: readonly string[], { signal, onWait }: EmbeddingOptions): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#post({ model: this.endpoint.model, input, encoding_format: 'float' }, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof PassingFailure)) throw error;
        if (attempt >= this.retries.tries) throw new ChatFailure(error.detail);
        const wait = waitAfter(error, attempt, this.retries);
        onWait?.(wait, error.detail);
        await delay(wait, undefined, { signal });
      }
    }
  }

  #post(body: unknown, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const onFailure = (error: unknown): void => {
        reject(signal.aborted ? abortReason(signal) : failureOf(error, this.endpoint.url, ''));
      };
      postJson(this.endpoint, body, {
        accept: 'application/json',
        signal,
        onFailure,
        onResponse: (response, sent) => {
          let text = '';
          response.on('data', (chunk: string) => {
            if (isGood(response) && text.length > longestAnswer)
              sent.destroy(new ChatFailure(msg('The server does not answer as an OpenAI-compatible one does.')));
            else if (isGood(response) || text.length < longestError) text += chunk;
          });
          response.on('end', () => {
            if (isGood(response)) resolve(jsonOf(text));
            else onFailure(failureOfStatus(response.statusCode ?? 0, response.headers, text));
          });
        },
      });
    });
  }
}

/** The vectors of an answer, in the order of the texts. */
function checked(given: unknown, count: number, dimensions: number | undefined): Float32Array[] {
  const rows = answer.safeParse(given).data?.data;
  if (rows === undefined) throw new ChatFailure(msg('The server does not answer as an OpenAI-compatible one does.'));
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  for (const [i, { index = i, embedding }] of rows.entries())
    if (index < count) vectors[index] = Float32Array.from(embedding);
  const whole = vectors.filter((vector) => vector !== undefined);
  if (rows.length !== count || whole.length !== count)
    throw new ChatFailure(msg('The server gave {0} vectors for {1} sentences.', rows.length, count));
  const length = dimensions ?? whole[0]?.length;
  const other = whole.find((vector) => vector.length !== length);
  if (other !== undefined)
    throw new ChatFailure(
      msg(
        'The server gave vectors of different lengths ({0} and {1}): is it the same model?',
        length ?? 0,
        other.length,
      ),
    );
  return whole;
}
