import { type Chat, ChatFailure, type ChatMessage, type ChatReply } from '../readings/model/chat';
import { msg } from '../text/message';

/** A chat by hand: the reader puts the prompts to a model of theirs, and gives its replies in the order of the calls. */
export class RepliesChat implements Chat {
  #next = 0;
  /** What is asked after the last reply; undefined where the replies were enough. */
  unanswered: readonly ChatMessage[] | undefined;

  constructor(
    readonly name: string,
    readonly contextTokens: number,
    private readonly replies: readonly string[],
  ) {}

  ask(messages: readonly ChatMessage[]): Promise<ChatReply> {
    const reply = this.replies[this.#next];
    this.#next += 1;
    if (reply !== undefined) return Promise.resolve({ text: reply, isCutOff: false });
    this.unanswered ??= messages;
    return Promise.reject(new ChatFailure(msg('There is no reply for call {0}.', this.#next)));
  }
}
