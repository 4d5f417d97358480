// `npm run package`: makes the VSIX. Two builds of one commit give the same bytes: times come from the commit (SOURCE_DATE_EPOCH).
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from './setup.mjs';
import { door, root, run, step, StepFailed } from './steps.mjs';

door(async () => {
  await ensureInstalled();
  const { createVSIX } = await import('@vscode/vsce');
  const { build } = await import('./build.mjs');
  await step('Building', build);
  const commit = await run('git', ['log', '-1', '--format=%ct'], { quiet: true }).catch(() => ({
    code: 1,
    output: '',
  }));
  process.env['SOURCE_DATE_EPOCH'] ??= commit.code === 0 ? commit.output.trim() : '315532800';
  const manifest = (await import('../package.json', { with: { type: 'json' } })).default;
  const file = path.join(root, `counterpoint-${manifest.version}.vsix`);
  await step('Packing', async () => {
    await createVSIX({
      cwd: root,
      packagePath: file,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    }).catch((error) => {
      throw new StepFailed(`The package was not made: ${error instanceof Error ? error.message : String(error)}`);
    });
  });
  console.log(`${file} (${((await stat(file)).size / 1e6).toFixed(2)} MB)`);
  return 0;
});
