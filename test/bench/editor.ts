/** In a real VS Code: activation, opening a pair, and from a keystroke to the fresh view. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Figure, percentile, quantiles } from './figures';
import { type Measure, NotMeasurable } from './measure';

interface Run {
  readonly activation: number;
  readonly opened: number;
  readonly views: readonly number[];
  /** Undefined where the host lets nobody look into its pages. */
  readonly paired?: { readonly painted: number; readonly updates: readonly number[] };
}

export const editor: Measure = {
  name: 'editor',
  async measure({ root, input, runs }) {
    const module = pathToFileURL(join(root, 'test', 'bench', 'editor.mjs')).href;
    const { measureEditor } = (await import(module)) as {
      measureEditor: (essay: string, runs: number) => Promise<Run[]>;
    };
    const essay = join(input.folder, input.pairs[0]!.paths.left);
    const results = await measureEditor(essay, Math.min(runs, 5)).catch((error: unknown) => {
      throw new NotMeasurable(error instanceof Error ? error.message : String(error));
    });
    const over = (id: string, what: string, values: readonly number[]): Figure[] =>
      [0.5, 0.95].map((share) => ({
        id: `${id}.p${share * 100}`,
        what: `${what}, p${share * 100}`,
        value: percentile(values, share),
        unit: 'ms',
        of: values.length,
      }));
    const paired = results.flatMap((result) => result.paired ?? []);
    return [
      ...(paired.length === 0
        ? []
        : [
            ...over(
              'editor.paired.painted',
              'open the paired reading view, first rows',
              paired.map(({ painted }) => painted),
            ),
            ...quantiles(
              'editor.paired',
              'a typed sentence → it stands in the paired reading view',
              paired.flatMap(({ updates }) => updates),
            ),
          ]),
      ...over(
        'editor.activation',
        'activation in VS Code',
        results.map(({ activation }) => activation),
      ),
      ...over(
        'editor.opened',
        'open a pair, marks drawn',
        results.map(({ opened }) => opened),
      ),
      ...quantiles(
        'editor.view',
        'a typed sentence → fresh view in VS Code',
        results.flatMap(({ views }) => views),
      ),
    ];
  },
};
