// Bundles the extension, the language server and the command line into dist/, and writes the schemas of the corpus files.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './steps.mjs';

const dist = path.join(root, 'dist');

/**
 * Parts that are large and seldom needed are bundles of their own: `import('./docx')` reads `dist/docx.js` when it comes to that.
 * @type {import('esbuild').Plugin}
 */
export const ownBundles = {
  name: 'own-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /\/docx$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './docx.js', external: true } : undefined,
    );
  },
};

/**
 * What libraries would read of the environment is not theirs to read: `yaml` looks for switches of its debugging in it (its build for browsers
 * does not), and `vscode-jsonrpc` for a folder of pipes that only the editor's side makes. `test/protocol/confined.test.ts` watches over it.
 * @type {Pick<import('esbuild').BuildOptions, 'alias' | 'define'>}
 */
export const noEnvironment = {
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  define: { 'process.env.XDG_RUNTIME_DIR': 'undefined' },
};

/** The pages of the views, each with a bundle of its own for the browser: `dist/page-NAME.js` and `.css`. */
export const pages = {
  pairedReading: 'client/page/pairedReading/main.ts',
  corpusOverview: 'client/page/corpusOverview/main.ts',
  conceptLens: 'client/page/conceptLens/main.ts',
};

/** How the pages are bundled. @type {import('esbuild').BuildOptions} */
export const pageOptions = {
  absWorkingDir: root,
  entryPoints: Object.entries(pages).map(([name, entry]) => ({ in: entry, out: `page-${name}` })),
  outdir: 'dist',
  bundle: true,
  platform: 'browser',
  // The oldest editor that Counterpoint runs in has Chromium 132.
  target: 'chrome132',
  format: 'iife',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** Builds everything; the same sources give the same bytes. */
export async function build() {
  const esbuild = await import('esbuild');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // Names stay, so that a stack trace of a reader's error report can be read.
    keepNames: true,
    legalComments: 'none',
    // Chinese as it is: escaped, it would be twice as long.
    charset: 'utf8',
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    external: ['vscode'],
    plugins: [ownBundles],
    metafile: true,
  };
  const bundles = await Promise.all([
    esbuild.build({ ...common, entryPoints: ['client/extension.ts'], outfile: 'dist/client.js' }),
    esbuild.build({
      ...common,
      ...noEnvironment,
      entryPoints: ['server/lsp/main.ts'],
      outfile: 'dist/server.js',
      banner: { js: '#!/usr/bin/env node' },
    }),
    esbuild.build({ ...common, ...noEnvironment, entryPoints: ['server/cli/main.ts'], outfile: 'dist/cli.js' }),
    esbuild.build({ ...common, entryPoints: ['server/report/docx.ts'], outfile: 'dist/docx.js' }),
    esbuild.build(pageOptions),
  ]);
  await writeSchemas(esbuild);
  await writeFile(path.join(dist, '.built'), '');
  return bundledPackages(bundles.flatMap((bundle) => bundledFiles(bundle.metafile)));
}

/**
 * The files of which something is in a bundle; what was read but shaken out is not.
 * @param {import('esbuild').Metafile | undefined} metafile
 * @returns {string[]}
 */
export function bundledFiles(metafile) {
  const outputs = Object.values(metafile?.outputs ?? {});
  return outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
}

/**
 * The packages whose code ended up in a bundle.
 * @param {readonly string[]} inputs paths of source files
 * @returns {string[]} names, sorted
 */
function bundledPackages(inputs) {
  const names = inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/**
 * The JSON Schemas of the corpus files, reading files and review lines, from the very definitions that check them.
 * @param {typeof import('esbuild')} esbuild
 */
async function writeSchemas(esbuild) {
  const file = path.join(dist, 'schemas.cjs');
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: `import { z } from 'zod'; import * as s from './server/corpus/schema'; import { readingFileSchema } from './server/readings/readingFile';
        import { annotationSchema } from './server/review/annotation';
        const json = (schema) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-7' });
        export const schemas = { counterpoint: json(s.manifestSchema), lexicon: json(s.lexiconSchema), reading: json(readingFileSchema), review: json(annotationSchema) };`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: file,
    logLevel: 'warning',
  });
  const { schemas } = await import(`${pathToFileURL(file).href}?${process.hrtime.bigint()}`);
  for (const [name, schema] of Object.entries(schemas))
    await writeFile(path.join(dist, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
  await rm(file);
}

if (process.argv[1] === path.join(root, 'scripts', 'build.mjs')) await build();
