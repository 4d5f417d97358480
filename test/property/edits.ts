import fc from 'fast-check';

/** One change of a text, at a place given as a share of its length: the same for a text of any length. */
export type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'lines'; readonly end: '\n' | '\r\n' }
  | { readonly kind: 'undo' };

/** Blocks of every kind that an essay may hold, and of some that none should. */
const blocks = [
  'The harbour fee pays for dredging. Ferries need a deep channel, however costly.[^1]',
  'A market needs *rules*; rules need [a market][rules]. Nobody pays twice [^note] for `silt`.',
  '## Who should pay',
  '# The harbour',
  'A heading by its line\n---',
  '- rail freight\n- steel and silt\n\n- a loose item',
  '1. first\n2. second\n\n   goes on here',
  '> A quotation of two sentences. It ends here.\n> And here.\n\n> Another one.',
  '> [!pullquote]\n> Ferries need a deep channel.',
  '| a | b |\n|---|---|\n| one cell. | two[^1] |',
  '[^1]: A note on dredging.',
  '[^note]: A note that goes on.\n\n    In a second block. See [rules].',
  '[rules]: https://example.org "Rules"',
  '[a long\nlabel]: <https://example.org>',
  'See [a long label] and [rules] and [Rules][].',
  '    indented code\n\n    goes on',
  'Short line',
  'A line without a stop\nand another',
  'A sentence about trade and ports that is long enough to be a paragraph of its own in plain text, for it goes on and on, over many words, until it ends. And then another sentence follows it, as long as the first.',
  '海港收费。战略自主！港口需要疏浚吗？',
  '***',
  '- ',
  'Hard break  \nand \\\nanother.',
];

/** What edits put in: words, marks of all kinds, and what makes a parser read on over blank lines. */
const fragments = [
  ...[
    'silt ',
    'x',
    '. ',
    ' However, ',
    '[^1]',
    '[^2]',
    '[rules]',
    '[^2]: New.\n',
    '\n\n[^2]: New.\n\n',
    '[new]: /url\n',
  ],
  ...['\n', '\n\n', '\n\n\n', '\r\n\r\n', '\r', '    ', '\t', '> ', '- ', '# ', '1. ', '***', '---\n', '===\n', '|'],
  ...['*', '**', '_', '`', '``', '[', ']', '](', '![', '<b>', '&amp;', '\\', '\u00a0', '🙂', '\ufeff', '\0'],
  ...['```\n', '~~~', '<!--', '-->', '<script>', '<div>\n', '</div>', ']:', '[^', '[^a b]: c\n\n', '[ä ö]: /u\n\n'],
  ...['---\ntitle: A harbour\n---\n', '---\n', '...\n'],
  ...blocks.slice(0, 12).map((block) => `\n\n${block}\n\n`),
];

const share = fc.double({ min: 0, max: 1, noNaN: true });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('insert' as const), at: share, text: fc.constantFrom(...fragments) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      at: share,
      length: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 120 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('lines' as const), end: fc.constantFrom('\n' as const, '\r\n' as const) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'undo' as const }) },
);

/** An essay of blocks of every kind, with or without front matter, and a sequence of edits to it. */
export const editedEssay = fc.record({
  source: fc
    .tuple(
      fc.constantFrom('', '', '---\ntheme: harbour\n---\n'),
      fc.array(fc.constantFrom(...blocks), { maxLength: 8 }),
    )
    .map(([before, parts]) => before + parts.join('\n\n')),
  edits: fc.array(edit, { minLength: 1, maxLength: 8 }),
});

/** The texts that a sequence of edits gives, one after the other, the first as it was. */
export function textsOf({ source, edits }: { source: string; edits: readonly Edit[] }): string[] {
  const texts = [source];
  for (const each of edits) {
    const text = texts.at(-1) ?? '';
    const at = 'at' in each ? Math.floor(each.at * text.length) : 0;
    switch (each.kind) {
      case 'insert':
        texts.push(text.slice(0, at) + each.text + text.slice(at));
        break;
      case 'delete':
        texts.push(text.slice(0, at) + text.slice(at + each.length));
        break;
      case 'lines':
        texts.push(text.replace(/\r\n?|\n/g, each.end));
        break;
      case 'undo':
        texts.push(texts.at(-2) ?? source);
        break;
    }
  }
  return texts;
}
