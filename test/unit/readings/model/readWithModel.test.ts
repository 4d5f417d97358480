import { describe, expect, it } from 'vitest';
import { attachReading } from '../../../../server/readings/attach';
import { ChatFailure, type ReplyCache } from '../../../../server/readings/model/chat';
import { earlierPair, modelReadingFile } from '../../../../server/readings/model/modelReadingFile';
import {
  type ModelReading,
  planReading,
  readWithModel,
  type ToRead,
} from '../../../../server/readings/model/readWithModel';
import { parseReadingFile, type ReadingFile } from '../../../../server/readings/readingFile';
import { readEssay } from '../../../../server/text/readEssay';
import { msg } from '../../../../server/text/message';
import { leftEssay } from '../../../fixtures/pair';
import { samplePairs } from '../../samples';
import { harbourToRead, link, longEssays, noAbort, planned, recorded, reply, ScriptedChat, word } from './subject';

type Read = Extract<ModelReading, { kind: 'read' }>;

async function read(toRead: ToRead, chat: ScriptedChat, signal = noAbort()): Promise<Read> {
  const result = await readWithModel(planned(toRead, chat.contextTokens), chat, { signal });
  if (result.kind !== 'read') throw new Error(result.message.template);
  return result;
}

const fileOf = ({ pair, account, incomplete }: Read): ReadingFile =>
  modelReadingFile({ model: 'scripted', date: '2026-11-24', version: '1' }, [
    { pair, account, isIncomplete: incomplete !== undefined },
  ]);

describe('a model reads two essays', () => {
  it('in two calls: the second adds what the first passed over, and drops what does not hold', async () => {
    const chat = new ScriptedChat((call) =>
      call === 0
        ? reply([link(['L1'], ['R1']), link(['L2'], ['R2']), link(['L3'], ['R3'])], {
            summary: { convergence: 'First.' },
          })
        : reply([link(['L4'], ['R4']), link(['L1', 'L2'], ['R1'])], { drop: [2], summary: { convergence: 'Second.' } }),
    );
    const { pair, account, incomplete } = await read(harbourToRead, chat);
    expect(chat.asked).toHaveLength(2);
    // The link of L1 and R1 is there already: it is not added again.
    expect(pair.links).toHaveLength(3);
    expect(pair.summary).toEqual({ convergence: 'Second.' });
    expect(account).toMatchObject({ asked: 2, cached: 0, withdrawn: 1 });
    expect(incomplete).toBeUndefined();
  });

  it('gives a sound reading file that attaches whole and holds no sentence of the essays', async () => {
    const { pair, ...rest } = await read(harbourToRead, new ScriptedChat(() => reply([link(['L1'], ['R1', 'R2'])])));
    const text = JSON.stringify(fileOf({ pair, ...rest }));
    const { file, problems } = parseReadingFile(text, 'x.reading.json');
    expect(problems).toEqual([]);
    expect(attachReading(file!, harbourToRead.left, harbourToRead.right)).toMatchObject({
      source: 'model',
      attached: { share: 1 },
    });
    for (const { text: sentence } of harbourToRead.left.passages.flatMap(({ sentences }) => sentences))
      expect(text).not.toContain(sentence.slice(0, 30));
  });

  it('that would drop nearly all in the second call is not believed', async () => {
    const chat = new ScriptedChat((call) =>
      call === 0
        ? reply([link(['L1'], ['R1']), link(['L2'], ['R2']), link(['L3'], ['R3'])])
        : reply([], { drop: [1, 2, 3] }),
    );
    expect((await read(harbourToRead, chat)).pair.links).toHaveLength(3);
  });

  it('and what there is stays when the second call fails', async () => {
    const chat = new ScriptedChat((call) => {
      if (call === 1) throw new ChatFailure(msg('Cancelled.'));
      return reply([link(['L1'], ['R1'])]);
    });
    const result = await read(harbourToRead, chat);
    expect(result.pair.links).toHaveLength(1);
    expect(result.incomplete?.template).toBe('Cancelled.');
    expect(fileOf(result).method).toContain('not whole');
  });

  it('and what there is stays when the reader cancels', async () => {
    const abort = new AbortController();
    const chat = new ScriptedChat((call) => {
      if (call === 1) {
        abort.abort();
        abort.signal.throwIfAborted();
      }
      return reply([link(['L1'], ['R1'])]);
    });
    expect((await read(harbourToRead, chat, abort.signal)).pair.links).toHaveLength(1);
  });

  it('and is refused, in words, where nothing was read', async () => {
    for (const answer of ['no', reply([]), reply([link(['R1'], ['L1'])])]) {
      const result = await readWithModel(planned(), new ScriptedChat(() => answer), { signal: noAbort() });
      expect(result.kind).toBe('refused');
    }
  });

  it('and is not asked twice for the same: replies are kept, the cut off ones are not', async () => {
    const kept = new Map<string, string>();
    const cache: ReplyCache = {
      get: (key) => Promise.resolve(kept.get(key)),
      set: (key, text) => Promise.resolve(void kept.set(key, text)),
    };
    const go = (chat: ScriptedChat) => readWithModel(planned(), chat, { signal: noAbort(), cache });
    const cut = new ScriptedChat(() => ({ text: reply([link(['L1'], ['R1'])]), isCutOff: true }));
    await go(cut);
    expect(kept.size).toBe(0);
    await go(new ScriptedChat(() => reply([link(['L1'], ['R1'])])));
    const again = new ScriptedChat(() => 'never asked');
    expect(await go(again)).toMatchObject({ kind: 'read', account: { asked: 0, cached: 2 } });
    expect(again.asked).toEqual([]);
  });

  it('and a bug is no refusal', async () => {
    const broken = new ScriptedChat(() => Promise.reject(new TypeError('a bug')));
    await expect(readWithModel(planned(), broken, { signal: noAbort() })).rejects.toThrow('a bug');
  });
});

