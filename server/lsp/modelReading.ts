/** *Read with a Model…*: what would be sent, and the reading itself, written beside the manifest. */
import type { CancellationToken, Connection, WorkDoneProgressReporter } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { version } from '../../package.json';
import { endpointUrl } from '../chat/endpoint';
import { EndpointChat } from '../chat/endpointChat';
import { replyCacheIn } from '../chat/replyCache';
import { manifestName } from '../corpus/corpus';
import { uriIn } from '../corpus/loadCorpus';
import { modelRefusal } from '../corpus/modelUse';
import type { ChatChoice, ModelParams, ModelPlanView, ModelReadingView, ServerRequests } from '../protocol';
import type { Chat } from '../readings/model/chat';
import { earlierReading, modelReadingFile, modelReadingFileName } from '../readings/model/modelReadingFile';
import { firstCall } from '../readings/model/prompt';
import { planReading, type ReadingPlan, readWithModel } from '../readings/model/readWithModel';
import { accountWords, promptText, sendingWords } from '../report/modelWords';
import type { Translate } from '../report/translate';
import { type Message, msg } from '../text/message';
import { requestCancelled } from './cancellable';
import { EditorChat } from './editorChat';
import type { Files } from './files';
import type { PlacedPair, Workspace } from './workspace';

export interface ModelContext {
  readonly workspace: Workspace;
  readonly files: Files;
  readonly connection: Connection;
  readonly t: Translate;
  readonly token: CancellationToken;
  readonly progress: WorkDoneProgressReporter | undefined;
}

export async function planForView(workspace: Workspace, params: ModelParams, t: Translate): Promise<ModelPlanView> {
  const planned = await planOf(workspace, params);
  if ('template' in planned) return { kind: 'refused', message: t(planned) };
  const { plan } = planned;
  const { chat } = params;
  const prompt = promptText(plan.showings.flatMap((showing) => firstCall(plan.subject, showing)));
  const where = chat.kind === 'endpoint' ? `${chat.name} (${chat.url})` : chat.name;
  return { kind: 'plan', calls: plan.calls, message: t(sendingWords(plan, where)), prompt };
}

export async function readForView(context: ModelContext, params: ModelParams): Promise<ModelReadingView> {
  const { workspace, files, t, token, progress } = context;
  const planned = await planOf(workspace, params);
  const chat = 'template' in planned ? planned : await chatOf(context, params.chat);
  if ('template' in planned) return { kind: 'refused', message: t(planned) };
  if ('template' in chat) return { kind: 'refused', message: t(chat) };
  const { plan, placed } = planned;
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => {
    abort.abort();
  });
  progress?.begin(t(msg('Reading with {0}', chat.name)), 0, undefined, true);
  try {
    const result = await readWithModel(plan, chat, {
      signal: abort.signal,
      cache: replyCacheIn(placed.root, chat.name, files),
      onProgress: ({ call, calls, received }) => {
        const share = (call + received / (received + 6000)) / calls;
        progress?.report(Math.round(100 * share), t(msg('call {0} of {1}', call + 1, calls)));
      },
    });
    if (result.kind === 'refused') {
      if (token.isCancellationRequested) throw requestCancelled();
      return { kind: 'refused', message: t(result.message) };
    }
    const { pair, account, incomplete } = result;
    const file = modelReadingFile({ model: chat.name, date: new Date().toISOString().slice(0, 10), version }, [
      { pair, account, isIncomplete: incomplete !== undefined },
    ]);
    const uri = uriIn(placed.root, modelReadingFileName(placed.pair.theme.id, chat.name));
    await files.write(uri, Buffer.from(`${JSON.stringify(file, null, 1)}\n`, 'utf8'));
    const words = accountWords(pair.links.length, account).map(t).join(' · ');
    const message = incomplete === undefined ? words : t(msg('{0}. It is not whole: {1}', words, t(incomplete)));
    return { kind: 'read', uri, reading: `model:${file.name}`, message, isWhole: incomplete === undefined };
  } finally {
    listener.dispose();
  }
}

async function planOf(
  workspace: Workspace,
  { pair: id, chat, changed }: ModelParams,
): Promise<{ readonly plan: ReadingPlan; readonly placed: PlacedPair } | Message> {
  const placed = await workspace.pair(id);
  const left = placed && (await workspace.essay(placed.uris.left));
  const right = placed && (await workspace.essay(placed.uris.right));
  if (placed === undefined || left === undefined || right === undefined)
    return msg('The essays of this pair cannot be read.');
  for (const uri of [placed.uris.left, placed.uris.right]) {
    const refusal = await refusalOf(workspace, uri);
    if (refusal !== undefined) return refusal;
  }
  if (URI.parse(placed.uris.left).scheme === 'untitled' || URI.parse(placed.uris.right).scheme === 'untitled')
    return msg('Save both documents first: the reading is kept beside them.');
  let earlier;
  if (changed) {
    const { readings } = await workspace.readingsOf(placed);
    const files = readings.flatMap(({ wanted }) => (typeof wanted === 'string' ? [] : [wanted]));
    earlier = earlierReading(files, chat.name, left, right);
    if (earlier === undefined) return msg('There is no reading by {0} yet: use Read with a Model… first.', chat.name);
  }
  const { pair, labels } = placed;
  const plan = planReading(
    { pair, labels, left, right, ...(earlier === undefined ? {} : { earlier }) },
    chat.contextTokens,
  );
  return 'template' in plan ? plan : { plan, placed };
}

/** The manifest above a document, however far up, may forbid models. */
async function refusalOf(workspace: Workspace, uri: string): Promise<Message | undefined> {
  const root = (await workspace.corpusOf(uri))?.root;
  const own = root === undefined ? Utils.dirname(URI.parse(uri)).toString() : root;
  return modelRefusal(await workspace.text(uriIn(own, manifestName)));
}

async function chatOf({ connection }: ModelContext, choice: ChatChoice): Promise<Chat | Message> {
  switch (choice.kind) {
    case 'editor':
      return new EditorChat(connection, choice);
    case 'endpoint': {
      const url = endpointUrl(choice.url, { allowHttp: choice.allowHttp });
      if (!(url instanceof URL)) return url;
      const params: ServerRequests['counterpoint/chat/key']['params'] = { url: choice.url };
      const { key } = await connection.sendRequest<ServerRequests['counterpoint/chat/key']['result']>(
        'counterpoint/chat/key',
        params,
      );
      const { contextTokens, timeoutSeconds, name } = choice;
      return new EndpointChat({ url, model: name, key: key ?? undefined, contextTokens, timeoutSeconds });
    }
  }
}
