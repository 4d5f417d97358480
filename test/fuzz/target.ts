import type { Chance } from './chance';

/** Something to be fuzzed: it makes inputs by chance, and throws where one is not borne. */
export interface Target {
  readonly name: string;
  /** How many of the cases that are asked for it gets, in (0,1]: one that is slow gets fewer. 1 without it. */
  readonly share?: number;
  /** The same chance makes the same input. */
  make(chance: Chance): string;
  /** Throws, or takes for ever, where an input breaks a promise. */
  run(input: string): void | Promise<void>;
}

/** Throws where a promise is broken. */
export function promise(isKept: boolean, what: string, detail: unknown = ''): void {
  if (!isKept) throw new Error(`Broken promise: ${what} ${detail === '' ? '' : JSON.stringify(detail)}`.trim());
}
