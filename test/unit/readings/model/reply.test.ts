import { describe, expect, it } from 'vitest';
import { checkReply, type CheckedReply } from '../../../../server/readings/model/reply';
import { link, planned, recorded, reply } from './subject';

const { subject, showings } = planned();
const check = (text: string): CheckedReply | undefined => checkReply(text, subject.left, subject.right, showings[0]!);
const good = link(['L1'], ['R1', 'R2']);

describe('a reply', () => {
  it('names sentences by number, whichever way it writes them', () => {
    const checked = check(reply([link(['L2', 'L1'], ['R1-R2']), link([3], ['r1']), link(['L4'], ['R2–3'])]));
    expect(checked?.links.map(({ left, right }) => ({ left, right }))).toEqual([
      { left: [0, 1], right: [0, 1] },
      { left: [2], right: [0] },
      { left: [3], right: [1, 2] },
    ]);
    expect(checked?.faults).toEqual({});
  });

  it.each([
    ['a sentence that is not there', link(['L999'], ['R1']), 'unknownSentence'],
    ['sentence 0', link(['L0'], ['R1']), 'unknownSentence'],
    ['a range that runs backwards', link(['L3-L1'], ['R1']), 'unknownSentence'],
    ['a sentence of the other essay', link(['R1'], ['R2']), 'wrongSide'],
    ['five sentences on a side', link(['L1-L5'], ['R1']), 'tooManySentences'],
    ['words for a number', link(['the first'], ['R1']), 'shape'],
    ['no sentence on a side', link([], ['R1']), 'shape'],
    ['a relation that is none', link(['L1'], ['R1'], { relation: 'agreement' }), 'shape'],
    ['a strength that is none', link(['L1'], ['R1'], { strength: 9 }), 'shape'],
    ['a topic that is no text', link(['L1'], ['R1'], { topic: { text: 'x' } }), 'shape'],
    ['no object', 'L1 and R1', 'shape'],
    ['the same link once more', good, 'double'],
  ])('that has %s loses that link, which is counted, and nothing else', (_, bad, fault) => {
    const checked = check(reply([good, bad]));
    expect(checked?.links).toHaveLength(1);
    expect(checked?.faults).toEqual({ [fault]: 1 });
  });

  it('keeps a silence only where its sentences are those of its side', () => {
    const silence = (sentences: readonly string[]) => ({ sentences, topic: 'rail', reason: 'Only here.' });
    const checked = check(reply([good], { silences: { left: [silence(['L1']), silence(['R1'])], right: 'none' } }));
    expect(checked?.silences.left.map(({ sentences }) => sentences)).toEqual([[0]]);
    expect(checked?.silences.right).toEqual([]);
    expect(checked?.faults).toEqual({ wrongSide: 1 });
  });

  it('may not bring the words of the essays in as its own: they would leave in the file', () => {
    const copied = subject.left.sentences.find(({ text }) => text.length > 60)!.text;
    const own = 'One side wants ships to pay, and the other side wants everybody to.';
    const checked = check(
      reply([
        link(['L1'], ['R1'], { reason: `It says: ${copied} And so on and so forth, it goes.` }),
        link(['L2'], ['R2'], { reason: own }),
      ]),
    );
    expect(checked?.links.map(({ why }) => why)).toEqual([null, own]);
    expect(checked?.faults).toEqual({ quotes: 1 });
  });

  it('is found among thoughts, courtesies and fences', () => {
    for (const text of [
      `<think>{"links": [nonsense]}</think>${reply([good])}`,
      `Here it is:\n\`\`\`json\n${reply([good])}\n\`\`\`\nI hope {this} helps.`,
      `\ufeff  ${reply([good])}  `,
    ])
      expect(check(text)?.links).toHaveLength(1);
  });

  it('that is malformed is mended once', () => {
    const loose = `{links: [{left: ['L1'], right: ['R1',], topic: 'the fee', reason: 'x', relation: 'divergence', strength: 2},]}`;
    expect(check(loose)).toMatchObject({ isRepaired: true, links: [{ left: [0], right: [0] }] });
    expect(check(reply([good]))).toMatchObject({ isRepaired: false });
  });

  it('that was cut off keeps the links that were whole', () => {
    const whole = reply([good, link(['L2'], ['R2']), link(['L3'], ['R3'])]);
    const cut = whole.slice(0, whole.lastIndexOf('"L3"') + 2);
    const checked = check(cut);
    expect(checked?.isRepaired).toBe(true);
    expect(checked?.links.map(({ left }) => left)).toEqual([[0], [1]]);
  });

  it.each(['', 'I cannot help with that.', '[]', '{"links": 3}', '{"answer": []}', '"links"', '{'.repeat(5000)])(
    'that is not what was asked for is refused: %.30s',
    (text) => {
      expect(check(text)).toBeUndefined();
    },
  );

  it('of any size and depth ends in a result, not in a crash', () => {
    const deep = `{"links": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect(() => check(deep)).not.toThrow();
    expect(check('x'.repeat(3_000_000))).toBeUndefined();
    expect(check(reply(Array.from({ length: 9000 }, () => good)))?.links).toHaveLength(1);
  });
});

it.each(['carbon-border', 'critical-minerals', 'building-abroad'])(
  'the recorded replies for %s parse as they are',
  (theme) => {
    for (const call of [1, 2] as const) expect(recorded(theme, call)).toContain('"links"');
  },
);
