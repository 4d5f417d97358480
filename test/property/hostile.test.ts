import { describe, expect, it } from 'vitest';
import { align } from '../../server/alignment/align';
import { readEssay } from '../../server/text/readEssay';

/** Texts on which a Markdown parser takes minutes, or falls over. Each test ends by itself, or fails by the time limit of the runner. */
const texts: Readonly<Record<string, string>> = {
  'twenty thousand asterisks': '*a '.repeat(20_000),
  'emphasis nested without end': `${'*'.repeat(20_000)}a${'*'.repeat(20_000)}`,
  'images nested without end': `${'!['.repeat(5000)}a${']'.repeat(5000)}`,
  'thirty thousand links in a row': '[a](b) '.repeat(30_000),
  'thousands of note marks in a row': '[^1] '.repeat(20_000),
  'quotations nested without end': `${'> '.repeat(5000)}a`,
  'lists nested without end': `${'- '.repeat(3000)}a`,
  'a hundred thousand lines without a blank one': 'a b c.\n'.repeat(100_000),
  'three hundred thousand empty lines': '\n'.repeat(300_000),
  'a table of forty thousand cells': `|a|b|\n|-|-|\n${'|x|y|\n'.repeat(20_000)}`,
  'one line of two hundred thousand characters': 'word '.repeat(40_000),
  'two megabytes of prose': `${'A sentence about trade and ports. Another one follows it here. '.repeat(6)}\n\n`.repeat(
    5200,
  ),
};

describe('a hostile text', () => {
  it.each(Object.entries(texts))('is read to its end: %s', (_, text) => {
    const essay = readEssay(text);
    const sentences = essay.passages.flatMap((passage) => passage.sentences);
    expect(sentences.filter(({ start, end }) => essay.text.slice(start, end).trim() === '')).toEqual([]);
  });

  it('keeps its headings and paragraphs when it is too wild to read as Markdown', () => {
    const essay = readEssay(`## A heading\n\nOne *plain* sentence. Another.\n\n${'[a](b) '.repeat(1000)}\n`);
    expect(essay.headings.map((heading) => heading.text)).toEqual(['A heading']);
    expect(essay.passages[0]?.sentences.map((sentence) => essay.text.slice(sentence.start, sentence.end))).toEqual([
      'One *plain* sentence.',
      'Another.',
    ]);
  });
});

describe('two texts that are too long to align', () => {
  it('get no links and a reason, not minutes of work', () => {
    const long = readEssay('A sentence about trade.\n\n'.repeat(1200));
    const reading = align(long, long);
    expect(reading.links).toEqual([]);
    expect(reading.declined?.args).toEqual([1200, 1200]);
  });
});

describe('a text on which the fuzzer once failed', () => {
  it('keeps every sentence behind a NUL and marks that are nearly character references', () => {
    const essay = readEssay(`The permit${'\0&a'.repeat(3)}s came late. A second sentence follows.`);
    const quotes = essay.passages[0]?.sentences.map(({ start, end }) => essay.text.slice(start, end));
    expect(quotes).toEqual([`The permit${'\0&a'.repeat(3)}s came late.`, 'A second sentence follows.']);
  });

  it('aligns with itself in no time though its one passage has thousands of sentences', () => {
    const essay = readEssay(Array.from({ length: 3000 }, (_, i) => `The harbour fee number ${i} pays.`).join(' '));
    const { links } = align(essay, essay);
    expect(links.length).toBe(1);
    for (const { start, end } of links[0]?.left ?? []) expect(essay.text.slice(start, end)).toContain('harbour fee');
  });
});
