/** A place in a text as editors count it: line and UTF-16 character, both from 0. */
export interface LineCharacter {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets into a canonical text and lines. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#starts.push(i + 1);
  }

  /** How many lines the text has; at least 1. */
  get count(): number {
    return this.#starts.length;
  }

  /** The line (from 0) that holds an offset. Offsets outside the text count as its start or end. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionAt(offset: number): LineCharacter {
    const inside = Math.max(0, Math.min(offset, this.#length));
    const line = this.lineAt(inside);
    return { line, character: inside - (this.#starts[line] ?? 0) };
  }

  /** The offset of a place; a character past the end of its line counts as the line's end. */
  offsetAt(place: LineCharacter): number {
    if (place.line < 0) return 0;
    const start = this.#starts[place.line];
    if (start === undefined) return this.#length;
    const next = this.#starts[place.line + 1];
    const end = next === undefined ? this.#length : next - 1;
    return Math.min(start + Math.max(0, place.character), end);
  }
}
