import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { version } from '../../package.json';
import { type Endpoint, endpointDefaults, endpointUrl } from '../chat/endpoint';
import { EndpointChat } from '../chat/endpointChat';
import { RepliesChat } from '../chat/repliesChat';
import { replyCacheIn } from '../chat/replyCache';
import { labelsOf, type Pair } from '../corpus/corpus';
import { uriIn } from '../corpus/loadCorpus';
import { readDiskFile, writeDiskFile } from '../files/diskFiles';
import type { Chat, ChatMessage } from '../readings/model/chat';
import { earlierReading, modelReadingFile, modelReadingFileName } from '../readings/model/modelReadingFile';
import { firstCall } from '../readings/model/prompt';
import { type ModelReading, planReading, type ReadingPlan, readWithModel } from '../readings/model/readWithModel';
import type { ReadingFile } from '../readings/readingFile';
import { accountWords, promptText, sendingWords } from '../report/modelWords';
import type { Translate } from '../report/translate';
import { type Message, msg } from '../text/message';
import { confirmSending, keyOfEnvironment, refuseWhereForbidden } from './consent';
import { fail, Failure } from './failure';
import { openCorpus, type OpenedCorpus, pairsOfTheme } from './openCorpus';
import type { Output } from './output';
import { readText } from './wantedReadings';

export interface ReadCommandOptions {
  readonly endpoint?: string;
  readonly model?: string;
  readonly theme?: string;
  readonly out?: string;
  readonly replies?: readonly string[];
  readonly context?: string;
  readonly timeout?: string;
  readonly printPrompt: boolean;
  readonly changed: boolean;
  readonly yes: boolean;
  readonly allowHttp: boolean;
}

type Read = Extract<ModelReading, { kind: 'read' }>;

/** `counterpoint read PATH --endpoint URL --model NAME` */
export async function readCommand(
  paths: readonly string[],
  options: ReadCommandOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  const opened = await openCorpus(paths);
  const pairs = pairsOfTheme(opened, options.theme);
  const replies = await Promise.all((options.replies ?? []).map((path) => readText(path)));
  if (options.printPrompt) {
    output.print(await promptOf(opened, pairs, options, replies, t));
    return;
  }
  for (const pair of pairs) await refuseWhereForbidden(opened, pair);
  const chat = replies.length > 0 ? repliesChat(options, replies) : endpointChat(options, output, t);
  const plans = pairs.map((pair) => planOf(opened, pair, chat, options, t));
  if (replies.length === 0) {
    const where = `${options.model ?? ''} (${options.endpoint ?? ''})`;
    await confirmSending(
      plans.map((plan) => sendingWords(plan, where)),
      options.yes,
      output,
      t,
    );
  }

  const read: { readonly pair: Pair; readonly result: Read }[] = [];
  const refused: Message[] = [];
  const abort = new AbortController();
  const stop = (): void => {
    abort.abort();
  };
  process.once('SIGINT', stop);
  try {
    for (const [i, pair] of pairs.entries()) {
      const plan = plans[i];
      if (plan === undefined || abort.signal.aborted) break;
      const result = await readWithModel(plan, chat, {
        signal: abort.signal,
        ...(replies.length > 0 ? {} : { cache: replyCacheIn(opened.root, chat.name, cacheFiles) }),
        onProgress: ({ call, calls, received }) => {
          if (received === 0) output.say(t(msg('{0}: call {1} of {2}', pair.theme.title, call + 1, calls)));
        },
      });
      if (result.kind === 'refused') {
        refused.push(msg('{0}: {1}', pair.theme.title, t(result.message)));
        continue;
      }
      read.push({ pair, result });
      output.say(
        [pair.theme.title, accountWords(result.pair.links.length, result.account).map(t).join(' · ')].join(': '),
      );
      if (options.out === undefined) await write(opened, chat, [{ pair, result }], output, t);
    }
  } finally {
    process.off('SIGINT', stop);
  }
  if (options.out !== undefined && read.length > 0) await write(opened, chat, read, output, t, options.out);
  for (const { pair, result } of read)
    if (result.incomplete !== undefined)
      refused.push(msg('{0}: the reading is not whole: {1}', pair.theme.title, t(result.incomplete)));
  for (const message of refused.slice(1)) output.say(t(message));
  if (refused[0] !== undefined) throw new Failure(refused[0]);
}

