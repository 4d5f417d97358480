import { isIP } from 'node:net';
import { type Message, msg } from '../text/message';

/** Where a chat model answers: an OpenAI-compatible server. */
export interface Endpoint {
  /** The address of its chat completions. */
  readonly url: URL;
  readonly model: string;
  /** Undefined for a server that needs none. */
  readonly key: string | undefined;
  readonly contextTokens: number;
  /** The server may be silent for so long before it is given up. */
  readonly timeoutSeconds: number;
}

export const endpointDefaults = { contextTokens: 32_000, timeoutSeconds: 600 } as const;

/**
 * The address of a server's chat completions (or embeddings), from what the reader gave (`http://localhost:11434/v1`, or the whole address). Essays go
 * over plain http to this machine only, unless the reader says otherwise.
 */
export function endpointUrl(
  given: string,
  {
    allowHttp,
    service = 'chat/completions',
  }: { readonly allowHttp: boolean; readonly service?: 'chat/completions' | 'embeddings' },
): URL | Message {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return msg('“{0}” is no address of a server: give one such as http://localhost:11434/v1', given);
  if (url.username !== '' || url.password !== '') return msg('Leave name and password out of the address.');
  if (url.protocol === 'http:' && !isLocal(url.hostname) && !allowHttp)
    return msg(
      '{0} is not on this machine, and http would send the essays readable for everybody on the way. Use https.',
      url.host,
    );
  url.hash = '';
  const path = url.pathname.replace(/\/+$/, '');
  if (!path.endsWith(`/${service}`)) url.pathname = `${path}/${service}`;
  return url;
}

/** Whether a host is this machine. */
function isLocal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}
