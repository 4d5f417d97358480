import { isMap, isNode, parseDocument, type Document } from 'yaml';
import type * as z from 'zod';
import type { Span } from '../text/essay';
import { type Message, msg } from '../text/message';
import type { Problem } from './problem';
import { yamlFault } from './yamlFaults';

/** A checked YAML text: its value where it is sound, and every problem with its place. */
export interface YamlFile<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** Where the value at a path of keys stands, in offsets into the file; the nearest enclosing value when it is absent. */
  locate(keys: readonly PropertyKey[]): Span;
}

/** A file of more aliases than this is no manifest but an attack (“YAML bomb”). */
const maxAliases = 50;

/**
 * Parses and checks a YAML text. Never throws: bad syntax, aliases without end and wrong types become problems.
 * `offset` is where the text begins in its file (front matter starts behind its `---`).
 */
export function readYaml<S extends z.ZodType>(
  source: string,
  schema: S,
  path: string,
  offset = 0,
): YamlFile<z.output<S>> {
  const document = parseDocument(source, {
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
    // Its warnings would go to standard error.
    logLevel: 'error',
  });
  const locate = (keys: readonly PropertyKey[]): Span => locateKeys(document, keys, source.length, offset);
  const problems: Problem[] = document.errors.map((error) => ({
    severity: 'error',
    code: 'yaml-syntax',
    message: msg('This is not valid YAML: {0}', yamlFault(error.code)),
    path,
    span: { start: offset + error.pos[0], end: offset + Math.max(error.pos[1], error.pos[0] + 1) },
  }));
  if (problems.length > 0) return { value: undefined, problems, locate };

  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: maxAliases }) ?? {};
  } catch (error) {
    const isBomb = error instanceof Error && error.message.startsWith('Excessive alias count');
    const problem: Pick<Problem, 'code' | 'message'> = isBomb
      ? { code: 'yaml-aliases', message: msg('This file uses too many YAML aliases. Write the values out.') }
      : { code: 'yaml-syntax', message: msg('This is not valid YAML: {0}', yamlFault('BAD_ALIAS')) };
    return { value: undefined, problems: [{ severity: 'error', ...problem, path, span: locate([]) }], locate };
  }
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, problems: [], locate };
  return {
    value: undefined,
    problems: result.error.issues.map((issue) => ({
      severity: 'error',
      code: 'yaml-schema',
      message: explainIssue(issue),
      path,
      span: locate(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
    })),
    locate,
  };
}

const longest = 120;

/** Keys of a hostile file can be as long as the file. */
const shorten = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** Says what is wrong in the reader's words, not the schema library's. */
export function explainIssue(issue: z.core.$ZodIssue): Message {
  const where = shorten(issue.path.map(String).join('.'));
  switch (issue.code) {
    case 'unrecognized_keys':
      return msg('“{0}” is not a key that is known here.', shorten(issue.keys.join(', ')));
    case 'invalid_type':
      return issue.input === undefined && where !== ''
        ? msg('“{0}” is missing or empty, or has the wrong type: expected {1}.', where, typeWord(issue.expected))
        : msg('“{0}” has the wrong type: expected {1}.', where, typeWord(issue.expected));
    case 'invalid_format':
    case 'invalid_key':
      return msg(
        '“{0}” is not an id: use lower-case letters, digits and hyphens, at most 64, the first no hyphen.',
        where,
      );
    case 'too_small':
      return msg('“{0}” must not be empty.', where);
    case 'too_big':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_element':
    case 'invalid_value':
    case 'custom':
      return msg('“{0}” is not what is expected here.', where);
  }
}

/** A type of the schema in the reader's words. */
function typeWord(type: string): Message | string {
  switch (type) {
    case 'string':
      return msg('text');
    case 'number':
    case 'int':
      return msg('a number');
    case 'boolean':
      return msg('true or false');
    case 'array':
    case 'tuple':
      return msg('a list');
    case 'object':
    case 'record':
    case 'map':
      return msg('keys with values');
    default:
      return type;
  }
}

function locateKeys(document: Document, keys: readonly PropertyKey[], length: number, offset: number): Span {
  let span: Span = { start: 0, end: Math.max(1, length) };
  let node: unknown = document.contents;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && item.key.toString() === String(key));
      if (pair === undefined) break;
      const [at] = [pair.key].filter(isNode);
      if (at?.range) span = { start: at.range[0], end: at.range[1] };
      node = pair.value;
    } else {
      node =
        isNode(node) && 'get' in node && typeof node.get === 'function'
          ? (node.get as (k: unknown, keep: boolean) => unknown)(key, true)
          : undefined;
    }
    if (isNode(node) && node.range) span = { start: node.range[0], end: Math.max(node.range[1], node.range[0] + 1) };
  }
  return { start: offset + span.start, end: offset + span.end };
}
