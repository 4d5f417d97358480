/** About how many tokens all takes that is no essay: the instructions of both calls, titles, questions. */
export const promptTokens = 2200;

/**
 * The longest reply wanted for so many sentences, in tokens. Careful readers find about one link for six sentences of the two essays,
 * and a link with its reason takes about a hundred tokens; the rest is for silences, the summary, and models that say more.
 */
export function replyTokensFor(sentences: number): number {
  return Math.min(10_000, 1200 + 35 * sentences);
}
