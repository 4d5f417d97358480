/**
 * Essays of made-up words for measuring: any number of pairs, the same on every machine. Word frequencies follow Zipf's law, sentences and
 * paragraphs have the lengths of policy essays, and the two essays of a theme share its words, so that they align as essays do.
 */

/** Numbers in [0,1) from a seed: Tommy Ettinger's mulberry32 (public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const functionWords =
  'the of and to in a is that for it as with on by this be are from or which an not but at have has its will would should their more than also other between can may such these both there been when while however'.split(
    ' ',
  );
const onsets = 'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh st t tr v w'.split(' ');
const vowels = 'a e i o u ai ea io ou'.split(' ');
const codas = ['', '', 'n', 'r', 'l', 's', 'm', 't', 'nd', 'rt'];

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;
/** An index in [0, size) with frequency about 1/rank. */
const zipf = (size: number, random: () => number): number => Math.floor(size ** random()) - 1;
const between = (least: number, most: number, random: () => number): number =>
  least + Math.floor(random() * (most - least + 1));

function madeWord(random: () => number): string {
  const syllables = between(2, 4, random);
  return Array.from(
    { length: syllables },
    () => pick(onsets, random) + pick(vowels, random) + pick(codas, random),
  ).join('');
}

const common = ((random) => Array.from({ length: 3000 }, () => madeWord(random)))(randomFrom(1));

/**
 * The two essays of a theme.
 * @param theme number of the theme, from 1; each has words of its own
 * @param words about so many words an essay
 */
export function generatedPair(theme: number, words: number): { readonly left: string; readonly right: string } {
  const own = ((random) => Array.from({ length: 160 }, () => madeWord(random)))(randomFrom(1000 + theme));
  const essay = (side: 'left' | 'right'): string => {
    const random = randomFrom(theme * 2 + (side === 'left' ? 0 : 1) + 500_000);
    const lines = [
      '---',
      `title: On ${own[0]!} and ${own[1]!}, seen from the ${side}`,
      `theme: theme-${theme}`,
      `perspective: ${side}`,
      'lang: en',
      '---',
      '',
    ];
    for (let written = 0, block = 0; written < words; block += 1) {
      if (block % 6 === 0) lines.push(`## ${capital(pick(own, random))} and ${pick(own, random)}`, '');
      const sentences = Array.from({ length: between(3, 7, random) }, () => sentence(own, random));
      written += sentences.reduce((sum, each) => sum + each.split(' ').length, 0);
      lines.push(sentences.join(' '), '');
    }
    return lines.join('\n');
  };
  return { left: essay('left'), right: essay('right') };
}

/** A sentence of the words of a theme, for typing. */
export function generatedSentence(theme: number, seed: number): string {
  const own = ((random) => Array.from({ length: 160 }, () => madeWord(random)))(randomFrom(1000 + theme));
  return sentence(own, randomFrom(900_000 + seed));
}

function sentence(own: readonly string[], random: () => number): string {
  const words = Array.from({ length: between(12, 34, random) }, () => {
    const kind = random();
    if (kind < 0.45) return functionWords[zipf(functionWords.length, random)]!;
    return kind < 0.65 ? own[zipf(own.length, random)]! : common[zipf(common.length, random)]!;
  });
  return `${capital(words.join(' '))}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The files of a corpus of so many generated pairs, by path. */
export function generatedCorpus(pairs: number, words: number): Map<string, string> {
  const files = new Map<string, string>();
  const themes: string[] = [];
  for (let theme = 1; theme <= pairs; theme += 1) {
    const { left, right } = generatedPair(theme, words);
    files.set(`essays/${theme}-left.essay.md`, left);
    files.set(`essays/${theme}-right.essay.md`, right);
    themes.push(
      `  - {id: theme-${theme}, title: Theme ${theme}, essays: {left: essays/${theme}-left.essay.md, right: essays/${theme}-right.essay.md}}`,
    );
  }
  files.set(
    'counterpoint.yaml',
    `title: Generated essays\nperspectives: {left: {label: Left}, right: {label: Right}}\nthemes:\n${themes.join('\n')}\n`,
  );
  return files;
}
