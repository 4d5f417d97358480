import { describe, expect, it } from 'vitest';
import { PairRun, type PairState } from '../../../server/lsp/pairStates';

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
  it('lets those go on who wait for a state, or for one before it, and no other', async () => {
    const { run: pair, end } = run();
    const met: PairState[] = [];
    const waits = (['read', 'linked', 'labelled'] as const).map(async (state) => {
      if (await pair.until(state)) met.push(state);
    });
    expect(pair.state).toBe('changed');
    pair.reach('linked');
    await Promise.all(waits.slice(0, 2));
    expect(met).toEqual(['read', 'linked']);
    end('comparison');
    await Promise.all(waits);
    expect(met).toEqual(['read', 'linked', 'labelled']);
    expect(await pair.outcome).toEqual({ value: 'comparison' });
    expect(await pair.until('labelled')).toBe(true);
  });

  it('never goes back', () => {
    const { run: pair } = run();
    pair.reach('linked');
    pair.reach('read');
    expect(pair.state).toBe('linked');
  });

  it('that is given up tells so at once, whatever its work still does', async () => {
    const { run: pair, end } = run();
    const linked = pair.until('linked');
    pair.cancel();
    expect(await linked).toBe(false);
    pair.reach('linked');
    expect(await pair.until('linked')).toBe(false);
    end('too late');
    expect(await pair.outcome).toBeUndefined();
    expect(pair.state).toBe('changed');
  });

  it('that fails leaves nobody waiting', async () => {
    const { run: pair, fail } = run();
    const labelled = pair.until('labelled');
    fail(new Error('a bug'));
    await expect(pair.outcome).rejects.toThrow('a bug');
    expect(await labelled).toBe(false);
  });
});
