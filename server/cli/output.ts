import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { writeDiskFile } from '../files/diskFiles';
import type { ReportOptions } from '../report/content';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';

/** Where a command's words go. */
export interface Output {
  /** Standard output: the result and nothing else. */
  print(text: string): void;
  /** Standard error: what happens meanwhile. */
  say(text: string): void;
  readonly width: number;
  readonly language: ReportOptions['language'];
}

/** Writes a result to the file that was named, and says so; else prints it. */
export async function deliver(
  written: string | Uint8Array,
  out: string | undefined,
  output: Output,
  t: Translate,
): Promise<void> {
  if (out !== undefined) {
    await writeDiskFile(URI.file(resolve(out)).toString(), written);
    output.say(t(msg('Wrote {0}.', out)));
  } else if (typeof written === 'string') {
    output.print(written);
  } else {
    fail(msg('This format is not for a terminal. Say where to write it: --out FILE'));
  }
}
