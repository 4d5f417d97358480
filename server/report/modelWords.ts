import type { ChatMessage } from '../readings/model/chat';
import { faultsOf, type ReadingAccount, type ReadingPlan } from '../readings/model/readWithModel';
import { type Message, msg } from '../text/message';

/** What would be sent where, before anything is. `where` is for people: a model's name and its address. */
export function sendingWords({ subject, sentTokens, replyTokens, calls }: ReadingPlan, where: string): Message {
  const { left, right } = subject;
  return msg(
    '“{0}” and “{1}” ({2} sentences) are sent to {3}: about {4} tokens in {5} calls, and up to {6} tokens come back.',
    subject.pair.left.title,
    subject.pair.right.title,
    left.sentences.length + right.sentences.length,
    where,
    rounded(sentTokens),
    calls,
    rounded(replyTokens),
  );
}

/** Messages to a model, word for word, for people to read or to carry to one. */
export function promptText(messages: readonly ChatMessage[]): string {
  return messages.map(({ role, text }) => `===== ${role} =====\n${text}\n`).join('\n');
}

/** What a model's reading came to, for people. */
export function accountWords(links: number, account: ReadingAccount): Message[] {
  const faults = faultsOf(account);
  return [
    msg('{0} links', links),
    ...(account.kept === null ? [] : [msg('{0} of them kept from before', account.kept)]),
    ...(account.cached === 0 ? [] : [msg('{0} replies were known from before', account.cached)]),
    ...(faults === 0 ? [] : [msg('{0} parts of the replies did not hold against the texts and were left out', faults)]),
    ...(account.repaired === 0 ? [] : [msg('{0} replies were no sound JSON and were mended', account.repaired)]),
    ...(account.cutOff === 0 ? [] : [msg('{0} replies were cut off', account.cutOff)]),
  ];
}

/** Two digits say enough of an estimate. */
function rounded(tokens: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 1);
  return Math.round(tokens / step) * step;
}
