import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly body: { readonly model: string; readonly messages: readonly { role: string; content: string }[] } & Record<
    string,
    unknown
  >;
  readonly key: string | undefined;
}

/** What the fake server does with one request. */
export type Behaviour = (response: ServerResponse, asked: Asked) => void;

/** A server on this machine that speaks like an OpenAI-compatible one, and behaves as a test wants: one behaviour for each request. */
export class FakeModel {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  #url = '';
  #aborted = 0;

  constructor(private readonly behaviours: readonly Behaviour[]) {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
    return this;
  }

  get url(): string {
    return this.#url;
  }

  /** How many requests the other side gave up. */
  get aborted(): number {
    return this.#aborted;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.on('close', () => {
      if (!response.writableFinished) this.#aborted += 1;
    });
    const key = request.headers.authorization?.replace(/^Bearer /, '');
    const asked = { body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Asked['body'], key };
    this.asked.push(asked);
    const behaviour = this.behaviours[this.asked.length - 1] ?? status(500, 'no behaviour is left');
    behaviour(response, asked);
  }
}

const events = { 'content-type': 'text/event-stream' };
const chunk = (content: string, reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: reason }] })}\n\n`;

/** Streams a reply, a few letters at a time. */
export const good =
  (text: string, reason = 'stop'): Behaviour =>
  (response) => {
    response.writeHead(200, events);
    for (let at = 0; at < text.length; at += 50) response.write(chunk(text.slice(at, at + 50)));
    response.end(`${chunk('', reason)}data: [DONE]\n\n`);
  };

/** Sends a reply in one piece, as servers do that cannot stream. */
export const whole =
  (text: string): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ choices: [{ message: { content: text }, finish_reason: 'stop' }] }));
  };

/** Breaks the connection after some of the reply. */
export const broken =
  (text: string): Behaviour =>
  (response) => {
    response.writeHead(200, events);
    response.write(chunk(text), () => response.destroy());
  };

/** Begins to answer, and never goes on. */
export const silent =
  (text: string): Behaviour =>
  (response) => {
    response.writeHead(200, events);
    response.write(chunk(text));
  };

export const status =
  (code: number, message: string, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { message } }));
  };
