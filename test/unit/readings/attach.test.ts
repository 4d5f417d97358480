import { describe, expect, it } from 'vitest';
import { attachInSteps, attachReading } from '../../../server/readings/attach';
import { sentenceIndex } from '../../../server/readings/sentenceIndex';
import { readEssay } from '../../../server/text/readEssay';
import { finish } from '../../../server/text/steps';
import { leftEssay, rightEssay } from '../../fixtures/pair';
import { samplePairs } from '../samples';
import { harbour, harbourLinks, harbourReading, print, quotes, said } from './harbour';

const attach = (left: string, right = rightEssay) => {
  const essays = { left: readEssay(left), right: readEssay(right) };
  const reading = attachReading(harbourReading, essays.left, essays.right);
  return {
    reading,
    links: (reading?.links ?? []).map((link) => [quotes(essays.left, link.left), quotes(essays.right, link.right)]),
  };
};
const whole = { whole: 3, partial: 0, lost: 0, silences: { found: 2, lost: 0 }, share: 1 };

describe('a reading of these essays', () => {
  const { reading, links } = attach(leftEssay);

  it('attaches whole, its quotes verbatim', () => {
    expect(reading?.attached).toEqual(whole);
    expect(links).toEqual([
      [[`${said.fairFee}[^1]`], [`${said.sureFee} ${said.duty}`]],
      [[said.register], [`${said.sharedRegister} ${said.appointed}`]],
      [[`${said.boats} ${said.silt}`], [said.road]],
    ]);
  });

  it('keeps all that it says, and whose it is', () => {
    expect(reading).toMatchObject({
      source: 'published',
      name: 'The harbour, read slowly',
      version: '2026-11',
      provenance: { author: 'A test', method: 'Made by hand for the tests.' },
      summary: { convergence: 'Both want a register.', divergence: 'They differ on the fee.', silences: null },
    });
    expect(reading?.links[0]).toMatchObject({
      source: 'published',
      relation: 'divergence',
      strength: 3,
      topic: 'who pays for depth',
      why: 'One calls the fee fair. The other calls it ruinous.',
      evidence: [{ kind: 'reason', text: 'One calls the fee fair. The other calls it ruinous.' }],
    });
    expect(reading?.silences.left).toMatchObject([{ topic: 'the lighthouse', why: 'Only the town has one.' }]);
    expect(reading?.silences.right).toMatchObject([{ topic: 'rail freight', why: null }]);
  });

  it('trusts a strong link more than a clear one, and claims no relation where it names none', () => {
    const [strong, clear, open] = reading!.links;
    expect(strong!.confidence).toBeGreaterThan(clear!.confidence);
    expect(strong!.relationConfidence).toBeGreaterThan(clear!.relationConfidence!);
    expect(open).toMatchObject({ strength: null, topic: null, why: null, relationConfidence: null, evidence: [] });
  });

  it('attaches with the essays the other way round', () => {
    const back = attach(rightEssay, leftEssay);
    expect(back.reading?.attached).toEqual(whole);
    expect(back.links).toEqual(links.map(([l, r]) => [r, l]));
    expect(back.reading?.silences.left.map(({ topic }) => topic)).toEqual(['rail freight']);
  });
});

