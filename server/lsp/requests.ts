import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { ClientRequests } from '../protocol';
import { requestCancelled, unlessCancelled } from './cancellable';
import type { WorkLane } from './workLane';

/** What handles a request of the shared protocol. */
export type Handler<M extends keyof ClientRequests> = (
  params: ClientRequests[M]['params'],
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
) => Promise<ClientRequests[M]['result']>;

/** Registers a handler under its method, both typed by the protocol. What it takes long for is told to the log. */
export function handle<M extends keyof ClientRequests>(
  connection: Connection,
  lane: WorkLane,
  method: M,
  handler: Handler<M>,
): void {
  const { params: expected, keepsAnswer = false }: RequestRules<M> = rules[method];
  connection.onRequest(
    method,
    async (params: ClientRequests[M]['params'] & { workDoneToken?: string | number }, token: CancellationToken) => {
      checkParams(params, expected);
      const progress =
        params.workDoneToken === undefined ? undefined : connection.window.attachWorkDoneProgress(params.workDoneToken);
      try {
        const answer = (): ReturnType<typeof handler> => lane.time(method, () => handler(params, token, progress));
        if (keepsAnswer) return await answer();
        if (progress === undefined) return await unlessCancelled(token, answer);
        // What shows its progress sees to its own end.
        const answered = await answer();
        if (token.isCancellationRequested) throw requestCancelled();
        return answered;
      } finally {
        progress?.done();
      }
    },
  );
}

/** Says what is wrong with the value of a parameter: `undefined` where nothing is. */
type Check = (value: unknown) => string | undefined;

const a =
  (what: string, isOne: (value: unknown) => boolean): Check =>
  (value) =>
    isOne(value) ? undefined : `must be ${what}`;
/** A URI without a scheme would be taken for a path from the root of the disk. */
const uri = a('a URI', (value) => typeof value === 'string' && /^[a-z][a-z0-9+.-]+:/i.test(value));
const text = a('a text', (value) => typeof value === 'string');
const textOrNull = a('a text or null', (value) => value === null || typeof value === 'string');
const texts = a('a list of texts', (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'));
const flag = a('true or false', (value) => typeof value === 'boolean');
const object = a('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
/** A commit, or a file of one side. */
const earlier = a('a commit or a file', (value) => {
  if (typeof value !== 'object' || value === null) return false;
  const {
    kind,
    revision,
    side,
    uri: file,
  }: { kind?: unknown; revision?: unknown; side?: unknown; uri?: unknown } = value;
  return kind === 'commit'
    ? typeof revision === 'string'
    : kind === 'file' && (side === 'left' || side === 'right') && uri(file) === undefined;
});
/** A parameter that may be left out. */
const orNone =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

/** Every name that one of the kinds of parameters has. */
type NameOf<P> = P extends unknown ? keyof P : never;

interface RequestRules<M extends keyof ClientRequests> {
  /** What each parameter must be. One that is in the protocol does not compile until it is here. */
  readonly params: Readonly<Record<keyof ClientRequests[M]['params'], Check>> &
    Readonly<Partial<Record<NameOf<ClientRequests[M]['params']>, Check>>>;
  /** Cancelled, it answers how far it came: a model's reading keeps what was read. Nobody wants the late answer of anything else. */
  readonly keepsAnswer?: boolean;
}

const model = { pair: text, chat: object, changed: orNone(flag) };
const rules: { readonly [M in keyof ClientRequests]: RequestRules<M> } = {
  'counterpoint/corpora': { params: {} },
  'counterpoint/pairsOf': { params: { uri } },
  'counterpoint/comparison': { params: { pair: text } },
  'counterpoint/pairedReading': { params: { pair: text, beside: orNone(text) } },
  'counterpoint/corpusOverview': { params: { corpus: uri } },
  'counterpoint/corpusOverviewAs': { params: { corpus: uri, format: text } },
  'counterpoint/conceptLens': { params: { corpus: uri, concept: orNone(text), words: orNone(text) } },
  'counterpoint/corpusCounterparts': { params: { corpus: uri, uri, range: object } },
  'counterpoint/alignNow': { params: { pair: orNone(text) } },
  'counterpoint/readings': { params: { pair: text } },
  'counterpoint/chooseReading': { params: { pair: text, reading: textOrNull } },
  'counterpoint/model/plan': { params: model },
  'counterpoint/model/read': { params: model, keepsAnswer: true },
  'counterpoint/review': { params: { kind: text, pair: orNone(text), item: orNone(object) } },
  'counterpoint/commits': { params: { pair: text } },
  'counterpoint/changes': { params: { pair: text, since: earlier } },
  'counterpoint/alignTwo': { params: { left: uri, right: uri } },
  'counterpoint/importDecisions': { params: { corpus: uri, source: uri } },
  'counterpoint/import': { params: { source: uri, out: uri, overwrite: orNone(flag) } },
  'counterpoint/exportChoices': { params: {} },
  'counterpoint/export': { params: { corpus: uri, pair: orNone(text), format: text, parts: orNone(texts) } },
  'counterpoint/citation': { params: { pair: text, link: text, style: text } },
};

/**
 * Checks what a client sends, so that nothing is read or written where nobody meant it.
 * @throws ResponseError (InvalidParams) that names the parameter.
 */
function checkParams(params: unknown, expected: Readonly<Record<string, Check>>): void {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) throw invalid('Parameters are missing.');
  const given = new Map<string, unknown>(Object.entries(params));
  for (const [name, check] of Object.entries(expected)) {
    const fault = check(given.get(name));
    if (fault === undefined) continue;
    throw invalid(given.has(name) ? `The parameter “${name}” ${fault}.` : `The parameter “${name}” is missing.`);
  }
}

/** For the log of a client's author, not for readers: no reader sees what a client sends. */
const invalid = (reason: string): ResponseError => new ResponseError(ErrorCodes.InvalidParams, reason);
