import fc from 'fast-check';

/** The same cases in every run; few, so that the suite stays quick. */
export const runs = (numRuns: number): { seed: number; numRuns: number } => ({ seed: 20_261_101, numRuns });

const word = fc.constantFrom(
  ...(
    'harbour fee dredging silt lighthouse ferry autonomy subsidy market treaty rail carbon border steel ' +
    'beneficial harmful not however the of and China Europe Montenegro 海港 战略自主'
  ).split(' '),
);

const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 9 }), fc.constantFrom('.', '?', '!', '.”', '。', '.[^1]'))
  .map(([words, stop]) => `Then ${words.join(' ')}${stop}`);

/** Paragraphs of sentences of a small vocabulary, so that much is shared. */
export const paragraphs = fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 7 });

/** Writes paragraphs as an essay; `space` stands between words, `line` ends lines. */
export function write(parts: readonly (readonly string[])[], space = ' ', line = '\n'): string {
  const body = parts.map(
    (part, i) => `${i % 3 === 0 ? `## Part ${i}${line}${line}` : ''}${part.join(' ').replaceAll(' ', space)}`,
  );
  return [...body, '[^1]: A note.', ''].join(line + line);
}

/** Text with all that Markdown makes something of. */
export const markup = fc
  .array(
    fc.constantFrom(
      ...'a B 海 。 . ! ? [ ] ( ) < > * ** _ ` ``` # + - = ~ | \\ & &amp; &amp;amp; &lt; : / @ " \' 1. 1) 42 \n \n\n  www. http:// https://a.b command: x@y.z <b> </b> <!-- [^1] ![ ]( [^1]: > \t \u00a0 ”'.split(
        /(?<! ) (?! )|(?<= ) (?=www)/,
      ),
      ' ',
      '    ',
      '\u0000',
      '🙂',
      '\r\n',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
