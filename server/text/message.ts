/** A message for the reader as plain data, so that every door can show it in the reader's own language. */
export interface Message {
  /** English text with `{0}`, `{1}` … where the arguments go; also the key under which translations are kept. */
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** What fills a place of a message; a message among them is put into the reader's language too. */
export type MessageArgument = string | number | Message;

/** Makes a message. The template must be a literal: the translation scan reads the source for `msg('…')`. */
export function msg(template: string, ...args: readonly MessageArgument[]): Message {
  return { template, args };
}
