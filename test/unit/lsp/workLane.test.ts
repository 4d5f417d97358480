import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../server/lsp/clock';
import { givenUp, WorkLane } from '../../../server/lsp/workLane';
import type { Steps } from '../../../server/text/steps';

/** Time that passes only when work says so, and what happened in it. */
class HandClock implements Clock {
  time = 0;
  rests = 0;
  /** The longest that the clock went on without a rest. */
  longest = 0;
  #rested = 0;

  now(): number {
    return this.time;
  }

  work(ms: number): void {
    this.time += ms;
    this.longest = Math.max(this.longest, this.time - this.#rested);
  }

  async rest(): Promise<void> {
    await Promise.resolve();
    this.rests += 1;
    this.#rested = this.time;
  }
}

function* work(clock: HandClock, steps: number, ms: number): Steps<string, 'half'> {
  for (let i = 0; i < steps; i += 1) {
    clock.work(ms);
    yield i * 2 === steps ? 'half' : undefined;
  }
  return 'done';
}

function lane(clock: HandClock): { lane: WorkLane; log: string[] } {
  const log: string[] = [];
  return { lane: new WorkLane((line) => log.push(line), clock), log };
}

describe('work on the lane', () => {
  it('that is given up after long tells the log how far it was', async () => {
    const clock = new HandClock();
    const { lane: own, log } = lane(clock);
    const options = { isOver: () => clock.time >= 60, state: () => 'scored' };
    expect(await own.run('Aligning', work(clock, 20, 10), options)).toBe(givenUp);
    expect(log).toEqual(['Aligning: given up after 60 ms of work (scored)']);
  });

  it('gives its result and tells of its stages', async () => {
    const clock = new HandClock();
    const stages: string[] = [];
    const onStage = (stage: string): void => void stages.push(stage);
    expect(await lane(clock).lane.run('work', work(clock, 4, 1), { onStage })).toBe('done');
    expect(stages).toEqual(['half']);
  });

  it('rests before 10 ms are over, however much there is to do at once', async () => {
    const clock = new HandClock();
    const { lane: all } = lane(clock);
    await Promise.all(Array.from({ length: 40 }, () => all.run('work', work(clock, 10, 3))));
    expect(clock.time).toBe(40 * 10 * 3);
    expect(clock.longest).toBeLessThanOrEqual(10);
    for (let i = 0; i < 40; i += 1) await all.run('one short piece after the other', work(clock, 1, 3));
    expect(clock.longest).toBeLessThanOrEqual(10);
  });

  it('is given up at the first rest after it is over, with no step more', async () => {
    const clock = new HandClock();
    const outcome = await lane(clock).lane.run('work', work(clock, 1000, 4), { isOver: () => clock.time >= 100 });
    expect(outcome).toBe(givenUp);
    expect(clock.time).toBeLessThanOrEqual(110);
  });

  it('lets what was asked for last go first', async () => {
    const clock = new HandClock();
    const { lane: all } = lane(clock);
    const order: string[] = [];
    const run = async (name: string, steps: number): Promise<void> => {
      await all.run(name, work(clock, steps, 3));
      order.push(name);
    };
    const long = run('long', 100);
    await Promise.all([long, run('short', 2)]);
    expect(order).toEqual(['short', 'long']);
  });

  it('leaves the lane to others when it fails', async () => {
    const clock = new HandClock();
    const { lane: all } = lane(clock);
    // eslint-disable-next-line require-yield
    const failing = function* (): Steps<string> {
      throw new Error('a bug');
    };
    await expect(all.run('failing', failing())).rejects.toThrow('a bug');
    expect(await all.run('work', work(clock, 3, 3))).toBe('done');
  });

  it('is told to the log beyond 50 ms, with what it was and how long it took', async () => {
    const clock = new HandClock();
    const { lane: all, log } = lane(clock);
    await all.run('Aligning the short one', work(clock, 10, 5));
    expect(log).toEqual([]);
    await all.run('Aligning the long one', work(clock, 11, 5));
    expect(log).toEqual(['Aligning the long one: 55 ms of work, at most 5 ms without rest']);
  });

  it('is told to the log as well when it is a task that waits for others', async () => {
    const clock = new HandClock();
    const { lane: all, log } = lane(clock);
    const task = (ms: number) => async (): Promise<number> => {
      await clock.rest();
      clock.work(ms);
      return ms;
    };
    expect(await all.time('short', task(50))).toBe(50);
    expect(await all.time('long', task(120))).toBe(120);
    expect(log).toEqual(['long: answered after 120 ms, waiting included']);
  });
});
