/** The size of what readers install. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import type { Measure } from './measure';

export const packaged: Measure = {
  name: 'package',
  measure({ root }) {
    execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs')], { cwd: root, stdio: 'ignore' });
    const file = (name: string): number => statSync(join(root, name)).size / 1e6;
    return Promise.resolve([
      {
        id: 'package.vsix',
        what: 'the extension, packed',
        value: file(`counterpoint-${version}.vsix`),
        unit: 'MB',
        of: 1,
      },
      { id: 'package.client', what: 'its client bundle', value: file('dist/client.js'), unit: 'MB', of: 1 },
      { id: 'package.server', what: 'its server bundle', value: file('dist/server.js'), unit: 'MB', of: 1 },
    ]);
  },
};
