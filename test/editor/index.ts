import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

// The suites register themselves with mocha's globals, which exist only once a runner does.
const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false });
const only = process.env['COUNTERPOINT_GREP'];
if (only !== undefined) mocha.grep(only);
mocha.suite.emit('pre-require', globalThis, '', mocha);

/* eslint-disable @typescript-eslint/no-require-imports -- must come after the globals */
if (process.env['COUNTERPOINT_UNTRUSTED'] === undefined) require('./suites');
else require('./untrusted.suite');
/* eslint-enable @typescript-eslint/no-require-imports */

/** What test-electron calls: runs the suites and fails when a test did. */
export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    let passed = 0;
    const runner = mocha.run((failed) => {
      const results = process.env['COUNTERPOINT_RESULTS'];
      if (results !== undefined) writeFileSync(results, JSON.stringify({ passed, failed }));
      console.log(`editor: ${passed} passed, ${failed} failed`);
      if (failed > 0) reject(new Error(`${failed} editor tests failed`));
      else resolve();
    });
    runner.on('pass', () => {
      passed += 1;
    });
  });
}
