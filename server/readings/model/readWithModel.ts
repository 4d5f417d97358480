import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Message, msg } from '../../text/message';
import type { Essay } from '../../text/essay';
import type { ReadingFilePair } from '../readingFile';
import { replyTokensFor } from './budget';
import { type KeptReading, keepUnchanged, changedShowings } from './changes';
import { type Chat, ChatFailure, type ChatMessage, type ReplyCache } from './chat';
import { complete, mergeParts, type Part } from './merge';
import { numberEssay } from './numbered';
import { firstCall, type PromptSubject, secondCall } from './prompt';
import { checkReply, type CheckedReading, type CheckedReply, type Fault } from './reply';
import { planShowings, type Showing } from './sections';
import { estimateTokens } from './tokens';
import { writeModelPair } from './writeModelPair';

/** Two essays that a model is to read. */
export interface ToRead extends Omit<PromptSubject, 'left' | 'right'> {
  readonly left: Essay;
  readonly right: Essay;
  /** An earlier reading of these essays by a model: only passages that have changed since are read, and what still holds is kept. */
  readonly earlier?: ReadingFilePair;
}

/** What reading two essays takes, before anything is sent. */
export interface ReadingPlan {
  readonly subject: PromptSubject;
  readonly showings: readonly Showing[];
  /** How many calls there will be: two for each showing. */
  readonly calls: number;
  /** About how many tokens are sent in all. */
  readonly sentTokens: number;
  /** About how many come back at most. */
  readonly replyTokens: number;
  /** What is kept of the earlier reading; undefined where all is read. */
  readonly kept: KeptReading | undefined;
}

/** What the calls came to. */
export interface ReadingAccount {
  /** Replies that were asked for now. */
  readonly asked: number;
  /** Replies that were known from before. */
  readonly cached: number;
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  /** Links of a first call that the second one withdrew. */
  readonly withdrawn: number;
  /** Replies that were no sound JSON and were mended. */
  readonly repaired: number;
  /** Replies that ended before their end. */
  readonly cutOff: number;
  /** Links kept from an earlier reading; null where all was read. */
  readonly kept: number | null;
}

/** How many parts of the replies were left out. */
export function faultsOf({ faults }: ReadingAccount): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0);
}

export type ModelReading =
  | {
      readonly kind: 'read';
      readonly pair: ReadingFilePair;
      readonly account: ReadingAccount;
      /** Why it is not whole, where it is not. */
      readonly incomplete: Message | undefined;
    }
  | { readonly kind: 'refused'; readonly message: Message };

export interface ReadingProgress {
  /** From 0. */
  readonly call: number;
  readonly calls: number;
  /** UTF-16 code units of the reply so far. */
  readonly received: number;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly cache?: ReplyCache;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/** Plans how a model with so much room reads two essays. Fails with words for the reader where they cannot be read. */
export function planReading(toRead: ToRead, contextTokens: number): ReadingPlan | Message {
  const subject: PromptSubject = {
    pair: toRead.pair,
    labels: toRead.labels,
    left: numberEssay('left', toRead.left),
    right: numberEssay('right', toRead.right),
  };
  if (subject.left.sentences.length === 0 || subject.right.sentences.length === 0)
    return msg('An essay without a sentence cannot be read.');
  const whole = planShowings(subject.left, subject.right, contextTokens);
  if (whole === undefined)
    return msg('The model has room for {0} tokens only, which is too little for two essays.', contextTokens);
  const kept = toRead.earlier && keepUnchanged(toRead.earlier, subject.left, subject.right);
  const showings = kept === undefined ? whole : changedShowings(subject, kept, contextTokens);
  const tokens = showings.map((showing) =>
    firstCall(subject, showing).reduce((sum, m) => sum + estimateTokens(m.text), 0),
  );
  const replies = showings.map(replyTokens);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    subject,
    showings,
    calls: 2 * showings.length,
    // The second call sends the first one and its reply again.
    sentTokens: 2 * sum(tokens) + Math.round(sum(replies) / 2),
    replyTokens: sum(replies),
    kept,
  };
}

function replyTokens({ left, right }: Showing): number {
  return replyTokensFor(left.end - left.start + (right.end - right.start));
}

