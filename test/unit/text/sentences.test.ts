import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../server/text/sentences';

const split = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

/** Sentences joined by a space must come apart just there. */
function comesApart(...sentences: string[]): void {
  expect(split(sentences.join(' '))).toEqual(sentences);
}

describe('splitting sentences', () => {
  it('ends them at full stops, question marks, exclamation marks and ellipses', () => {
    comesApart('Ferries run.', 'Do they?', 'They do!', 'Perhaps…', 'Then they stop...', 'Nobody knows.');
  });

  it('gives no sentence for a text without any word', () => {
    expect(split('')).toEqual([]);
    expect(split(' \n ')).toEqual([]);
  });

  it('keeps the last words where no stop closes them', () => {
    comesApart('It rains.', 'And then');
  });

  it.each([
    'Mr. He met Prof. She and Dr. Zhao in St. Gallen.',
    'The U.S. Congress and the U.K. Parliament met.',
    'Cheap goods, e.g. Steel, and i.e. Iron are listed.',
    'See No. 5, Art. 3 and p. 12 of Vol. II.',
    'J. R. Sample wrote it in Sept. 2019.',
    'Sample et al. Found nothing.',
    'It grew by 3.5 per cent, to 1.2 million.',
    'Read it at example.org/a.html today.',
    '1. Rethink the rules',
  ])('does not cut “%s”', (text) => {
    expect(split(text)).toEqual([text]);
  });

  it('ends a sentence at an abbreviation before a word that opens one', () => {
    comesApart('They sold it to Sample Inc.', 'The buyer paid.');
    comesApart('He lives in the U.S.', 'This is known.');
    comesApart('It opened in Nov.', 'The visitors came.');
  });

  it('takes words that only look like abbreviations for words', () => {
    comesApart('They said no.', 'Nobody asked again.');
    comesApart('The town pays for the arts.', 'Museums are free.');
  });

  it('keeps closing quotation marks and brackets with their sentence', () => {
    comesApart('“We agree.”', 'He left.');
    comesApart('(It was late.)', 'Then it ended.');
    comesApart("'Come in!'", '"Thank you."', 'She sat.');
  });

  it('goes on after a quoted question that a lower-case word follows', () => {
    comesApart('“Really?” he asked.', 'Nobody answered.');
  });

  it('keeps note marks with the sentence before them', () => {
    comesApart('The fee rose.¹²', 'It fell again.[12]', 'It stayed.[^a]', 'End.');
  });

  it('needs no space after Chinese stops', () => {
    expect(split('海港属于小镇。谁来付钱？“大家！”他说……')).toEqual([
      '海港属于小镇。',
      '谁来付钱？',
      '“大家！”',
      '他说……',
    ]);
  });

  it('gives marks without a word to a neighbour', () => {
    expect(split('… Then it began.')).toEqual(['… Then it began.']);
    expect(split('It ended. — …')).toEqual(['It ended. — …']);
  });
});
