import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainBlock } from '../../server/text/plainBlock';
import { EssayMemo, readEssayInSteps } from '../../server/text/readInSteps';
import { type Format, readEssay } from '../../server/text/readEssay';
import { finish } from '../../server/text/steps';
import { runs } from './arbitraries';

/** What running text is made of, with a little of all that Markdown might read as something else. */
const piece = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.constantFrom(
      'The harbour',
      ' pays',
      ' a fee',
      '. ',
      'Who',
      '? ',
      ' “ferry” ',
      ' (1999) ',
      '港口。',
      '2024 ',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '[^1]',
      '[^A]',
      '[^a]',
      '[^none]',
      '.[^1][^a]',
      ' [^1]',
      '![^1]',
      '[^1](x)',
      '[^1]: ',
      '[^ 1]',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\nLine two', '\n“Quoted', '\n2 of', ' \n', '  \n', '\n ', '\n\n') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '*em*',
      '_',
      '`',
      '<b>',
      '&amp;',
      ' & ',
      '&',
      '\\',
      '~~',
      '|',
      '\t',
      '\0',
      '[',
      ']',
      '[x](y)',
      '[x]',
      '\n- ',
      '\n1. ',
      '1. ',
      '\n---',
      '\n===',
      '\n:-',
      '\n# H',
      '# ',
      '> ',
      '\n> ',
      '+ ',
      '\u00a0',
      '\u2028',
      '\u0085',
      '\f',
      '\u3000',
      ':',
      '!',
      '9) ',
      '(',
      '#',
    ),
  },
);
const opening = fc.constantFrom('', '', 'The fee', '# ', '### The harbour', '## “', '#', '####### ', '# #');
const block = fc
  .tuple(opening, fc.array(piece, { minLength: 1, maxLength: 10 }))
  .map(([first, pieces]) => first + pieces.join(''));
const notes = 'The notes stand here.\n\n[^1]: One.\n\n[^a]: Two.';

describe('a block that is certain to be running text or a heading', () => {
  it('is read without the parser as the parser reads it', () => {
    let plain = 0;
    fc.assert(
      fc.property(block, fc.constantFrom<Format>('markdown', 'plain'), (text, format) => {
        if (plainBlock(text, new Set(['1', 'a'])) !== undefined) plain += 1;
        const source = `Before it stands this.\n\n${text}\n\n${notes}`;
        const inPieces = finish(readEssayInSteps(source, format, new EssayMemo()));
        const whole = readEssay(source, format);
        if (!isDeepStrictEqual(inPieces, whole)) expect(inPieces).toStrictEqual(whole);
      }),
      runs(1000),
    );
    expect(plain).toBeGreaterThan(50);
  }, 60_000);

  it.each([
    '- An item',
    '1. An item',
    '# A heading #',
    'A *word*',
    'A &amp; B',
    'A [link]',
    'A line  \nbroken',
    ' indented',
    'No note[^x]',
  ])('is not %j', (text) => {
    expect(plainBlock(text, new Set(['1']))).toBeUndefined();
  });
});