/**
 * Lets a model read two essays: a first call for each showing, and a second one that completes and corrects it. Once anything was read,
 * a failure or a cancellation ends the reading early and keeps what there is.
 */
export async function readWithModel(plan: ReadingPlan, chat: Chat, options: ReadOptions): Promise<ModelReading> {
  const { subject, showings, calls } = plan;
  const asker = new Asker(chat, subject, calls, options);
  const parts: Part[] = [];
  let incomplete: Message | undefined;
  let withdrawn = 0;
  try {
    for (const showing of showings) {
      const first = await asker.ask(firstCall(subject, showing), showing);
      const part = { showing, reading: first };
      parts.push(part);
      const second = await asker.ask(secondCall(subject, showing, first), showing);
      const reading = complete(first, second);
      withdrawn += first.links.filter((link) => !reading.links.includes(link)).length;
      parts[parts.length - 1] = { showing, reading };
    }
  } catch (error) {
    const reason = reasonOf(error, options.signal);
    if (reason === undefined) throw error;
    if (parts.length === 0) return { kind: 'refused', message: reason };
    incomplete = reason;
  }
  const merged: CheckedReading = mergeParts(parts, {
    left: subject.left.sentences.length,
    right: subject.right.sentences.length,
  });
  if (merged.links.length === 0 && plan.kept === undefined)
    return { kind: 'refused', message: incomplete ?? msg('The model named no link that holds against the texts.') };
  return {
    kind: 'read',
    pair: writeModelPair(subject, merged, plan.kept, showings.slice(parts.length)),
    account: { ...asker.account, withdrawn, kept: plan.kept?.links.length ?? null },
    incomplete,
  };
}

/** Why a call gave nothing, in words; undefined for what is a bug. */
function reasonOf(error: unknown, signal: AbortSignal): Message | undefined {
  if (signal.aborted) return msg('Cancelled.');
  return error instanceof ChatFailure ? error.detail : undefined;
}

class Asker {
  #call = 0;
  readonly #account = { asked: 0, cached: 0, faults: {} as Partial<Record<Fault, number>>, repaired: 0, cutOff: 0 };

  constructor(
    private readonly chat: Chat,
    private readonly subject: PromptSubject,
    private readonly calls: number,
    private readonly options: ReadOptions,
  ) {}

  get account(): Omit<ReadingAccount, 'withdrawn' | 'kept'> {
    return this.#account;
  }

  async ask(messages: readonly ChatMessage[], showing: Showing): Promise<CheckedReply> {
    const { signal, cache, onProgress } = this.options;
    const call = this.#call;
    this.#call += 1;
    signal.throwIfAborted();
    onProgress?.({ call, calls: this.calls, received: 0 });
    const key = cacheKey(this.chat.name, messages);
    const known = await cache?.get(key);
    const checked = known === undefined ? undefined : this.#check(known, showing);
    if (checked !== undefined) {
      this.#account.cached += 1;
      return this.#count(checked);
    }
    const reply = await this.chat.ask(messages, {
      signal,
      replyTokens: replyTokens(showing),
      onText: (received) => onProgress?.({ call, calls: this.calls, received }),
    });
    this.#account.asked += 1;
    if (reply.isCutOff) this.#account.cutOff += 1;
    const answered = this.#check(reply.text, showing);
    if (answered === undefined)
      throw new ChatFailure(msg('The model’s reply is not the JSON that was asked for, and cannot be mended.'));
    // Half a reply is used, and asked for again another time.
    if (!reply.isCutOff && !answered.isRepaired) await cache?.set(key, reply.text);
    return this.#count(answered);
  }

  #check(text: string, showing: Showing): CheckedReply | undefined {
    return checkReply(text, this.subject.left, this.subject.right, showing);
  }

  #count(reply: CheckedReply): CheckedReply {
    if (reply.isRepaired) this.#account.repaired += 1;
    for (const [fault, count] of Object.entries(reply.faults) as [Fault, number][])
      this.#account.faults[fault] = (this.#account.faults[fault] ?? 0) + count;
    return reply;
  }
}

/** Names a reply in the cache: the SHA-256 of the model's name and all it was told. */
function cacheKey(model: string, messages: readonly ChatMessage[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([model, ...messages.map(({ role, text }) => [role, text])]))));
}
