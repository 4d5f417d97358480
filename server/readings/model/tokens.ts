/**
 * About how many tokens a text is for a chat model. Tokenizers differ: the estimate is on the high side (common ones give English four
 * to five letters a token, and Chinese, Japanese or Korean one to two characters a token).
 */
export function estimateTokens(text: string): number {
  const wide = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return Math.ceil(wide + (text.length - wide) / 4);
}