describe('essays beyond the context', () => {
  it('are read section by section against the whole other one, every sentence once, whole passages together', () => {
    const { subject, showings } = planned(longEssays(120, 12), 12_000);
    expect(showings.length).toBeGreaterThan(1);
    let at = 0;
    for (const { left, right } of showings) {
      expect(right).toEqual({ start: 0, end: subject.right.sentences.length });
      expect(left.start).toBe(at);
      expect(left.start % 3).toBe(0);
      at = left.end;
    }
    expect(at).toBe(subject.left.sentences.length);
  });

  it('are read section against section where even one of them is too long', () => {
    const { subject, showings } = planned(longEssays(150, 150), 12_000);
    const seen = new Set(showings.flatMap(({ left, right }) => [left.start * 1000 + right.start]));
    expect(seen.size).toBe(showings.length);
    const area = showings.reduce(
      (sum, { left, right }) => sum + (left.end - left.start) * (right.end - right.start),
      0,
    );
    expect(area).toBe(subject.left.sentences.length * subject.right.sentences.length);
  });

  it('keep a silence only where no section of the other essay takes it up', async () => {
    const toRead = longEssays(120, 12);
    const alone = { sentences: ['R1'], topic: 'alone', reason: 'x' };
    const answered = { sentences: ['R4'], topic: 'answered in one section', reason: 'x' };
    const chat = new ScriptedChat(
      (call) =>
        reply(call < 2 ? [link([1], ['R1'])] : [], {
          silences: { left: [], right: call < 2 ? [alone, answered] : [alone] },
        }),
      12_000,
    );
    const { pair } = await read(toRead, chat);
    expect(pair.silences?.right.map(({ topic }) => topic)).toEqual(['alone']);
  });

  it('that a model has no room for are refused before anything is sent', () => {
    expect(planReading(longEssays(10, 10), 1000)).toHaveProperty('template');
  });
});

