import type { ErrorCode } from 'yaml';
import { type Message, msg } from '../text/message';

/** What is wrong with a YAML text, in the reader's words instead of the parser's. The place is told beside it. */
export function yamlFault(code: ErrorCode): Message {
  switch (code) {
    case 'BAD_INDENT':
    case 'TAB_AS_INDENT':
      return msg(
        'the lines are not indented alike. Indent with spaces, the same number for things that belong together.',
      );
    case 'DUPLICATE_KEY':
      return msg('a key stands twice. Keep one.');
    case 'MISSING_CHAR':
      return msg('a quotation mark, bracket, comma, colon or space is missing.');
    case 'UNEXPECTED_TOKEN':
    case 'IMPOSSIBLE':
      return msg(
        'something stands where nothing of its kind can. Put text with signs such as : # [ { into quotation marks.',
      );
    case 'BAD_SCALAR_START':
      return msg('a text begins with a sign that means something else in YAML. Put it into quotation marks.');
    case 'BAD_DQ_ESCAPE':
      return msg(
        'a backslash between double quotation marks means something else. Use single quotation marks, or write two of them.',
      );
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return msg('a list or keys with values stand where only one line can. Begin them on a line of their own.');
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
    case 'NON_STRING_KEY':
      return msg('a key is no short text on one line. Is a colon missing?');
    case 'MULTIPLE_DOCS':
      return msg('the file holds more than one document. Take out the lines “---”.');
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return msg('a name with & or * is not used as YAML wants. Write the value out, or put it into quotation marks.');
    case 'BAD_COLLECTION_TYPE':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return msg('a type with ! is not known here. Leave it out, or put the text into quotation marks.');
    case 'BAD_DIRECTIVE':
      return msg('a line with % at the beginning of the file is not known here. Leave it out.');
    case 'BAD_PROP_ORDER':
      return msg('the marks before a value stand in a wrong order.');
    case 'RESOURCE_EXHAUSTION':
      return msg('it is nested too deeply.');
  }
}
