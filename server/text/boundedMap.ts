/** A map that forgets what was not asked for lately: it keeps so many entries as were used last, and no more. */
export class BoundedMap<K, V> {
  /** The one used longest ago first. */
  readonly #entries = new Map<K, V>();
  #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Keeps at least so many entries from now on: whoever goes through more than are kept, again and again, would find none of them. */
  makeRoomFor(entries: number): void {
    this.#most = Math.max(this.#most, entries);
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#most) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }

  /** The value of a key, made and kept where it is not known. */
  take(key: K, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.set(key, value);
    return value;
  }

  /** How many entries are kept. */
  get size(): number {
    return this.#entries.size;
  }
}
