import type { Message } from '../../text/message';

export interface ChatMessage {
  /** A provider without a system role sends such a message as the first of the user. */
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

export interface ChatReply {
  readonly text: string;
  /** Whether the model stopped because its reply grew too long. */
  readonly isCutOff: boolean;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** The longest reply wanted, in tokens. */
  readonly replyTokens: number;
  /** Told while the reply comes in: how many UTF-16 code units there are. */
  readonly onText?: (length: number) => void;
}

/** A chat model that the reader has: in the editor, on a server, or by hand. */
export interface Chat {
  /** The model's name, for people and for the reading file. */
  readonly name: string;
  /** How many tokens a request and its reply may take together. */
  readonly contextTokens: number;
  /** @throws ChatFailure where there is no reply to be had; the signal's reason where it was aborted. */
  ask(messages: readonly ChatMessage[], options: AskOptions): Promise<ChatReply>;
}

/** Why there is no reply, in words for the reader that say what to do. */
export class ChatFailure extends Error {
  constructor(readonly detail: Message) {
    super(detail.template);
  }
}

/** Raw replies that are kept, so that nothing is asked twice. Neither method may fail. */
export interface ReplyCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, reply: string): Promise<void>;
}
