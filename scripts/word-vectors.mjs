// `node scripts/word-vectors.mjs TABLE`: cuts a table of word vectors (TABLE.json with `n`, `dim`, `words`; TABLE.i4 with 4-bit values, high nibble first)
// to its leading dimensions, and writes server/alignment/data/vectors.json. Run once; what it wrote is kept with the project.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, StepFailed } from './steps.mjs';

const dimensions = 100;
const [table] = process.argv.slice(2);
if (table === undefined) throw new StepFailed('Name the table, without its ending.');
const { n, dim, words } = JSON.parse(await readFile(`${table}.json`, 'utf8'));
const packed = await readFile(`${table}.i4`);
const background = JSON.parse(
  await readFile(path.join(root, 'server', 'alignment', 'data', 'background.json'), 'utf8'),
);
if (words.join(' ') !== background.stems) throw new StepFailed('The rows are not the stems of background.json.');
const rows = Buffer.alloc((n * dimensions) / 2);
for (let row = 0; row < n; row += 1)
  packed.copy(rows, (row * dimensions) / 2, (row * dim) / 2, (row * dim) / 2 + dimensions / 2);
await writeFile(
  path.join(root, 'server', 'alignment', 'data', 'vectors.json'),
  `${JSON.stringify({ source: `${background.source}; PPMI (window 6) and SVD, leading ${dimensions} dimensions, 4 bits a value`, dimensions, rows: rows.toString('base64') }, null, 2)}\n`,
);
