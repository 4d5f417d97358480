/** From 2 to 2,000 generated essays: whether time and memory for each pair stay the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, median, timed } from './figures';
import { generatedCorpus } from './generatedEssays';
import { write } from './inputs';
import type { Measure } from './measure';
import { pairsOf, startServer } from './servers';

const words = 800;
/** Pairs of essays. */
const sizes = [1, 10, 100, 1000];

interface Cost {
  /** Milliseconds for all pairs. */
  readonly open: number;
  readonly align: number;
  /** Kilobytes of live heap. */
  readonly memory: number;
  /** Milliseconds of a hover, and from a typed sentence to fresh links. */
  readonly hover: number;
  readonly edit: number;
}

async function costOf(pairs: number): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
  try {
    const files = generatedCorpus(pairs, words);
    for (const [path, text] of files) write(join(folder, path), text);
    const measured = await startServer(folder, true);
    const { server, memory } = measured;
    const open = await timed(() => pairsOf(measured));
    // The server is warm when it is measured, whatever the size.
    for (let aligned = 0; aligned < 200; aligned += pairs) await server.ask('counterpoint/alignNow', {});
    const align = await timed(() => server.ask('counterpoint/alignNow', {}));
    const { heapUsed } = await memory();
    const path = `essays/${Math.ceil(pairs / 2)}-left.essay.md`;
    const text = files.get(path)!;
    const uri = await server.open(path, text, 'counterpoint-essay');
    const [pair] = await server.ask('counterpoint/pairsOf', { uri });
    const line = text.split('\n').findIndex((each) => each.length > 200);
    const hovers: number[] = [];
    for (let i = 0; i < 60; i += 1)
      hovers.push(
        await timed(() =>
          server.request('textDocument/hover', { textDocument: { uri }, position: { line, character: 40 } }),
        ),
      );
    const edits: number[] = [];
    for (let version = 2; version < 22; version += 1)
      edits.push(
        await timed(async () => {
          const start = { line, character: 0 };
          await server.connection.sendNotification('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges: [{ range: { start, end: start }, text: `Sentence ${version} comes first. ` }],
          });
          await server.ask('counterpoint/comparison', { pair: pair!.id });
        }),
      );
    await server.stop();
    return {
      open,
      align,
      memory: heapUsed / 1e3,
      hover: median(hovers.slice(30)),
      edit: median(edits.slice(5)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const scale: Measure = {
  name: 'scale',
  async measure({ say }) {
    const costs: { pairs: number; cost: Cost }[] = [];
    for (const pairs of sizes) {
      const cost = await costOf(pairs);
      costs.push({ pairs, cost });
      const all = `opened in ${cost.open.toFixed(0)} ms, aligned in ${cost.align.toFixed(0)} ms, ${(cost.memory / 1e3).toFixed(1)} MB live`;
      say(`  ${2 * pairs} essays: ${all}; hover ${cost.hover.toFixed(2)} ms, edit ${cost.edit.toFixed(1)} ms`);
    }
    // What a server costs before it holds anything is no cost of a pair: each size is taken over the one before it.
    const perPair = (key: 'open' | 'align' | 'memory', size: number): number => {
      const at = costs[size]!;
      const before = costs[size - 1]!;
      return (at.cost[key] - before.cost[key]) / (at.pairs - before.pairs);
    };
    const rows = [
      ['open', 'read, for each pair', 'ms'],
      ['align', 'align, for each pair', 'ms'],
      ['memory', 'live heap, for each pair', 'kB'],
    ] as const;
    const whole = [
      ['hover', 'hover, median'],
      ['edit', 'a typed sentence → fresh links, median'],
    ] as const;
    const small = sizes.indexOf(10);
    const large = sizes.indexOf(1000);
    return [
      ...rows.flatMap(([key, what, unit]) => figures(key, what, unit, perPair(key, small), perPair(key, large))),
      ...whole.flatMap(([key, what]) => figures(key, what, 'ms', costs[small]!.cost[key], costs[large]!.cost[key])),
    ];
  },
};

function figures(key: string, what: string, unit: Figure['unit'], small: number, large: number): Figure[] {
  return [
    { id: `scale.${key}.20`, what: `20 generated essays: ${what}`, value: small, unit, of: 1 },
    { id: `scale.${key}.2000`, what: `2,000 generated essays: ${what}`, value: large, unit, of: 1 },
    { id: `scale.${key}`, what: `2,000 against 20 essays: ${what}`, value: large / small, unit: '×', of: 1 },
  ];
}
