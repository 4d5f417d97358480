import type { Chance } from './chance';

/** What Markdown, YAML, JSON, HTML, regular expressions and importers make something of. */
const scraps: readonly [string, ...string[]] = [
  ' ',
  ...(
    '* ** _ __ ` ``` ~~~ # ## ###### + - -- --- ... = === | || \\ & &amp; &#0; &#x110000; < > </ <b> </b> <script> <!-- --> <![CDATA[ <?xml ' +
    '[ ] ( ) [] () [^1] [^1]: ![ ]( ]: {} { } ! !! !!binary !!js/function & *a &a << : ? , ; " \' 1. 1) (1) ¹ ²³ 12 “ ” ‘ ’ « » … . ? 。 ！ 』 \u00ad \u200b ' +
    '\u202e \ud83d\ude00 \ud83d \ude00 e\u0301 中文 战略自主 İ ß ﬁ \u0000 \u0001 \u0085 \u2028 \ufeff \ufffd %TAG %YAML @ % null true 1e999 -0 0x1F .inf __proto__ ' +
    'constructor toString hasOwnProperty Notes Contents Introduction References Abstract By Question Professor www.a.b http://a.b/c command:x javascript:x ' +
    '../.. /etc/passwd C:\\a file:///a theme: perspective: essays: themes: title: authors: concepts: forms: context: lexicons: {0} $1 $& (?:'
  ).split(' '),
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '    ',
  '\f',
  '\u00a0',
  '---\n',
  '\n---\n',
  '\n> ',
  '\n- ',
  '\n    ',
  '| a | b |\n|---|---|\n',
];

/** Longest text that is made: long enough for a time that grows with the square to show. */
const longest = 120_000;

/** A text after a handful of accidents and attacks: pieces lost, doubled, swapped, cut, spliced in, repeated without end. */
export function mutate(text: string, chance: Chance, others: readonly string[] = []): string {
  let out = text;
  for (let count = 1 + chance.below(chance.once(4) ? 40 : 6); count > 0; count -= 1)
    out = mutateOnce(out, chance, others);
  return out.slice(0, longest);
}

function mutateOnce(text: string, chance: Chance, others: readonly string[]): string {
  const at = chance.below(text.length + 1);
  const length = chance.below(chance.once(3) ? 400 : 12);
  const splice = (piece: string, drop = 0): string => text.slice(0, at) + piece + text.slice(at + drop);
  switch (chance.below(11)) {
    case 0:
      return splice('', length);
    case 1:
      return splice(text.slice(at, at + length));
    case 2:
      return splice(chance.pick(scraps));
    case 3:
      return splice(chance.pick(scraps), length);
    case 4:
      return splice(
        (chance.pick(scraps) + (chance.once(2) ? chance.pick(scraps) : '')).repeat(
          1 + chance.below(chance.once(5) ? 5000 : 40),
        ),
      );
    case 5: {
      const other = chance.pick(others) ?? text;
      const from = chance.below(other.length);
      return splice(other.slice(from, from + length * 4));
    }
    case 6:
      return withLines(text, (lines) => {
        lines.splice(chance.below(lines.length), 1 + chance.below(4));
      });
    case 7:
      return withLines(text, (lines) => {
        const line = lines[chance.below(lines.length)] ?? '';
        const copies = Array.from({ length: 1 + chance.below(chance.once(5) ? 300 : 3) }, () => line);
        lines.splice(chance.below(lines.length), 0, ...copies);
      });
    case 8:
      return withLines(text, (lines) => {
        const [a, b] = [chance.below(lines.length), chance.below(lines.length)];
        [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      });
    case 9:
      return splice(String.fromCharCode(chance.below(chance.once(3) ? 0x10000 : 0x250)));
    default:
      return chance.once(20)
        ? text.slice(0, at)
        : text.replaceAll(chance.pick(['\n', ' ', '.', ':', '-']), chance.pick(scraps));
  }
}

function withLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

/** Scraps and nothing else. */
export function noise(chance: Chance): string {
  return Array.from({ length: chance.below(60) }, () => chance.pick(scraps)).join(chance.pick(['', ' ', '\n']));
}
