/** The server's memory after all themes, and whether it grows while essays are opened, edited and closed. */
import { linesOf } from '../../server/lsp/positions';
import { slope } from './figures';
import { generatedSentence } from './generatedEssays';
import type { Measure } from './measure';
import { pairsOf, startServer } from './servers';

export const memoryOfThemes: Measure = {
  name: 'memory',
  async measure({ input }) {
    const measured = await startServer(input.folder, true);
    const { server, memory } = measured;
    for (const { id, left } of await pairsOf(measured)) {
      await server.ask('counterpoint/comparison', { pair: id });
      await server.request('textDocument/hover', {
        textDocument: { uri: left.uri },
        position: { line: 12, character: 5 },
      });
    }
    const { peak } = await memory();
    const { heapUsed, rss } = await memory();
    await server.stop();
    const of = input.pairs.length;
    return [
      { id: 'memory.heap', what: 'server, live heap after all themes', value: heapUsed / 1e6, unit: 'MB', of },
      { id: 'memory.resident', what: 'server, resident after all themes', value: rss / 1e6, unit: 'MB', of },
      { id: 'memory.peak', what: 'server, most ever resident', value: peak / 1e6, unit: 'MB', of },
    ];
  },
};

export const cyclesOfEditing: Measure = {
  name: 'cycles',
  async measure({ input, cycles, say }) {
    const measured = await startServer(input.folder, true);
    const { server, memory } = measured;
    const pairs = await pairsOf(measured);
    const points: [number, number][] = [];
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      const pair = input.pairs[cycle % input.pairs.length]!;
      const id = pairs.find(({ left }) => left.uri === server.uri(pair.paths.left))!.id;
      const uri = await server.open(pair.paths.left, pair.left.text, 'counterpoint-essay');
      const passage = pair.left.passages[cycle % pair.left.passages.length]!;
      const place = linesOf(pair.left).positionAt(passage.end);
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ range: { start: place, end: place }, text: ` ${generatedSentence(1, cycle)}` }],
      });
      await server.ask('counterpoint/comparison', { pair: id });
      await server.request('textDocument/hover', { textDocument: { uri }, position: place });
      await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      await server.ask('counterpoint/comparison', { pair: id });
      if (cycle % 25 === 0) points.push([cycle, (await memory()).heapUsed / 1e3]);
      if (cycle % 100 === 0) say(`  ${cycle} cycles, ${((points.at(-1)?.[1] ?? 0) / 1e3).toFixed(1)} MB live`);
    }
    await server.stop();
    const settled = points.filter(([cycle]) => cycle >= 100);
    const first = settled[0]![1];
    const last = settled.at(-1)![1];
    return [
      {
        id: 'cycles.slope',
        what: 'live heap, growth for each open/edit/close cycle',
        value: slope(settled),
        unit: 'kB',
        of: cycles,
      },
      {
        id: 'cycles.growth',
        what: `live heap, from cycle 100 to ${cycles}`,
        value: (last - first) / 1e3,
        unit: 'MB',
        of: cycles,
      },
    ];
  },
};
