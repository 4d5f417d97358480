import type { Message } from '../text/message';

/** Puts a message into the reader's language. */
export type Translate = (message: Message) => string;

/** Fills a template's `{0}`, `{1}` … . */
export function fill(template: string, args: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? whole : String(value);
  });
}

/** A translator over a table of English texts and their translations; what is missing stays English. */
export function translator(strings: Readonly<Record<string, string>> | undefined): Translate {
  return ({ template, args }) => fill(strings?.[template] ?? template, args);
}
