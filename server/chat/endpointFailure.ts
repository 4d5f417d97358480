/** What can go wrong with a request to a model's server, and when to try again. */
import type * as http from 'node:http';
import * as z from 'zod';
import { ChatFailure } from '../readings/model/chat';
import { type Message, msg } from '../text/message';

export interface RetryPolicy {
  /** How often a call is tried before it is given up. */
  readonly tries: number;
  /** The first wait in milliseconds; each further one is twice as long, and up to a fifth longer by chance. */
  readonly firstWait: number;
  /** A server that asks for a longer wait than this, in milliseconds, is given up. */
  readonly longestWait: number;
}

export const defaultRetries: RetryPolicy = { tries: 4, firstWait: 1500, longestWait: 120_000 };

/** More of what a server says of an error is not read, in characters. */
export const longestError = 100_000;

/** A failure that may pass: too many requests, a server that is busy, a connection that broke. */
export class PassingFailure extends Error {
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
export class RefusedShape extends ChatFailure {}

/**
 * How long to wait after a failure before the next try, in milliseconds.
 * @throws ChatFailure for a server that wants too long a wait
 */
export function waitAfter(error: PassingFailure, attempt: number, { firstWait, longestWait }: RetryPolicy): number {
  const wait = error.wait ?? firstWait * 2 ** (attempt - 1) * (1 + Math.random() / 5);
  if (wait > longestWait)
    throw new ChatFailure(msg('The server asks to wait for {0} seconds. Try again later.', Math.ceil(wait / 1000)));
  return wait;
}

/** What a server's refusal means. */
export function failureOfStatus(status: number, headers: http.IncomingHttpHeaders, body: string): Error {
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

/** What went wrong with a request. */
export function failureOf(error: unknown, url: URL, partial: string): Error {
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
export function said(given: unknown): string {
  const error = z.object({ error: z.unknown() }).safeParse(given).data?.error ?? given;
  const message = z.object({ message: z.string() }).safeParse(error).data?.message;
  const text = message ?? (typeof error === 'string' ? error : JSON.stringify(error ?? ''));
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

/** The value of a JSON text; undefined for any other text. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
