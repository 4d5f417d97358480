import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Chance, seedOf } from './chance';
import { minimise } from './minimise';
import { targetsIn } from './targets';

export interface FuzzOptions {
  /** The project's root folder. */
  readonly root: string;
  /** The bundled `worker.ts`. */
  readonly worker: string;
  /** Names of targets. */
  readonly targets: readonly string[];
  readonly seed: number;
  /** Each target gets its share of so many cases, or so much time in milliseconds. */
  readonly cases?: number;
  readonly time?: number;
  /** A case that computes for longer than this hangs, however busy the machine is. Milliseconds. */
  readonly limit: number;
  /** How long a find may be made smaller. Milliseconds. */
  readonly minimising: number;
  /** Where failing inputs are put. */
  readonly out: string;
  readonly say?: (line: string) => void;
}

/** An input that was not borne. */
export interface Find {
  readonly target: string;
  /** Which case of the seed it was. */
  readonly number: number;
  readonly what: string;
  /** Where the input lies, made as small as could be. */
  readonly file: string;
}

export interface Fuzzed {
  readonly counts: Readonly<Record<string, number>>;
  readonly finds: readonly Find[];
  /** The slowest case of each target, in milliseconds. */
  readonly slowest: Readonly<Record<string, { readonly number: number; readonly ms: number; readonly length: number }>>;
}

/** The names of all targets. */
export const targetNames = (root: string): readonly string[] => targetsIn(root).map((target) => target.name);

/** So many finds of one target are enough to go on with. */
const mostFinds = 12;

/** Feeds targets with inputs made by chance: the same seed makes the same inputs. A case that fails or hangs is a find. */
export async function fuzz(options: FuzzOptions): Promise<Fuzzed> {
  const { seed, limit, say = () => undefined } = options;
  const all = targetsIn(options.root);
  const runner = new Runner(options.worker, options.root);
  const counts: Record<string, number> = {};
  const slowest: Record<string, { number: number; ms: number; length: number }> = {};
  const finds: Find[] = [];
  try {
    for (const name of options.targets) {
      const target = all.find((each) => each.name === name);
      if (target === undefined)
        throw new Error(`There is no target “${name}”: ${all.map((each) => each.name).join(', ')}.`);
      const known = new Set<string>();
      const end = performance.now() + (options.time ?? Infinity);
      const most = Math.ceil((options.cases ?? Infinity) * (target.share ?? 1));
      let number = 0;
      for (; number < most && performance.now() < end && known.size < mostFinds; number += 1) {
        const input = target.make(new Chance(seedOf(seed, name, number)));
        const start = performance.now();
        const what = await runner.run(name, input, limit);
        const ms = performance.now() - start;
        if (ms > (slowest[name]?.ms ?? 0)) slowest[name] = { number, ms, length: input.length };
        if (what === null || known.has(kindOf(what))) continue;
        known.add(kindOf(what));
        say(`✖ ${name}, case ${number}: ${what.split('\n', 3).join(' | ')}`);
        const small = await minimise(
          input,
          async (fewer) => {
            const now = await runner.run(name, fewer, limit);
            return now !== null && kindOf(now) === kindOf(what);
          },
          performance.now() + options.minimising,
        );
        const file = save(options.out, `${name}-${seed}-${number}`, small);
        say(`  ${file}`);
        finds.push({ target: name, number, what, file });
      }
      counts[name] = number;
      say(
        `  ${name}: ${number} cases, slowest ${Math.round(slowest[name]?.ms ?? 0)} ms (case ${slowest[name]?.number ?? 0})`,
      );
    }
  } finally {
    await runner.end();
  }
  return { counts, finds, slowest };
}

/** What a failure is known by: its message without what differs from case to case, and where it was thrown. */
function kindOf(what: string): string {
  const [message = '', ...stack] = what.split('\n');
  return `${message.slice(0, 60).replace(/\d+/g, '#')} ${stack.find((line) => line.includes(' at ')) ?? ''}`;
}

/** As text, or where that would change it (halves of characters) as JSON. */
function save(folder: string, name: string, input: string): string {
  mkdirSync(folder, { recursive: true });
  const isText = Buffer.from(input).toString() === input;
  const file = join(folder, `${name}${isText ? '.txt' : '.json'}`);
  writeFileSync(file, isText ? input : JSON.stringify(input));
  return file;
}

/** What waits for so many times its limit, without computing, hangs as well. */
const patience = 15;

/** A worker that is replaced where it hangs. */
class Runner {
  #worker: Worker | undefined;

  constructor(
    private readonly file: string,
    private readonly root: string,
  ) {}

  /** What went wrong with an input; null where nothing did. */
  async run(name: string, input: string, limit: number): Promise<string | null> {
    const worker = (this.#worker ??= new Worker(this.file, { workerData: { root: this.root }, execArgv: [] }));
    const result = await new Promise<string | null>((resolve) => {
      const done = (what: string | null): void => {
        clearInterval(timer);
        worker.off('message', done);
        worker.off('error', crash);
        resolve(what);
      };
      const crash = (error: Error): void => {
        this.#worker = undefined;
        done(`Crash: ${error.stack ?? error.message}`);
      };
      const start = performance.now();
      const used = process.cpuUsage();
      const timer = setInterval(() => {
        const { user, system } = process.cpuUsage(used);
        const isLong = (user + system) / 1000 > limit || performance.now() - start > patience * limit;
        if (isLong) done(`Hang: no end after ${limit} ms`);
      }, 100);
      worker.on('message', done);
      worker.on('error', crash);
      worker.postMessage({ name, input });
    });
    if (result?.startsWith('Hang') === true) await this.end();
    return result;
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}
