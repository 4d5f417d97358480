// Makes the shipped reading of the compendium out of a reader's notes, which name sentences by id into texts that stay where they are:
//   node scripts/published-reading.mjs --reading DIR
// DIR holds C.T1.json … C.T6.json (links, silences, summary of a theme) and segments.json (the sentences that their ids name). What is
// written names sentences by fingerprint and holds none of their words.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { door, root, StepFailed } from './steps.mjs';

const target = path.join(root, 'server', 'readings', 'data', 'fifty-fifty.reading.json');

const head = {
  format: 'counterpoint-reading',
  version: 1,
  name: 'Fifty-Fifty, read side by side',
  author: 'Counterpoint project',
  kind: 'published',
  date: '2026-11',
  method:
    'A comparative reading of all six themes, made for this project with AI assistance: both essays of a theme were read whole, and sentences that answer the same specific question were linked. Topics, reasons and summaries are the project’s own words. They are not the authors’ views, nor were the authors asked.',
};

/**
 * @typedef {{ links: { cn: string[], eu: string[], relation: string, strength: number, topic: string, why: string }[],
 *   silences: Record<'cn' | 'eu', { topic: string, paras: string[], why?: string }[]>,
 *   summary: { convergence: string, divergence: string, silences: string } }} Notes
 * @typedef {{ theme: number, themeTitle: string, side: string, title: string,
 *   units: { type: string, id?: string, sentences?: string[] }[] }} Segmented
 */

door(async () => {
  const { values } = parseArgs({ options: { reading: { type: 'string' } } });
  if (values.reading === undefined) throw new StepFailed('Name the folder of the notes: --reading DIR');
  const folder = values.reading;
  /** @type {(name: string) => Promise<any>} */
  const json = async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  const fingerprintOf = await fingerprints();
  /** @type {Segmented[]} */
  const segmented = await json('segments.json');
  /** @type {Map<string, string>} */
  const sentences = new Map(
    segmented.flatMap((essay) =>
      essay.units.flatMap((unit) =>
        (unit.sentences ?? []).map((text, i) => /** @type {[string, string]} */ ([`${unit.id}.s${i + 1}`, text])),
      ),
    ),
  );
  /** @param {string} id */
  const named = (id) => {
    const text = sentences.get(id);
    if (text === undefined) throw new StepFailed(`${id} names no sentence of segments.json.`);
    return fingerprintOf(text) ?? [];
  };
  /** @param {string} paragraph */
  const all = (paragraph) => [...sentences.keys()].filter((id) => id.startsWith(`${paragraph}.s`)).flatMap(named);

  const pairs = [];
  for (const theme of [...new Set(segmented.map((essay) => essay.theme))].sort((a, b) => a - b)) {
    /** @type {Notes} */
    const notes = await json(`C.T${theme}.json`);
    const [left, right] = ['CN', 'EU'].map((side) => segmented.find((e) => e.theme === theme && e.side === side));
    /** @param {'cn' | 'eu'} side */
    const silences = (side) =>
      notes.silences[side].map(({ topic, why, paras }) => ({ sentences: paras.flatMap(all), topic, why }));
    pairs.push({
      theme: String(theme),
      title: left?.themeTitle,
      summary: notes.summary,
      left: { title: left?.title },
      right: { title: right?.title },
      links: notes.links.map(({ cn, eu, relation, strength, topic, why }) => ({
        left: cn.flatMap(named),
        right: eu.flatMap(named),
        relation,
        strength,
        topic,
        why,
      })),
      silences: { left: silences('cn'), right: silences('eu') },
    });
  }
  const { format, resolveConfig } = await import('prettier');
  const text = JSON.stringify({ ...head, pairs });
  await writeFile(target, await format(text, { ...(await resolveConfig(target)), filepath: target }));
  console.log(`${path.relative(root, target)}: ${pairs.map((pair) => pair.links.length).join(' + ')} links`);
  return 0;
});

/**
 * The product's own fingerprint, bundled for this script.
 * @returns {Promise<(text: string) => object | undefined>}
 */
async function fingerprints() {
  const { build } = await import('esbuild');
  const file = path.join(root, 'node_modules', '.published-reading.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['server/readings/fingerprint.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'warning',
  });
  const { fingerprintOf } = await import(`${pathToFileURL(file).href}?${process.hrtime.bigint()}`);
  await rm(file);
  return fingerprintOf;
}
