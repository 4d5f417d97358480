import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { defaults } from '../../server/lsp/settings';
import { hoverCommands } from '../../server/protocol';
import { readText, root, sourceNamesIn } from './files';

const given = new Map<string, unknown>();
vi.mock('vscode', () => ({
  workspace: { getConfiguration: () => ({ get: (key: string): unknown => given.get(key) }) },
}));

const { modelDefaults } = await import('../../client/settings');

const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command).sort();
const sources = [...sourceNamesIn('client'), ...sourceNamesIn('server')].map((name) => ({
  name,
  text: readText(name),
}));
const clientSources = sources.filter(({ name }) => name.startsWith('client/'));

/** What a pattern's group finds in the sources, each once, sorted. */
function found(pattern: RegExp, where: readonly { readonly text: string }[] = sources): readonly string[] {
  return [...new Set(where.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, match]) => match ?? '')))].sort();
}

/** Whether `.vscodeignore` lets a file into the package. Its lines know `*` and `**` only. */
function ships(file: string): boolean {
  const name = path.posix.normalize(file);
  const allowed = ignoreLines.slice(1).map((line) => line.replace(/^!/, ''));
  return allowed.some((line) => {
    const pattern = line.replace(/[.]/g, '\\.').replace(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^/]*'));
    return new RegExp(`^${pattern}$`).test(name);
  });
}
const ignoreLines = readText('.vscodeignore')
  .split('\n')
  .filter((line) => line !== '');

