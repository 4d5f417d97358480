/** *Read with a Model…* and *Read Changed Passages with the Model…*: nothing is sent before the reader has seen what, and said yes. */
import * as vscode from 'vscode';
import type { ChatChoice, PairView } from '../server/protocol';
import { command, type App } from './app';
import { keyName } from './chatModels';
import { showReading } from './chooseReading';
import { pairInFront } from './here';
import { chooseFrom } from './openPair';
import { modelSettings } from './settings';
import { plain, sayInPassing } from './words';

export function readWithModel(app: App): vscode.Disposable {
  const failed = (): string => vscode.l10n.t('The model did not read the essays.');
  return vscode.Disposable.from(
    command(app, 'counterpoint.readWithModel', failed, (pair) => read(app, pair, false)),
    command(app, 'counterpoint.readChangedWithModel', failed, (pair) => read(app, pair, true)),
    command(
      app,
      'counterpoint.setModelKey',
      () => vscode.l10n.t('The key was not kept.'),
      () => setKey(app),
    ),
  );
}

/** Takes nothing (the pair in front), or the id of a pair. */
async function read(app: App, pairId: unknown, changed: boolean): Promise<void> {
  const pair =
    typeof pairId === 'string'
      ? (await app.pairs.comparison(pairId))?.pair
      : (pairInFront(app) ?? (await chooseFrom(app, await app.pairs.corpora())));
  if (!pair) return;
  const chat = await chooseModel(pair);
  if (!chat) return;
  const params = { pair: pair.id, chat, changed };
  const plan = await app.server.request('counterpoint/model/plan', params);
  if (plan.kind === 'refused') {
    await vscode.window.showWarningMessage(plan.message);
    return;
  }
  if (plan.calls === 0) {
    sayInPassing(vscode.l10n.t('No passage has changed since the model read them.'));
    return;
  }
  if (!(await agrees(chat, plan.message, plan.prompt))) return;
  const title = vscode.l10n.t('{0} reads “{1}”', chat.name, pair.title);
  const result = await app.server.longRequest(title, 'counterpoint/model/read', params);
  if (result.kind === 'refused') {
    await vscode.window.showWarningMessage(vscode.l10n.t('{0} gave no reading: {1}', chat.name, result.message));
    return;
  }
  app.pairs.forget();
  const readings = await app.server.request('counterpoint/readings', { pair: pair.id });
  const own = readings.find(({ id }) => id === result.reading);
  if (own && !own.isShown) await showReading(app, pair.id, own);
  const text = vscode.l10n.t('Read by {0}: {1}', chat.name, result.message);
  if (result.isWhole) sayInPassing(text);
  else await vscode.window.showWarningMessage(text);
}

interface ModelItem extends vscode.QuickPickItem {
  readonly chat?: ChatChoice;
}

async function chooseModel(pair: PairView): Promise<ChatChoice | undefined> {
  const models = await vscode.lm.selectChatModels();
  const items: ModelItem[] = models.map((model) => ({
    label: plain(model.name),
    description: plain(model.vendor),
    detail: vscode.l10n.t('In this editor; takes {0} tokens', model.maxInputTokens),
    chat: { kind: 'editor', id: model.id, name: model.name, contextTokens: model.maxInputTokens },
  }));
  const own = configured();
  if (own) items.push({ label: plain(own.name), description: plain(own.url), chat: own });
  items.push({
    label: vscode.l10n.t('Use a server of your own…'),
    detail: vscode.l10n.t('Ollama, llama.cpp, vLLM, or any OpenAI-compatible address, in the settings'),
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: plain(pair.title),
    placeHolder: vscode.l10n.t('Which model should read both essays?'),
    matchOnDescription: true,
  });
  if (chosen && !chosen.chat)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'counterpoint.model');
  return chosen?.chat;
}

function configured(): Extract<ChatChoice, { kind: 'endpoint' }> | undefined {
  const { endpoint, name, contextTokens, timeout, allowHttp } = modelSettings();
  if (endpoint === '' || name === '') return undefined;
  return { kind: 'endpoint', url: endpoint, name, contextTokens, timeoutSeconds: timeout, allowHttp };
}

async function agrees(chat: ChatChoice, message: string, prompt: string): Promise<boolean> {
  const send = vscode.l10n.t('Send');
  const show = vscode.l10n.t('Show What Would Be Sent');
  const detail = `${message}\n\n${vscode.l10n.t('The reply names sentences by number, is checked against the texts, and is kept as a reading file beside the essays.')}`;
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Send both essays to {0}?', chat.name),
    { modal: true, detail },
    send,
    show,
  );
  if (chosen === show) {
    const document = await vscode.workspace.openTextDocument({ content: prompt, language: 'plaintext' });
    await vscode.window.showTextDocument(document);
  }
  return chosen === send;
}

async function setKey(app: App): Promise<void> {
  const { endpoint: url } = modelSettings();
  const name = keyName(url);
  if (name === undefined) {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('Set the address of the server first (counterpoint.model.endpoint).'),
    );
    return;
  }
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Key for {0}', new URL(url).origin),
    prompt: vscode.l10n.t('It is kept in the secret storage of the editor. Leave it empty to forget it.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  if (key.trim() === '') await app.context.secrets.delete(name);
  else await app.context.secrets.store(name, key.trim());
}
