import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chat, ChatMessage, ChatReply } from '../../../../server/readings/model/chat';
import { planReading, type ReadingPlan, type ToRead } from '../../../../server/readings/model/readWithModel';
import { readEssay } from '../../../../server/text/readEssay';
import { harbour, harbourPair } from '../harbour';

export const harbourToRead: ToRead = { pair: harbourPair, labels: { left: 'Town', right: 'Nation' }, ...harbour };

/** A plan that has to be there. */
export function planned(toRead: ToRead = harbourToRead, contextTokens = 100_000): ReadingPlan {
  const plan = planReading(toRead, contextTokens);
  if ('template' in plan) throw new Error(plan.template);
  return plan;
}

/** Two essays made of paragraphs, three sentences each. */
export function longEssays(left: number, right: number): ToRead {
  const text = (count: number, what: string): string =>
    Array.from(
      { length: count },
      (_, i) =>
        `The ${what} number ${word(i)} matters. It was measured in spring by ${word(i)} people. Nobody paid for ${word(i)}.`,
    ).join('\n\n');
  return { ...harbourToRead, left: readEssay(text(left, 'quay')), right: readEssay(text(right, 'mole')) };
}

/** A number in letters, so that no two sentences have the same ones. */
export function word(i: number): string {
  return String(i)
    .split('')
    .map((digit) => 'abcdefghij'.charAt(Number(digit)))
    .join('x');
}

/** A chat that answers by a function, and remembers what it was asked. */
export class ScriptedChat implements Chat {
  readonly name = 'scripted';
  readonly asked: (readonly ChatMessage[])[] = [];

  constructor(
    private readonly answer: (call: number, messages: readonly ChatMessage[]) => string | ChatReply | Promise<string>,
    readonly contextTokens = 100_000,
  ) {}

  async ask(messages: readonly ChatMessage[]): Promise<ChatReply> {
    this.asked.push(messages);
    const reply = await this.answer(this.asked.length - 1, messages);
    return typeof reply === 'string' ? { text: reply, isCutOff: false } : reply;
  }
}

export interface SaidLink {
  readonly left: readonly unknown[];
  readonly right: readonly unknown[];
}

/** A link as a model writes it. */
export function link(left: readonly unknown[], right: readonly unknown[], more: object = {}): SaidLink {
  return {
    left,
    right,
    topic: 'the fee',
    reason: 'They differ.',
    relation: 'divergence',
    strength: 3,
    ...more,
  } as SaidLink;
}

export function reply(links: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ links, silences: { left: [], right: [] }, summary: {}, ...more });
}

/** A reply that a model gave to the prompt of a sample, word for word. */
export function recorded(theme: string, call: 1 | 2): string {
  return readFileSync(join(import.meta.dirname, `../../../fixtures/replies/${theme}.${call}.txt`), 'utf8');
}

export const noAbort = (): AbortSignal => new AbortController().signal;
