import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../server/alignment/reading';
import { plainQuote } from '../../../server/report/markdownText';
import { excerpt, markedQuote, markedSide, quoteMarkdown } from '../../../server/report/markedQuote';
import { nodeTypes } from '../markdown';

const evidence = (text: string, kind: Evidence['kind'], ...words: string[]): Evidence[] =>
  words.map((word) => {
    const start = text.indexOf(word);
    return { kind, text: word, left: [{ start, end: start + word.length }], right: [] };
  });

const marked = (text: string, ...all: Evidence[]) => markedQuote(text, { start: 0, end: text.length }, all, 'left');

const joined = (parts: ReturnType<typeof marked>): string => parts.map(({ text }) => text).join('');

describe('a quote with its words marked', () => {
  it('is the plain quote in runs: shared words and cues as they stand, everything else between', () => {
    const text = 'However, a harbour fee is fair.';
    expect(marked(text, ...evidence(text, 'contrast', 'However'), ...evidence(text, 'term', 'harbour', 'fee'))).toEqual(
      [
        { text: 'However', mark: 'cue' },
        { text: ', a ', mark: null },
        { text: 'harbour', mark: 'shared' },
        { text: ' ', mark: null },
        { text: 'fee', mark: 'shared' },
        { text: ' is fair.', mark: null },
      ],
    );
  });

  it.each([
    ['a word in emphasis', 'The *harbour* pays.[^1]', ['harbour']],
    ['a concept with markup inside', 'Our strategic **autonomy** counts.', ['strategic **autonomy']],
    ['a word that begins a name with underscores', 'See quay_side_ and _quay_.', ['quay']],
    ['a word in the text of a link', 'At [the quay](https://example.org/quay).', ['quay']],
    ['words of a quotation over two lines', 'Boats\n> land *here*.', ['Boats', 'here']],
    ['neighbouring characters of Chinese', '港口的费用很高。', ['港口', '口的', '费用']],
  ])('says the same with marks as without: %s', (_, text, words) => {
    expect(joined(marked(text, ...evidence(text, 'term', ...words)))).toBe(plainQuote(text));
  });

  it('marks words that meet or overlap as one, since two marks without a gap cannot be told apart', () => {
    const text = '港口费用很高。';
    const [first, second] = marked(text, ...evidence(text, 'term', '港口', '口费', '费用'));
    expect([first, second]).toEqual([
      { text: '港口费用', mark: 'shared' },
      { text: '很高。', mark: null },
    ]);
  });

  it('leaves a quote unmarked that holds the very signs by which marks are set', () => {
    const text = 'A \uE000 harbour \uE002 fee.';
    expect(marked(text, ...evidence(text, 'term', 'harbour'))).toEqual([{ text: plainQuote(text), mark: null }]);
  });

  it('marks no evidence of the other side, or from outside the quote', () => {
    const text = 'A harbour fee. Another fee.';
    const [fee] = evidence(text, 'term', 'fee');
    expect(markedQuote(text, { start: 15, end: 27 }, [fee!], 'left').every(({ mark }) => mark === null)).toBe(true);
    expect(markedQuote(text, { start: 0, end: 14 }, [fee!], 'right').every(({ mark }) => mark === null)).toBe(true);
  });

  it('is bold and slanted in Markdown, and hostile words stay words', () => {
    const text = 'But *the* fee](command:x) is <b>harmful</b> & `costly` at http://a.org.';
    const parts = marked(text, ...evidence(text, 'contrast', 'But'), ...evidence(text, 'term', 'fee', 'http', 'b'));
    const shown = nodeTypes(quoteMarkdown(parts));
    expect(shown.types).toEqual(['emphasis', 'paragraph', 'root', 'strong', 'text']);
    expect(shown.text).toBe(plainQuote(text));
    expect(quoteMarkdown(parts)).toMatch(/^\*But\* the \*\*fee\*\*/);
    expect(quoteMarkdown(parts)).not.toMatch(/https?:\/\//);
  });
});

describe('a link’s side with its words marked', () => {
  it('marks a word only where it stands in the quotes of both sides, so that every mark has its answer', () => {
    const text = 'The harbour is ours. A fee pays.';
    const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    const link = { left: [{ start: 0, end: 20 }], right: [{ start: 0, end: 20 }] };
    const both: Evidence = { kind: 'term', text: 'harbour', left: [at('harbour')], right: [at('harbour')] };
    const one: Evidence = { kind: 'term', text: 'ours', left: [at('ours')], right: [at('fee')] };
    const marks = markedSide({ ...link, evidence: [both, one] }, text, 'left').flat();
    expect(marks.filter(({ mark }) => mark !== null).map((part) => part.text)).toEqual(['harbour']);
  });
});

describe('an excerpt of a marked quote', () => {
  const long = 'word '.repeat(40);

  it('is what stands around each mark, with a sign for what is left out', () => {
    const text = `${long}and a harbour fee is fair, ${long}but it is paid.`;
    const shown = joined(
      excerpt(marked(text, ...evidence(text, 'term', 'harbour'), ...evidence(text, 'contrast', 'but'))),
    );
    expect(shown).toMatch(/^… .*and a harbour fee is fair, word .*…(?: word)+ but it is paid\.$/);
    expect(shown.length).toBeLessThan(220);
    // Between the signs it is the text, letter by letter.
    for (const piece of shown.split('…')) expect(text).toContain(piece);
  });

  it('is the whole of a short quote', () => {
    const text = 'A harbour fee is fair.';
    expect(joined(excerpt(marked(text, ...evidence(text, 'term', 'fee'))))).toBe(text);
  });

  it('is empty where nothing is marked', () => {
    expect(excerpt(marked('A harbour fee.'))).toEqual([]);
  });
});
