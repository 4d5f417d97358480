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

/**
 * Whether a language tag or locale name asks for Simplified Chinese: `zh`, `zh-CN`, `zh-Hans`, `zh_CN.UTF-8`; not `zh-TW`.
 * @param name undefined counts as no
 */
export function isSimplifiedChinese(name: string | undefined): boolean {
  return /^zh(?:$|[.@]|[_-](?:cn|sg|hans)(?:$|[^a-z]))/i.test(name ?? '');
}
