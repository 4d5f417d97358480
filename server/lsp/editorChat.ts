import type { Connection } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-languageserver';
import type { ChatChoice, ServerRequests } from '../protocol';
import { type AskOptions, type Chat, ChatFailure, type ChatMessage, type ChatReply } from '../readings/model/chat';
import { msg } from '../text/message';

type Result = ServerRequests['counterpoint/chat/ask']['result'];

/** One of the editor's own chat models, by way of the client: with the consent and the quota that the editor wants. */
export class EditorChat implements Chat {
  readonly name: string;
  readonly contextTokens: number;

  constructor(
    private readonly connection: Connection,
    private readonly choice: Extract<ChatChoice, { kind: 'editor' }>,
  ) {
    this.name = choice.name;
    this.contextTokens = choice.contextTokens;
  }

  async ask(messages: readonly ChatMessage[], { signal }: AskOptions): Promise<ChatReply> {
    const cancel = new CancellationTokenSource();
    let stop = (): void => undefined;
    // A provider that does not heed cancellation must not keep the reader waiting.
    const stopped = new Promise<never>((_, reject) => {
      stop = () => {
        cancel.cancel();
        reject(new Error('aborted'));
      };
    });
    signal.addEventListener('abort', stop);
    try {
      const params: ServerRequests['counterpoint/chat/ask']['params'] = { model: this.choice.id, messages };
      const asked = this.connection.sendRequest<Result>('counterpoint/chat/ask', params, cancel.token);
      const result = await Promise.race([asked, stopped]);
      if (result.kind === 'failed') throw new ChatFailure(msg('{0}: {1}', this.name, result.message));
      return { text: result.text, isCutOff: false };
    } finally {
      signal.removeEventListener('abort', stop);
      cancel.dispose();
    }
  }
}
