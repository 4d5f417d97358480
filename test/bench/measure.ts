import type { Figure } from './figures';
import type { Input } from './inputs';

/** What a measure is given. */
export interface Bench {
  readonly root: string;
  readonly input: Input;
  /** How many times whole runs are repeated. */
  readonly runs: number;
  /** How often an essay is opened, edited and closed where that is repeated. */
  readonly cycles: number;
  say(line: string): void;
}

/** One thing that is measured, under the name that `--only` takes. */
export interface Measure {
  readonly name: string;
  /** @throws NotMeasurable where this machine lacks what is needed */
  measure(bench: Bench): Promise<readonly Figure[]>;
}

/** Why something cannot be measured here. */
export class NotMeasurable extends Error {}
