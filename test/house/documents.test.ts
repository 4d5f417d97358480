import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readText, root } from './files';

/** A document; empty where there is none, so that each test says what it misses. */
const document = (name: string): string => (existsSync(path.join(root, name)) ? readText(name) : '');

describe('README.md', () => {
  const readme = document('README.md');

  it.each(['npm start', 'npm test'])('shows the command %s in a block of its own', (command) => {
    const blocks = [...readme.matchAll(/^```(?:sh|bash|shell|console)\n([\s\S]*?)^```$/gm)].map(
      ([, block]) => block ?? '',
    );
    expect(blocks.some((block) => new RegExp(`^(?:\\$ )?${command}(?=\\s|$)`, 'm').test(block))).toBe(true);
  });

  it('names the version of Node that the package asks for', () => {
    expect(readme).toContain(manifest.engines.node.replace(/^>=/, '').replace(/\.0$/, ''));
  });

  it('names every setting by its key', () => {
    const keys = Object.keys(manifest.contributes.configuration.properties);
    expect(keys.filter((key) => !readme.includes(`\`${key}\``))).toEqual([]);
  });

  it('says why each library is there', () => {
    const names = Object.keys(manifest.dependencies)
      .filter((name) => !name.startsWith('@types/'))
      // The extensions are named along with what they extend.
      .map((name) => name.replace(/^(?:mdast-util|micromark-extension)-gfm-.*/, 'mdast-util-from-markdown'));
    expect(names.filter((name) => !readme.includes(name))).toEqual([]);
  });
});

describe('every document', () => {
  it.each([...['README.md', 'ARCHITECTURE.md', 'samples/README.md', 'docs/protocol.md', 'docs/other-editors.md']])(
    '%s links to files that are there',
    (name) => {
      const targets = [...document(name).matchAll(/\]\(([^()\s#]+)(?:#[^()\s]*)?\)/g)].map(
        ([, target]) => target ?? '',
      );
      const missing = targets
        .filter((target) => !/^[a-z]+:/i.test(target))
        .filter((target) => !existsSync(path.join(root, path.dirname(name), target)));
      expect(missing).toEqual([]);
    },
  );

  it('ARCHITECTURE.md names only files that are there', () => {
    const named = [...document('ARCHITECTURE.md').matchAll(/`((?:server|client|test|scripts|syntaxes)\/[^`\s*{}]*)`/g)];
    expect(named.map(([, file]) => file ?? '').filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });
});

it('CHANGELOG.md begins with the version of the package', () => {
  expect(/^## (\S+)/m.exec(document('CHANGELOG.md'))?.[1]).toBe(manifest.version);
});

it('LICENSE is the licence that the package names', () => {
  expect(document('LICENSE')).toContain(`${manifest.license} License`);
});
