import { describe, expect, it } from 'vitest';
import { PairRun } from '../../../server/lsp/pairStates';

/** A run that goes where the test sends it. */
function run(): { run: PairRun<string>; end: (value: string | undefined) => void; fail: (error: Error) => void } {
  let end!: (outcome: { value: string } | undefined) => void;
  let fail!: (error: Error) => void;
  const made = new PairRun<string>(
    () =>
      new Promise((resolve, reject) => {
        end = resolve;
        fail = reject;
      }),
  );
  return {
    run: made,
    end: (value) => {
      end(value === undefined ? undefined : { value });
    },
    fail,
  };
}

describe('the run of a pair', () => {
  it('gives its result, and is labelled then', async () => {
    const { run: pair, end } = run();
    expect(pair.state).toBe('changed');
    pair.reach('linked');
    end('comparison');
    expect(await pair.outcome).toEqual({ value: 'comparison' });
    expect(pair.state).toBe('labelled');
    expect(pair.isOver).toBe(true);
  });

  it('never goes back', () => {
    const { run: pair } = run();
    pair.reach('linked');
    pair.reach('read');
    expect(pair.state).toBe('linked');
  });

  it('that is given up gives nothing and goes no further, whatever its work still does', async () => {
    const { run: pair, end } = run();
    pair.reach('scored');
    pair.cancel();
    pair.reach('linked');
    end('too late');
    expect(await pair.outcome).toBeUndefined();
    expect(pair.state).toBe('scored');
  });

  it('that fails is over', async () => {
    const { run: pair, fail } = run();
    fail(new Error('a bug'));
    await expect(pair.outcome).rejects.toThrow('a bug');
    expect(pair.isOver).toBe(true);
  });
});
