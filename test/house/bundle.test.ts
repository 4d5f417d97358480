import { builtinModules, createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { bundledFiles, noEnvironment, ownBundles, pageOptions, pages } from '../../scripts/build.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readText, root } from './files';

/** The bundles of scripts/build.mjs, and the most bytes that each may have. */
const bundles = [
  { name: 'client', entry: 'client/extension.ts', most: 600_000 },
  { name: 'server', entry: 'server/lsp/main.ts', most: 2_000_000 },
  { name: 'cli', entry: 'server/cli/main.ts', most: 1_800_000 },
  { name: 'docx', entry: 'server/report/docx.ts', most: 600_000 },
] as const;

/** As scripts/build.mjs has them, as far as they decide what goes in. */
const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  charset: 'utf8',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  plugins: [ownBundles],
  logLevel: 'silent',
  write: false,
};

interface Bundle {
  readonly bytes: number;
  /** The files that were read for it. */
  readonly inputs: readonly string[];
  /** Those of which something is in it. */
  readonly shipped: readonly string[];
  /** What is asked for when it runs. */
  readonly imports: readonly string[];
}
const made = new Map<string, Bundle>();
/** The files of the pages, by name. */
const pageFiles = new Map<string, Uint8Array>();
const of = (name: string): Bundle => made.get(name) ?? { bytes: Infinity, inputs: [], shipped: [], imports: [] };

beforeAll(async () => {
  await Promise.all(
    bundles.map(async ({ name, entry }) => {
      const { metafile } = await build({
        ...options,
        ...(name === 'server' || name === 'cli' ? noEnvironment : {}),
        metafile: true,
        entryPoints: [entry],
        outfile: `dist/${name}.js`,
      });
      const inputs = Object.keys(metafile.inputs);
      const outputs = Object.values(metafile.outputs);
      const imports = outputs.flatMap((output) => output.imports.map((each) => each.path));
      made.set(name, { bytes: outputs[0]?.bytes ?? Infinity, inputs, shipped: bundledFiles(metafile), imports });
    }),
  );
  const { metafile, outputFiles } = await build({ ...pageOptions, write: false, metafile: true });
  for (const { path, contents } of outputFiles) pageFiles.set(path.slice(path.lastIndexOf('/') + 1), contents);
  made.set('pages', {
    bytes: 0,
    inputs: Object.keys(metafile.inputs),
    shipped: bundledFiles(metafile),
    imports: Object.values(metafile.outputs).flatMap((output) => output.imports.map((each) => each.path)),
  });
}, 60_000);

const packageOf = (file: string): string | undefined => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

it('the bundles are those that scripts/build.mjs makes', () => {
  const script = readText('scripts/build.mjs');
  const entries = [...script.matchAll(/entryPoints: \['([^']+)'\]/g)].map(([, entry]) => entry);
  expect(entries).toEqual(bundles.map(({ entry }) => entry));
  for (const name of ['platform', 'target', 'format', 'minify', 'keepNames', 'legalComments', 'charset'] as const)
    expect(script).toMatch(new RegExp(`\\b${name}: '?${String(options[name])}'?,`));
  expect(script).toContain("mainFields: ['module', 'main'],");
  expect(script).toContain("external: ['vscode'],");
});

describe.each(bundles)('the bundle of the $name', ({ name, most }) => {
  it('keeps to its size', () => {
    expect(of(name).bytes).toBeLessThanOrEqual(most);
  });

  it('takes from natural the parts that it needs: the root prints, and reads .env', () => {
    const inputs = of(name).inputs.filter((file) => packageOf(file) === 'natural');
    expect(inputs.filter((file) => !/natural\/lib\/natural\/\w+\/\w+\.js$/.test(file))).toEqual([]);
    expect(inputs.length).toBeLessThan(10);
  });

  it('holds nothing of the databases and files of settings that natural depends on', () => {
    const { dependencies } = createRequire(import.meta.url)('natural/package.json') as { dependencies: object };
    const unwanted = new Set([...Object.keys(dependencies), 'mongodb', 'bson', 'iconv-lite']);
    expect(unwanted).toContain('mongoose');
    expect(of(name).inputs.filter((file) => unwanted.has(packageOf(file) ?? ''))).toEqual([]);
  });

  it('finds all it asks for where it runs', () => {
    const own = bundles.map((bundle) => `./${bundle.name}.js`);
    const there = new Set([...builtinModules, ...own, ...(name === 'client' ? ['vscode'] : [])]);
    expect(of(name).imports.filter((path) => !there.has(path.replace(/^node:/, '')))).toEqual([]);
  });
});

it('the client has nothing of the server but the protocol', () => {
  expect(of('client').inputs.filter((file) => file.startsWith('server/'))).toEqual(['server/protocol.ts']);
});

describe('the pages of the views', () => {
  it.each(Object.keys(pages))('%s: script and style keep to 150 KB, packed', (name) => {
    const sizes = ['js', 'css'].map((kind) => {
      const file = pageFiles.get(`page-${name}.${kind}`);
      return file === undefined ? Infinity : gzipSync(file).length;
    });
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  });

  it('have nothing of the server but the protocol, nothing of the editor, and load nothing', () => {
    const { inputs, imports } = of('pages');
    expect(inputs.filter((file) => file.startsWith('server/') && file !== 'server/protocol.ts')).toEqual([]);
    expect(inputs.length).toBeGreaterThan(5);
    expect(imports).toEqual([]);
  });
});

describe('the packages in the bundles', () => {
  const bundled = (): readonly string[] => [
    ...new Set([...made.values()].flatMap(({ shipped }) => shipped.flatMap((file) => packageOf(file) ?? []))),
  ];

  it('are those that THIRD-PARTY-NOTICES.md names, with their versions', () => {
    const [, packages = ''] = readText('THIRD-PARTY-NOTICES.md').split('\n## Packages\n');
    const named = [...packages.matchAll(/^### (\S+ \S+) \(/gm)].map(([, each]) => each);
    const versionOf = (name: string): string =>
      (JSON.parse(readText(`node_modules/${name}/package.json`)) as { version: string }).version;
    expect(named).toEqual([...bundled()].sort().map((name) => `${name} ${versionOf(name)}`));
  });

  it('are all the dependencies of package.json: none is there for nothing', () => {
    const names = Object.keys(manifest.dependencies).filter((name) => !name.startsWith('@types/'));
    expect(names.filter((name) => !bundled().includes(name))).toEqual([]);
  });
});
