import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');
const places = mkdtempSync(join(tmpdir(), 'counterpoint package '));
afterAll(() => {
  rmSync(places, { recursive: true, force: true });
});

/** All that the package is made of. */
const sources = [
  ...['.vscodeignore', 'package.json', 'package-lock.json', 'package.nls.json', 'package.nls.zh-cn.json'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES.md', 'tsconfig.json'],
  ...['client', 'server', 'scripts', 'syntaxes', 'samples', 'docs'],
];

/** Copies the sources to a folder, in an order, and makes the package there by its own door. */
function packed(folder: string, order: readonly string[]): Buffer {
  mkdirSync(folder, { recursive: true });
  for (const name of order) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  execFileSync(process.execPath, [join(folder, 'scripts', 'package.mjs')], {
    cwd: folder,
    env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
    stdio: 'pipe',
  });
  return readFileSync(join(folder, `counterpoint-${manifest.version}.vsix`));
}

it('two builds of the same sources give the same package, byte for byte, wherever and whenever they are made', () => {
  const first = packed(join(places, 'here'), sources);
  const second = packed(join(places, 'far away', 'there'), [...sources].reverse());
  expect(first.length).toBeGreaterThan(100_000);
  expect(first.equals(second)).toBe(true);
}, 180_000);
