/** The chat models that the reader has, for the server: the editor's own, and the keys of servers. */
import * as vscode from 'vscode';
import type { ServerRequests } from '../server/protocol';

type Answer<M extends keyof ServerRequests> = Promise<ServerRequests[M]['result']>;

export async function askChatModel(
  { model: id, messages }: ServerRequests['counterpoint/chat/ask']['params'],
  token: vscode.CancellationToken,
): Answer<'counterpoint/chat/ask'> {
  const model = (await vscode.lm.selectChatModels()).find((each) => each.id === id);
  if (!model) return { kind: 'failed', message: vscode.l10n.t('This model is not there any more.') };
  const said = messages.map(({ role, text }) =>
    role === 'assistant' ? vscode.LanguageModelChatMessage.Assistant(text) : vscode.LanguageModelChatMessage.User(text),
  );
  try {
    const justification = vscode.l10n.t('Reads two essays against each other, as you asked.');
    const response = await model.sendRequest(said, { justification }, token);
    let text = '';
    for await (const part of response.text) text += part;
    return { kind: 'reply', text };
  } catch (error) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    return { kind: 'failed', message: failureOf(error) };
  }
}

function failureOf(error: unknown): string {
  if (error instanceof vscode.LanguageModelError) {
    switch (error.code) {
      case vscode.LanguageModelError.NoPermissions.name:
        return vscode.l10n.t('You have not allowed Counterpoint to use it.');
      case vscode.LanguageModelError.Blocked.name:
        return vscode.l10n.t('Its quota is used up, or its filter held the request back: {0}', error.message);
      case vscode.LanguageModelError.NotFound.name:
        return vscode.l10n.t('This model is not there any more.');
    }
  }
  return error instanceof Error ? error.message : String(error);
}

/** Keys are kept by the server's origin, so that no other address gets them. */
export function keyName(url: string): string | undefined {
  return URL.canParse(url) ? `counterpoint.modelKey ${new URL(url).origin}` : undefined;
}

export async function modelKey(
  secrets: vscode.SecretStorage,
  { url }: ServerRequests['counterpoint/chat/key']['params'],
): Answer<'counterpoint/chat/key'> {
  const name = keyName(url);
  return { key: (name === undefined ? undefined : await secrets.get(name)) ?? null };
}
