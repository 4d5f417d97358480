import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { URI } from 'vscode-uri';
import { manifestName, type Pair } from '../corpus/corpus';
import { uriIn } from '../corpus/loadCorpus';
import { modelRefusal } from '../corpus/modelUse';
import type { Translate } from '../report/translate';
import { type Message, msg } from '../text/message';
import { fail } from './failure';
import { corpusFolder, type OpenedCorpus } from './openCorpus';
import type { Output } from './output';
import { readText } from './wantedReadings';

/** Fails where the nearest manifest above either essay forbids models. */
export async function refuseWhereForbidden(opened: OpenedCorpus, pair: Pair): Promise<void> {
  for (const { path } of [pair.left, pair.right]) {
    const folder = await corpusFolder(URI.parse(uriIn(opened.root, path)).fsPath);
    const refusal = modelRefusal(folder === undefined ? undefined : await readText(resolve(folder, manifestName)));
    if (refusal !== undefined) fail(refusal);
  }
}

/** Says what goes where, and asks. Nothing is sent without a yes. */
export async function confirmSending(
  what: readonly Message[],
  isSaid: boolean,
  output: Output,
  t: Translate,
): Promise<void> {
  for (const each of what) output.say(t(each));
  if (isSaid) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) fail(msg('Nothing was sent. Add --yes to send it.'));
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${t(msg('Send it? (y/N)'))} `);
    if (!/^(?:y|yes|是|好)$/i.test(answer.trim())) fail(msg('Nothing was sent.'));
  } finally {
    asking.close();
  }
}

/** The key of a server, from the environment; undefined for a server that needs none. */
export function keyOfEnvironment(): string | undefined {
  const key = process.env['COUNTERPOINT_API_KEY'];
  return key === '' ? undefined : key;
}
