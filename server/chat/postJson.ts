/** A request to a model's server, over HTTP. */
import * as http from 'node:http';
import * as https from 'node:https';
import { ChatFailure } from '../readings/model/chat';
import { msg } from '../text/message';
import type { Endpoint } from './endpoint';

/** What a request asks for, and who hears what comes of it. */
export interface Posted {
  readonly accept: string;
  readonly signal: AbortSignal;
  /** The server begins to answer. What it says further is heard at `response`; `sent` can be destroyed to hear no more. */
  readonly onResponse: (response: http.IncomingMessage, sent: http.ClientRequest) => void;
  /** It cannot be reached, breaks off, or is silent for longer than the endpoint allows. May be told more than once. */
  readonly onFailure: (error: unknown) => void;
}

/** Posts a body as JSON, with the endpoint's key where it has one. */
export function postJson(
  { url, key, timeoutSeconds }: Pick<Endpoint, 'url' | 'key' | 'timeoutSeconds'>,
  body: unknown,
  { accept, signal, onResponse, onFailure }: Posted,
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  const { request } = url.protocol === 'https:' ? https : http;
  const headers = {
    'content-type': 'application/json',
    'content-length': bytes.length,
    accept,
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const sent = request(url, { method: 'POST', headers, signal }, (response) => {
    response.setEncoding('utf8');
    onResponse(response, sent);
    response.on('error', onFailure);
    response.on('aborted', () => {
      onFailure(new Error('aborted'));
    });
  });
  sent.setTimeout(timeoutSeconds * 1000, () => {
    sent.destroy(new ChatFailure(msg('The server said nothing for {0} seconds.', timeoutSeconds)));
  });
  sent.on('error', onFailure);
  sent.end(bytes);
}

/** Whether a status says that what was asked for was done. */
export function isGood({ statusCode = 0 }: http.IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}
