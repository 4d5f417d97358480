// `npm run --silent counterpoint -- …`: the command line from a checkout. Sets up what it needs; standard output is the command's alone.
import path from 'node:path';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { door, root, run } from './steps.mjs';

door(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return (await run(process.execPath, [path.join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], { cwd })).code;
});