/** The calls that come next, as they would be sent: the first ones, or those that the replies given lead to. */
async function promptOf(
  opened: OpenedCorpus,
  pairs: readonly Pair[],
  options: ReadCommandOptions,
  replies: readonly string[],
  t: Translate,
): Promise<string> {
  const chat = repliesChat({ ...options, model: options.model ?? 'print' }, replies);
  const calls: (readonly ChatMessage[])[] = [];
  for (const pair of pairs) {
    const plan = planOf(opened, pair, chat, options, t);
    if (replies.length === 0) {
      calls.push(...plan.showings.map((showing) => firstCall(plan.subject, showing)));
      continue;
    }
    await readWithModel(plan, chat, { signal: new AbortController().signal });
    if (chat.unanswered !== undefined) {
      calls.push(chat.unanswered);
      break;
    }
  }
  return promptText(calls.flat());
}

function repliesChat(options: ReadCommandOptions, replies: readonly string[]): RepliesChat {
  const model = options.model ?? fail(msg('Say with --model which model wrote the replies.'));
  return new RepliesChat(model, contextOf(options, 1_000_000), replies);
}

function endpointChat(options: ReadCommandOptions, output: Output, t: Translate): EndpointChat {
  const { endpoint, model } = options;
  if (endpoint === undefined || model === undefined)
    fail(msg('Say where and which: counterpoint read PATH --endpoint http://localhost:11434/v1 --model NAME'));
  const url = endpointUrl(endpoint, { allowHttp: options.allowHttp });
  if (!(url instanceof URL)) fail(url);
  const settings: Endpoint = {
    url,
    model,
    key: keyOfEnvironment(),
    contextTokens: contextOf(options, endpointDefaults.contextTokens),
    timeoutSeconds: wholeNumber('--timeout', options.timeout) ?? endpointDefaults.timeoutSeconds,
  };
  return new EndpointChat(settings, undefined, (wait, why) => {
    output.say(t(msg('{0} Next try in {1} seconds.', t(why), Math.ceil(wait / 1000))));
  });
}

function contextOf(options: ReadCommandOptions, standard: number): number {
  return wholeNumber('--context', options.context) ?? standard;
}

function wholeNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (!Number.isInteger(number) || number <= 0)
    fail(msg('“{0}” takes a whole number above 0, not “{1}”.', option, given));
  return number;
}

function planOf(opened: OpenedCorpus, pair: Pair, chat: Chat, options: ReadCommandOptions, t: Translate): ReadingPlan {
  const left = opened.essays.get(pair.left.path);
  const right = opened.essays.get(pair.right.path);
  if (left === undefined || right === undefined) throw new Error('a pair of an opened corpus has its essays');
  const earlier = options.changed
    ? (earlierReading(opened.readings, chat.name, left, right) ??
      fail(msg('{0}: there is no reading by {1} yet. Read it without --changed.', pair.theme.title, chat.name)))
    : undefined;
  const plan = planReading(
    {
      pair,
      labels: labelsOf(opened.corpus, pair),
      left,
      right,
      ...(earlier === undefined ? {} : { earlier }),
    },
    chat.contextTokens,
  );
  if ('template' in plan) fail(msg('{0}: {1}', pair.theme.title, t(plan)));
  return plan;
}

const cacheFiles = { read: readDiskFile, write: writeDiskFile };

async function write(
  opened: OpenedCorpus,
  chat: Chat,
  read: readonly { readonly pair: Pair; readonly result: Read }[],
  output: Output,
  t: Translate,
  out?: string,
): Promise<void> {
  const [first] = read;
  if (first === undefined) return;
  const file: ReadingFile = modelReadingFile(
    { model: chat.name, date: new Date().toISOString().slice(0, 10), version },
    read.map(({ result }) => ({ ...result, isIncomplete: result.incomplete !== undefined })),
  );
  const uri =
    out === undefined
      ? uriIn(opened.root, modelReadingFileName(first.pair.theme.id, chat.name))
      : URI.file(resolve(out)).toString();
  await writeDiskFile(uri, `${JSON.stringify(file, null, 1)}\n`);
  output.say(t(msg('Wrote {0}.', out ?? URI.parse(uri).fsPath)));
}
