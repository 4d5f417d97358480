/** What a reader's editor asks while they read: hover, definition, code lenses, at a real server. */
import type { Essay } from '../../server/text/essay';
import { linesOf } from '../../server/lsp/positions';
import { quantiles, timed } from './figures';
import type { Measure } from './measure';
import { pairsOf, startServer } from './servers';

export const requests: Measure = {
  name: 'requests',
  async measure({ input }) {
    const measured = await startServer(input.folder);
    const { server } = measured;
    for (const { id } of await pairsOf(measured)) await server.ask('counterpoint/comparison', { pair: id });
    const hover: number[] = [];
    const definition: number[] = [];
    const lens: number[] = [];
    let answers = 0;
    // Twice: the first round warms the server up, as a minute of reading does.
    for (const isMeasured of [false, true]) {
      for (const { left, right, paths } of input.pairs) {
        for (const [essay, path] of [
          [left, paths.left],
          [right, paths.right],
        ] as const) {
          const textDocument = { uri: server.uri(path) };
          for (const position of placesIn(essay)) {
            const ask = async (method: string, times: number[]): Promise<void> => {
              let answer: unknown;
              const time = await timed(async () => {
                answer = await server.request(`textDocument/${method}`, { textDocument, position });
              });
              if (isMeasured) times.push(time);
              if (Array.isArray(answer) ? answer.length > 0 : answer !== null) answers += 1;
            };
            await ask('hover', hover);
            await ask('definition', definition);
            await ask('codeLens', lens);
          }
        }
      }
    }
    await server.stop();
    if (answers === 0) throw new Error('no request had an answer');
    return [
      ...quantiles('hover', 'hover', hover),
      ...quantiles('definition', 'go to definition', definition),
      ...quantiles('lens', 'code lenses of an essay', lens),
    ];
  },
};

/** The middle of every passage. */
function placesIn(essay: Essay): { line: number; character: number }[] {
  const lines = linesOf(essay);
  return essay.passages.map(({ start, end }) => lines.positionAt((start + end) >> 1));
}
