import type { Chance } from '../fuzz/chance';
import { mutate } from '../fuzz/mutate';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { hostileVariants } from './hostileParams';
import { type Answer, RawServer } from './rawServer';
import { type Place, type RequestKind, requestKinds, waitsForNews } from './requestKinds';

/** One thing that a client does. Positions and documents are chosen when the session is made, so that it can be played again. */
export type Step =
  | { readonly kind: 'request'; readonly method: string; readonly params: unknown; readonly cancel?: boolean }
  | { readonly kind: 'notify'; readonly method: string; readonly params: unknown }
  | { readonly kind: 'raw'; readonly body: string };

interface Notice {
  readonly method: string;
  readonly params: unknown;
}

/** Stands for the corpus folder's URI in a recorded session, wherever that folder is when it is played. */
const here = 'corpus:here';

export const placeIn = (root: string): Place => ({
  uri: `${root}/essays/left.essay.md`,
  other: `${root}/essays/right.essay.md`,
  manifest: `${root}/counterpoint.yaml`,
  root,
  pair: `${root}#harbour/town/nation`,
  position: { line: 14, character: 20 },
});

/** Makes a session by chance: requests right and wrong, edits, closings, cancellations, in no order that a client would keep. */
export function makeSession(chance: Chance, length = 25): Step[] {
  const place = placeIn(here);
  const kinds = requestKinds();
  const documents = new Map([
    [place.uri, leftEssay],
    [place.other, rightEssay],
    [place.manifest, pairFiles['counterpoint.yaml'] ?? ''],
  ]);
  const steps: Step[] = [];
  while (steps.length < length) steps.push(makeStep(chance, place, kinds, documents));
  return steps;
}

function makeStep(
  chance: Chance,
  place: Place,
  kinds: readonly RequestKind[],
  documents: ReadonlyMap<string, string>,
): Step {
  const uri = chance.pick([...documents.keys()]) ?? place.uri;
  const anywhere = { ...place, uri, position: { line: chance.below(30), character: chance.below(200) } };
  const textDocument = {
    uri,
    version: chance.below(9),
    languageId: 'markdown',
    text: mutate(documents.get(uri) ?? '', chance).slice(0, 20_000),
  };
  switch (chance.below(9)) {
    case 0:
      return { kind: 'notify', method: 'textDocument/didOpen', params: { textDocument } };
    case 1:
      return { kind: 'notify', method: 'textDocument/didClose', params: { textDocument: { uri } } };
    case 2: {
      const start = { line: chance.below(30), character: chance.below(100) };
      const end = { line: chance.below(30), character: chance.below(100) };
      const text = textDocument.text.slice(0, chance.below(300));
      const change = chance.once(3) ? { text: textDocument.text } : { range: { start, end }, text };
      return { kind: 'notify', method: 'textDocument/didChange', params: { textDocument, contentChanges: [change] } };
    }
    case 3: {
      const notices: readonly [Notice, ...Notice[]] = [
        { method: 'workspace/didChangeWatchedFiles', params: { changes: [{ uri, type: 1 + chance.below(3) }] } },
        { method: 'workspace/didChangeConfiguration', params: { settings: null } },
        { method: 'workspace/didChangeWorkspaceFolders', params: { event: { added: [], removed: [] } } },
        { method: '$/cancelRequest', params: { id: chance.below(40) } },
      ];
      const notice = chance.pick(notices);
      const params = chance.once(3) ? chance.pick(hostileVariants(notice.params)) : notice.params;
      return { kind: 'notify', method: notice.method, params: params ?? null };
    }
    case 4:
      return chance.once(4)
        ? {
            kind: 'raw',
            body: chance.pick(['{', 'null', '[]', '""', '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":null,"method":1}']),
          }
        : { kind: 'request', method: chance.pick(['no/such', '', 'initialize', '__proto__']), params: {} };
    default: {
      const kind = chance.pick(kinds);
      const params = kind?.params(anywhere);
      const writes = kind?.method === 'counterpoint/import';
      return {
        kind: 'request',
        method: kind?.method ?? '',
        params: chance.once(3) && !writes ? (chance.pick(hostileVariants(params)) ?? null) : params,
        cancel: kind?.method === waitsForNews || chance.once(5),
      };
    }
  }
}

/** Plays a session on a fresh server, then asks it to end. Throws where a request stays without an answer, or the server does not end well. */
export async function playSession(steps: readonly Step[], serverPath: string, limit: number): Promise<void> {
  const server = new RawServer({ serverPath, files: pairFiles });
  const root = server.uri('').replace(/\/$/, '');
  const placed = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null).replaceAll(here, root));
  const open: { readonly what: string; readonly answer: Promise<Answer>; done: boolean }[] = [];
  const ask = (method: string, params: unknown, cancel = false): void => {
    const entry = {
      what: `${method} ${JSON.stringify(params).slice(0, 300)}`,
      answer: server.request(method, params, (id) => {
        if (cancel) server.notify('$/cancelRequest', { id });
      }),
      done: false,
    };
    void entry.answer.then(({ kind }) => {
      entry.done = kind !== 'gone';
    });
    open.push(entry);
  };
  const within = async <T>(work: Promise<T>, what: string): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const waiting = open.filter((entry) => !entry.done).map((entry) => entry.what);
        reject(new Error(`Hang: ${what}; not answered: ${waiting.join(' | ')}`));
      }, limit);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  };
  try {
    await within(server.start(), 'initialize');
    for (const step of steps) {
      if (step.kind === 'request') ask(step.method, placed(step.params), step.cancel);
      else if (step.kind === 'notify') server.notify(step.method, placed(step.params));
      else server.sendBytes(`Content-Length: ${Buffer.byteLength(step.body)}\r\n\r\n${step.body}`);
    }
    await within(Promise.all(open.map(({ answer }) => answer)), 'requests');
    const gone = open.filter((entry) => !entry.done);
    if (gone.length > 0) throw new Error(`The server ended by itself: ${server.stderr.slice(-2000)}`);
    const after = await within(server.request('counterpoint/pairsOf', { uri: placeIn(root).uri }), 'a last question');
    if (after.kind !== 'result') throw new Error(`After the session: ${JSON.stringify(after).slice(0, 500)}`);
    const code = await within(server.stop(), 'the end');
    if (code !== 0) throw new Error(`The server ended with ${String(code)}: ${server.stderr.slice(-2000)}`);
  } finally {
    await server.dispose();
  }
}