describe('after an edit', () => {
  const first = reply([link(['L1'], ['R1']), link(['L4'], ['R2'])], {
    silences: { left: [{ sentences: ['L5'], topic: 'kept', reason: 'x' }], right: [] },
  });

  async function reread(change: (text: string) => string, answer: ScriptedChat) {
    const before = longEssays(10, 6);
    const file = fileOf(await read(before, new ScriptedChat((call) => (call === 0 ? first : reply([])))));
    const left = readEssay(change(before.left.text));
    const earlier = earlierPair(file, left, before.right)!;
    const plan = planned({ ...before, left, earlier });
    return { plan, result: await readWithModel(plan, answer, { signal: noAbort() }) };
  }

  it('the links whose sentences are unchanged stay, and only changed passages are sent', async () => {
    const chat = new ScriptedChat((call) => reply(call === 0 ? [link(['L4'], ['R3'])] : []));
    const { plan, result } = await reread(
      (text) => text.replace(`number ${word(1)} matters`, 'now weighs far more'),
      chat,
    );
    expect(plan.showings).toEqual([{ left: { start: 3, end: 6 }, right: { start: 0, end: 18 } }]);
    expect(chat.asked[0]!.at(-1)!.text).not.toContain('\nL1: ');
    expect(chat.asked[0]!.at(-1)!.text).toContain('\nL4: ');
    if (result.kind !== 'read') throw new Error('refused');
    expect(result.account.kept).toBe(1);
    expect(result.pair.links).toHaveLength(2);
    expect(result.pair.silences?.left.map(({ topic }) => topic)).toEqual(['kept']);
  });

  it('nothing is sent where nothing has changed', async () => {
    const chat = new ScriptedChat(() => 'never asked');
    const { plan, result } = await reread((text) => text.replaceAll(' ', '  '), chat);
    expect(plan.calls).toBe(0);
    expect(result).toMatchObject({ kind: 'read', account: { kept: 2 } });
    expect(chat.asked).toEqual([]);
  });

  it('what a reading that ended early had not come to is read as if it had changed', async () => {
    const toRead = longEssays(80, 12);
    const whole = planned(toRead, 12_000);
    expect(whole.showings.length).toBeGreaterThan(1);
    const stopped = new ScriptedChat((call) => {
      if (call < 2) return reply([link(['L1'], ['R1'])]);
      throw new ChatFailure(msg('Cancelled.'));
    }, 12_000);
    const { pair, incomplete } = await read(toRead, stopped);
    expect(incomplete).toBeDefined();
    const rest = planned({ ...toRead, earlier: pair }, 12_000);
    expect(rest.showings[0]!.left.start).toBe(whole.showings[0]!.left.end);
    expect(rest.showings.at(-1)!.left.end).toBe(toRead.left.passages.length * 3);
    const second = await readWithModel(rest, new ScriptedChat(() => reply([])), { signal: noAbort() });
    if (second.kind !== 'read') throw new Error('refused');
    expect(planned({ ...toRead, earlier: second.pair }, 12_000).calls).toBe(0);
  });

  it('finds its pair in a file of several, by the sentences that were read', async () => {
    const toRead = longEssays(4, 4);
    const own = await read(toRead, new ScriptedChat(() => reply([link(['L1'], ['R1'])])));
    const other = await read(harbourToRead, new ScriptedChat(() => reply([link(['L1'], ['R1'])])));
    const file: ReadingFile = { ...fileOf(own), pairs: [own.pair, other.pair] };
    expect(earlierPair(file, readEssay(leftEssay), harbourToRead.right)).toBe(other.pair);
    expect(earlierPair(file, toRead.left, toRead.right)).toBe(own.pair);
    expect(earlierPair({ ...file, pairs: [own.pair] }, readEssay(leftEssay), harbourToRead.right)).toBeUndefined();
  });
});

describe('the recorded replies of a model to the samples', () => {
  it.each([
    ['carbon-border', 31, 1],
    ['critical-minerals', 31, 1],
    ['building-abroad', 36, 0],
  ] as const)('make a reading of %s in which everything holds', async (theme, links, withdrawn) => {
    const { left, right } = samplePairs.find((each) => each.theme === theme)!;
    const toRead = { ...harbourToRead, left, right };
    const result = await read(toRead, new ScriptedChat((call) => recorded(theme, call === 0 ? 1 : 2)));
    expect(result.account).toMatchObject({ asked: 2, faults: {}, withdrawn, repaired: 0 });
    expect(result.pair.links).toHaveLength(links);
    const shown = attachReading(fileOf(result), toRead.left, toRead.right)!;
    expect(shown.attached).toMatchObject({ share: 1, silences: { lost: 0 } });
    expect(shown.links.every(({ relation, topic, why }) => relation !== 'undetermined' && topic && why)).toBe(true);
    expect(result.pair.summary?.divergence).toBeTruthy();
  });
});