describe('a text that is laid out otherwise', () => {
  const body = leftEssay.slice(leftEssay.indexOf('## Introduction'));
  it.each([
    ['without front matter, titles and notes', body.replace(/^#.*$/gm, '').replace('[^1]', '')],
    ['as one paragraph', body.replace(/^#.*\n\n/gm, '').replace(/\n\n(?!\[)/g, ' ')],
    ['with a paragraph for each sentence', leftEssay.replace(/\. (?=[A-Z])/g, '.\n\n')],
    ['re-wrapped', leftEssay.replace(/(\w+ \w+ \w+) /g, '$1\n')],
    ['with other quotes, dashes and emphasis', leftEssay.replaceAll("'", '’').replaceAll('fairest', '**fairest**')],
    ['in capitals', leftEssay.replace(/A harbour fee[^.]*/, (text) => text.toUpperCase())],
  ])('keeps every link: %s', (_, text) => {
    expect(attach(text).reading?.attached).toEqual(whole);
  });

  it('keeps them where its sentences are longer, and shows whole sentences of the text', () => {
    const { reading, links } = attach(leftEssay.replace('dredging.[^1] The ships', 'dredging; the ships'));
    expect(reading?.attached).toEqual(whole);
    expect(links[0]?.[0]).toEqual([
      `${said.fairFee.slice(0, -1)}; the ships dig the channel deeper than any fishing boat needs.`,
    ]);
  });

  it('keeps them where its sentences are shorter', () => {
    const { reading, links } = attach(leftEssay.replace('tide register, kept by', 'tide register. Kept by'));
    expect(reading?.attached).toEqual(whole);
    expect(links[1]?.[0]).toEqual([
      'Both towns need a common tide register. Kept by people whom neither side appoints.',
    ]);
  });

  it('keeps them where a sentence goes on in the next paragraph', () => {
    const { reading, links } = attach(leftEssay.replace('register, kept', 'register,\n\nkept'));
    expect(reading?.attached).toEqual(whole);
    expect(links[1]?.[0]).toEqual([
      'Both towns need a common tide register,',
      'kept by people whom neither side appoints.',
    ]);
  });

  it('keeps them where a heading was swallowed by its paragraph', () => {
    const swallowed = leftEssay.replace('## Introduction\n\n', 'Introduction ');
    expect(attach(swallowed).reading?.attached).toEqual(whole);
  });

  it('finds a sentence of the reading that swallowed a heading of the text', () => {
    const index = sentenceIndex(readEssay(leftEssay));
    const [damaged] = print(`${said.silt} Who should pay ${said.fairFee}`);
    expect(index.own(damaged!)).toEqual([]);
    expect([...finish(index.slide([damaged!])).values()]).toEqual([[1, 2]]);
  });

  it.each(['## A heading', 'HARBOUR REVIEW 12', '12', 'Harbour Review\n\n13'])(
    'keeps them where “%s” stands in the middle of a sentence',
    (apart) => {
      const { reading, links } = attach(leftEssay.replace('tide register,', `tide register,\n\n${apart}\n\n`));
      expect(reading?.attached).toEqual(whole);
      expect(links[1]?.[0]).toEqual([
        'Both towns need a common tide register,',
        'kept by people whom neither side appoints.',
      ]);
    },
  );

  it('attaches where no sentence is cut as it was', () => {
    const left = leftEssay.replace(/\.(?:\[\^1\])? (?=[A-Z])|\.\n\n(?=[A-Z])/g, '; ');
    const right = rightEssay.replace(/\. (?=[A-Z])/g, '; ');
    expect(attach(left, right).reading?.attached).toMatchObject({ whole: 3, lost: 0 });
  });
});

describe('a text that is not the same', () => {
  it('keeps a link that lost a sentence, and says that it did', () => {
    const { reading, links } = attach(leftEssay, rightEssay.replace(said.duty, ''));
    expect(reading?.attached).toEqual({ ...whole, whole: 2, partial: 1, share: 2 / 3 });
    expect(links[0]?.[1]).toEqual([said.sureFee]);
  });

  it('loses a link of which one side is gone, and a silence', () => {
    const { reading } = attach(leftEssay.replace('A harbour fee', 'Some fee').replace('falling down', 'falling'));
    expect(reading?.attached).toEqual({ whole: 2, partial: 0, lost: 1, silences: { found: 1, lost: 1 }, share: 2 / 3 });
    expect(reading?.links.map(({ topic }) => topic)).toEqual(['a common tide register', null]);
  });

  it('is not read at all where the essays are others', () => {
    const [sample] = samplePairs;
    expect(attachReading(harbourReading, sample!.left, sample!.right)).toBeUndefined();
    expect(attachReading(harbourReading, harbour.left, sample!.right)).toBeUndefined();
    expect(attach('', '').reading).toBeUndefined();
    expect(attach('1 2 3.', '# …').reading).toBeUndefined();
  });

  it('rests again and again while a long essay is looked through', () => {
    const sentences = Array.from({ length: 3000 }, (_, i) => `${'The quay '.repeat((i % 40) + 3)}was mended again.`);
    const essay = readEssay(sentences.join('\n\n'));
    const steps = attachInSteps(harbourReading, essay, harbour.right);
    let rests = 0;
    while (steps.next().done !== true) rests += 1;
    expect(rests).toBeGreaterThan(sentences.length / 50);
  });
});

describe('a sentence that the essay repeats', () => {
  it('is found beside its fellows', () => {
    const left = `Yes.\n\n${leftEssay.slice(leftEssay.indexOf('## Intro'))}`.replace(said.silt, `${said.silt} Yes.`);
    const file = {
      ...harbourReading,
      pairs: [{ links: [{ ...harbourLinks[0]!, left: print('Yes.', said.silt) }, ...harbourLinks.slice(1)] }],
    };
    const essay = readEssay(left);
    const reading = attachReading(file, essay, harbour.right);
    expect(quotes(essay, reading!.links[0]!.left)).toEqual([`${said.silt} Yes.`]);
  });
});

describe('hostile reading files', () => {
  it('never give more than four sentences a side', () => {
    const all = harbour.left.passages.flatMap((passage) => passage.sentences.map((sentence) => sentence.text));
    const file = { ...harbourReading, pairs: [{ links: [{ ...harbourLinks[0]!, left: print(...all.slice(0, 8)) }] }] };
    const link = attachReading(file, harbour.left, harbour.right)!.links[0]!;
    const covered = harbour.left.passages
      .flatMap((passage) => passage.sentences)
      .filter((sentence) => link.left.some((span) => span.start <= sentence.start && sentence.end <= span.end));
    expect(covered).toHaveLength(4);
  });

  it('attach nothing for counts that lie', () => {
    const lie = { ...harbourLinks[0]!, left: [{ h: 'ffffffffffffffff', n: 20_000 }] };
    const file = { ...harbourReading, pairs: [{ links: [lie, ...harbourLinks.slice(1)] }] };
    expect(attachReading(file, harbour.left, harbour.right)?.attached).toMatchObject({ whole: 2, lost: 1 });
  });

  it('without any link or pair read nothing', () => {
    expect(attachReading({ ...harbourReading, pairs: [] }, harbour.left, harbour.right)).toBeUndefined();
    expect(attachReading({ ...harbourReading, pairs: [{ links: [] }] }, harbour.left, harbour.right)).toBeUndefined();
  });
});
