import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readText } from './files';

/** The keys that Helix knows (docs.helix-editor.com, “Languages”, 25.07). It refuses a file with any other. */
const serverKeys = ['command', 'args', 'config', 'timeout', 'environment', 'required-root-patterns'];
const languageKeys = [
  ...['name', 'language-id', 'scope', 'injection-regex', 'file-types', 'shebangs', 'roots', 'auto-format'],
  ...['diagnostic-severity', 'comment-tokens', 'block-comment-tokens', 'indent', 'language-servers', 'grammar'],
  ...['formatter', 'soft-wrap', 'text-width', 'rulers', 'path-completion', 'workspace-lsp-roots'],
  'persistent-diagnostic-sources',
];

type Table = Readonly<Record<string, unknown>>;

describe('the page on Helix', () => {
  const section = readText('docs/other-editors.md')
    .split(/^## /m)
    .find((each) => each.startsWith('Helix'));
  const settings = parse(/^```toml\n([\s\S]*?)^```$/m.exec(section ?? '')?.[1] ?? '') as unknown as {
    'language-server': Readonly<Record<string, Table>>;
    language: readonly Table[];
  };

  it('uses keys that Helix knows', () => {
    expect(Object.keys(settings).sort()).toEqual(['language', 'language-server']);
    for (const server of Object.values(settings['language-server']))
      expect(Object.keys(server).filter((key) => !serverKeys.includes(key))).toEqual([]);
    for (const language of settings.language)
      expect(Object.keys(language).filter((key) => !languageKeys.includes(key))).toEqual([]);
  });

  it('runs the server that the package installs, for Markdown and YAML', () => {
    const server = settings['language-server']['counterpoint'];
    expect(Object.keys(manifest.bin)).toContain(server?.['command']);
    expect(server?.['args']).toEqual(['--stdio']);
    for (const language of settings.language) expect(language['language-servers']).toContain('counterpoint');
    expect(settings.language.map(({ name }) => name)).toEqual(['markdown', 'yaml']);
  });

  it('gives settings that the server reads', () => {
    const known = Object.keys(manifest.contributes.configuration.properties);
    const given = settings['language-server']['counterpoint']?.['config'] as Table;
    const keys = (value: unknown, prefix: string): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, each]) => keys(each, prefix === '' ? key : `${prefix}.${key}`))
        : [prefix];
    expect(keys(given, '').filter((key) => !known.includes(key))).toEqual([]);
  });
});
