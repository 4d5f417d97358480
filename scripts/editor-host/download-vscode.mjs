// Downloads desktop VS Code with @vscode/test-electron, in a process of its own: what cannot be reached keeps its
// requests and retries going for long, and here they end with the process. Started by `tryDownload()`, never by hand.

import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { message } from './cache.mjs';

const [, , version = 'stable', cachePath = ''] = process.argv;
process.once('disconnect', () => process.exit(1));

try {
  const executable = await downloadAndUnzipVSCode({
    version,
    cachePath,
    timeout: 8_000,
    reporter: {
      report(progress) {
        if (progress.stage === 'downloading') tell({ bytes: progress.bytesSoFar, total: progress.totalBytes });
        if (progress.stage === 'retrying') leave({ error: message(progress.error) });
      },
      error: (error) => leave({ error: message(error) }),
    },
  });
  leave({ executable });
} catch (error) {
  leave({ error: message(error) });
}

/** @param {object} what */
function tell(what) {
  process.send?.(what);
}

/** @param {object} what */
function leave(what) {
  process.send?.(what, () => process.exit(0));
}
