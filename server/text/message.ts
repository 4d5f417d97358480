/** A message for the reader as plain data, so that every door can show it in the reader's own language. */
export interface Message {
  /** English text with `{0}`, `{1}` … where the arguments go; also the key under which translations are kept. */
  readonly template: string;
  readonly args: readonly (string | number)[];
}

/** Makes a message. The template must be a literal: the translation scan reads the source for `msg('…')`. */
export function msg(template: string, ...args: readonly (string | number)[]): Message {
  return { template, args };
}
