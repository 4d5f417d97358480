import { isMap, isNode, isPair, isScalar, parseDocument, parse, visit, type Pair, type YAMLMap } from 'yaml';
import type { Span } from '../text/essay';

/** A scalar of a YAML text: what it says, and where it stands, quotation marks included. */
export interface YamlScalar extends Span {
  readonly value: unknown;
}

/** An entry of a YAML map. */
export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlScalar | undefined;
  /** Where the value begins, scalar or not; undefined where there is none. */
  readonly valueStart: number | undefined;
  /** The key of the map that it stands in. */
  readonly parent: unknown;
  /** The maps that the entry stands in, the innermost first. */
  readonly maps: readonly YAMLMap[];
}

/** Finds the places of a YAML text, for edits that leave all else as it is. `offset` is where the text begins in its file. */
export class YamlPlaces {
  readonly #entries: YamlEntry[] = [];
  readonly #scalars: YamlScalar[] = [];
  /** Whether the text is one flow map: `{a: b}`. */
  readonly isFlow: boolean;

  constructor(
    source: string,
    private readonly offset = 0,
  ) {
    const document = parseDocument(source, { prettyErrors: false, version: '1.2' });
    this.isFlow = isMap(document.contents) && document.contents.flow === true;
    visit(document, {
      Pair: (_, pair, path) => {
        const key = this.#scalar(pair.key);
        if (key === undefined) return;
        const start = isNode(pair.value) ? pair.value.range?.[0] : undefined;
        const above = path.at(-2);
        this.#entries.push({
          key,
          value: this.#scalar(pair.value),
          valueStart: start === undefined ? undefined : offset + start,
          parent: isPair(above) && isScalar(above.key) ? above.key.value : undefined,
          maps: path.filter((node) => isMap(node)).reverse(),
        });
      },
      Scalar: (kind, node) => {
        const scalar = kind === 'key' ? undefined : this.#scalar(node);
        if (scalar !== undefined) this.#scalars.push(scalar);
      },
    });
  }

  /** The value that begins at an offset. */
  valueAt(start: number): YamlScalar | undefined {
    return this.#scalars.find((scalar) => scalar.start === start);
  }

  /** The entry of which the key or the value begins at an offset. */
  entryAt(start: number): YamlEntry | undefined {
    return this.#entries.find(({ key, valueStart }) => key.start === start || valueStart === start);
  }

  /** The value of a key of a map. */
  valueIn(map: YAMLMap | undefined, key: string): YamlScalar | undefined {
    const pair = map?.items.find((item): item is Pair => isPair(item) && isScalar(item.key) && item.key.value === key);
    return this.#scalar(pair?.value);
  }

  /** The first entry of a key, at whatever depth. */
  entry(key: string): YamlEntry | undefined {
    return this.#entries.find((entry) => entry.key.value === key);
  }

  #scalar(node: unknown): YamlScalar | undefined {
    if (!isScalar(node) || !node.range) return undefined;
    return { value: node.value, start: this.offset + node.range[0], end: this.offset + node.range[1] };
  }
}

/** A text as a YAML scalar: plain where it reads back as itself in any place, else in quotation marks. */
export function yamlScalar(text: string): string {
  return /^[\w./-]+$/.test(text) && parse(text) === text ? text : JSON.stringify(text);
}
