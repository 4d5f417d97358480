// Writes THIRD-PARTY-NOTICES.md: the licence of every package whose code the extension ships, and the origin of its data.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from './build.mjs';
import { root } from './steps.mjs';

const wordNet = (await readFile(path.join(root, 'scripts', 'wordnet-licence.txt'), 'utf8')).trim();
const data = `## Data

### Background word frequencies (\`server/alignment/data/background.json\`)

How often word stems occur in general political prose, counted over public-domain and CC0 texts only: the UN General Debate corpus 1946–2022,
White House releases 2021–2026, and the CIA World Factbook. Made in November 2026 for this project.

### Word vectors (\`server/alignment/data/vectors.json\`)

Made of the same texts, by PPMI and SVD, in November 2026 for this project.

### Word families (\`server/alignment/data/wordFamilies.json\`)

Which stems WordNet 3.1 derives from one another; made of its database by \`scripts/word-families.mjs\` in November 2026. WordNet is © Princeton University:

\`\`\`text
${wordNet}
\`\`\`

### Stop words

The list of function words comes with natural (MIT, below).
`;

const names = await build();
const sections = await Promise.all(
  names.map(async (name) => {
    const folder = path.join(root, 'node_modules', name);
    const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^(?:licen[cs]e|copying|mit-license)/i.test(entry));
    const text =
      file === undefined
        ? `Licence: ${manifest.license ?? 'see the package'}`
        : (await readFile(path.join(folder, file), 'utf8')).trim();
    return `### ${name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n\`\`\`text\n${text.replace(/\r\n?/g, '\n')}\n\`\`\`\n`;
  }),
);
await writeFile(
  path.join(root, 'THIRD-PARTY-NOTICES.md'),
  `# Third-party notices\n\nCounterpoint ships code and data of others, under these licences.\n\n${data}\n## Packages\n\n${sections.join('\n')}`,
);
console.log(`${names.length} packages`);