describe('the commands', () => {
  it('that are contributed are all registered, and no others', () => {
    // `step` of client/steps.ts registers as well.
    expect(found(/\b(?:command|registerCommand|step)\(\s*(?:app,\s*)?'(counterpoint\.\w+)'/g, clientSources)).toEqual(
      commands,
    );
  });

  it('that menus and keys name are contributed', () => {
    const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(
      ({ command }) => command,
    );
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it('that the code runs, or offers, are contributed', () => {
    const run = found(/(?:executeCommand\(|command: )'(counterpoint\.\w+)'/g);
    expect([...run, ...hoverCommands].filter((command) => !commands.includes(command))).toEqual([]);
    expect(run).toContain('counterpoint.openPair');
  });

  it('that a hover links to are those it may run', () => {
    const hover = sources.filter(({ name }) => name === 'server/lsp/hover.ts');
    expect(found(/'(counterpoint\.\w+)'/g, hover)).toEqual([...hoverCommands].sort());
  });

  it('have no key in common', () => {
    const keys = contributes.keybindings.flatMap(({ key, mac, when }) => [`${key} ${when}`, `mac ${mac} ${when}`]);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('have names of their own, all of them in one category', () => {
    const titles = contributes.commands.map(({ title }) => title);
    expect(titles).toEqual([...new Set(titles)]);
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Counterpoint']));
  });

  it('show and hide by context keys that the client sets', () => {
    const clauses = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ when }) => when);
    const views = clauses.flatMap((when) => /\bview == (\S+)/.exec(when)?.[1] ?? []);
    // The editor's own panel of notes.
    const known = ['workbench.panel.comments', ...contributes.views.counterpoint.map(({ id }) => id)];
    expect(views.filter((view) => !known.includes(view))).toEqual([]);
    const keys = clauses.flatMap(
      (when) =>
        when
          .replace(/\bactiveWebviewPanelId == '[\w.]+'/g, '')
          .replace(/\bview == \S+/g, '')
          .match(/\bcounterpoint\.\w+/g) ?? [],
    );
    expect([...new Set(keys)].sort()).toEqual(found(/'setContext',\s*'(counterpoint\.\w+)'/g, clientSources));
  });
});

describe('the settings', () => {
  const properties: Readonly<Record<string, { default: unknown; enum?: readonly string[] }>> =
    contributes.configuration.properties;
  const readByClient = found(/\b(?:setting|onDidChangeSetting)\('(\w+)'/g, clientSources);
  const readByServer = Object.entries(defaults).flatMap(([section, keys]) =>
    Object.entries(keys as Readonly<Record<string, unknown>>).map(([key, value]) => ({
      key: `${section}.${key}`,
      value,
    })),
  );

  it('that are contributed are all read, and no others', () => {
    const ofModel = Object.keys(modelDefaults).map((key) => `model.${key}`);
    const read = [...readByClient, ...ofModel, ...readByServer.map(({ key }) => key)];
    expect(read.map((key) => `counterpoint.${key}`).sort()).toEqual(Object.keys(properties).sort());
  });

  it('are read in one place of the client and one of the server', () => {
    const readers = sources.filter(({ text }) => text.includes("getConfiguration('counterpoint')"));
    expect(readers.map(({ name }) => name)).toEqual(['client/settings.ts', 'server/lsp/server.ts']);
  });

  it.each(readByClient)('have the client’s default and choices: %s', async (key) => {
    const { setting } = await import('../../client/settings');
    const read = (value: unknown): unknown => {
      given.set(key, value);
      return setting(key as Parameters<typeof setting>[0]);
    };
    const property = properties[`counterpoint.${key}`];
    expect(read(undefined)).toBe(property?.default);
    expect(read('no such choice')).toBe(property?.default);
    expect(property?.enum?.map(read)).toEqual(property?.enum);
  });

  it.each(readByServer)('have the server’s default: $key', ({ key, value }) => {
    expect(properties[`counterpoint.${key}`]?.default).toBe(value);
  });

  it.each(Object.entries(modelDefaults))('have the client’s default: model.%s', (key, value) => {
    expect(properties[`counterpoint.model.${key}`]?.default).toBe(value);
  });

  it('have defaults that are among their choices', () => {
    const wrong = Object.entries(properties).filter(([, { default: value, enum: choices }]) => {
      return choices !== undefined && !choices.includes(String(value));
    });
    expect(wrong).toEqual([]);
  });
});

describe('the colours', () => {
  const ids = contributes.colors.map(({ id }) => id).sort();

  it.each(contributes.colors)('$id is given for all four kinds of theme', ({ defaults }) => {
    expect(Object.keys(defaults).sort()).toEqual(['dark', 'highContrast', 'highContrastLight', 'light']);
    expect(Object.values(defaults).filter((colour) => !/^#(?:[\dA-F]{6}|[\dA-F]{8})$/.test(colour))).toEqual([]);
  });

  it('that are contributed are all used, and no others', () => {
    const marks = ['convergence', 'divergence', 'related', 'silence', 'mixed'];
    const used = found(/new vscode\.ThemeColor\(['`](counterpoint\.[^'`]+)['`]\)/g, clientSources).flatMap((id) =>
      id.includes('${name}') ? marks.map((mark) => id.replace('${name}', mark)) : [id],
    );
    expect([...used].sort()).toEqual(ids);
  });

  it('have an icon for each mark, in light and dark', () => {
    const marks = ids.flatMap((id) => /^counterpoint\.(\w+)Foreground$/.exec(id)?.[1] ?? []);
    const icons = marks.flatMap((mark) => [`${mark}-dark.svg`, `${mark}-light.svg`]);
    const themed = readdirSync(path.join(root, 'client/media')).filter((name) => /-(?:dark|light)\.svg$/.test(name));
    expect(themed.sort()).toEqual(icons.sort());
  });
});

describe('the extension', () => {
  it('runs in every editor that it says it runs in', () => {
    const types = createRequire(import.meta.url)('@types/vscode/package.json') as { version: string };
    const number = (version: string): number => {
      const [major = '', minor = ''] = version.replace(/^\^/, '').split('.');
      return Number(major) * 10_000 + Number(minor);
    };
    expect(manifest.engines.vscode).toMatch(/^\^\d+\.\d+\.\d+$/);
    expect(number(types.version)).toBeLessThanOrEqual(number(manifest.engines.vscode));
  });

  it('wakes for essays, not for everything', () => {
    expect(manifest.activationEvents.filter((event) => event === '*' || event === 'onStartupFinished')).toEqual([]);
  });

  it('has the files that its languages, grammars, views and walkthroughs name', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
      ...contributes.languages.map((language) => language.configuration),
      ...contributes.grammars.map((g) => g.path),
    ];
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('gives grammars to languages that it contributes, under their own scope names', () => {
    const languages = contributes.languages.map(({ id }) => id);
    expect(contributes.grammars.map(({ language }) => language)).toEqual(languages);
    for (const grammar of contributes.grammars)
      expect((JSON.parse(readText(grammar.path)) as { scopeName: string }).scopeName).toBe(grammar.scopeName);
  });
});

describe('the package', () => {
  it('holds what is allowed, and nothing else', () => {
    const [first, ...others] = ignoreLines;
    expect(first).toBe('**');
    expect(others.filter((line) => !line.startsWith('!'))).toEqual([]);
  });

  it.each([
    'package.json',
    'package.nls.json',
    'package.nls.zh-cn.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    'THIRD-PARTY-NOTICES.md',
    manifest.main,
    ...Object.values(manifest.bin),
    `${manifest.l10n}/bundle.l10n.zh-cn.json`,
    ...contributes.languages.map((language) => language.configuration),
    ...contributes.grammars.map((grammar) => grammar.path),
    ...contributes.yamlValidation.map((schema) => schema.url),
    'client/media/mixed-dark.svg',
    'dist/page-pairedReading.js',
    'dist/page-pairedReading.css',
    manifest.icon,
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    'samples/counterpoint.yaml',
    'samples/essays/1-chinese.essay.md',
  ])('holds %s', (file) => {
    expect(ships(file)).toBe(true);
  });

  it.each(['node_modules/yaml/package.json', 'server/lsp/main.ts', 'test/vitest.config.mts', 'dist/client.js.map'])(
    'does not hold %s',
    (file) => {
      expect(ships(file)).toBe(false);
    },
  );
});
