import type { Message, MessageArgument } from '../text/message';

/** Puts a message into the reader's language. */
export type Translate = (message: Message) => string;

/** Fills a template's `{0}`, `{1}` … ; messages among the arguments stay English. */
export function fill(template: string, args: readonly MessageArgument[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = args[Number(index)];
    if (typeof value === 'object') return fill(value.template, value.args);
    return value === undefined ? whole : String(value);
  });
}

/** A translator over a table of English texts and their translations; what is missing stays English. */
export function translator(strings: Readonly<Record<string, string>> | undefined): Translate {
  const translate: Translate = ({ template, args }) =>
    fill(
      strings?.[template] ?? template,
      args.map((argument) => (typeof argument === 'object' ? translate(argument) : argument)),
    );
  return translate;
}

/**
 * Whether a language tag or locale name asks for Simplified Chinese: `zh`, `zh-CN`, `zh-Hans`, `zh_CN.UTF-8`; not `zh-TW`.
 * @param name undefined counts as no
 */
export function isSimplifiedChinese(name: string | undefined): boolean {
  return /^zh(?:$|[.@]|[_-](?:cn|sg|hans)(?:$|[^a-z]))/i.test(name ?? '');
}
