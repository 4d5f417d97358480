/** From an edit to fresh links at the server, and from a cancellation to its answer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { Essay } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';
import { linesOf } from '../../server/lsp/positions';
import { type Figure, quantiles, timed } from './figures';
import { generatedCorpus, generatedSentence, randomFrom } from './generatedEssays';
import { write } from './inputs';
import type { Measure } from './measure';
import { pairsOf, startServer } from './servers';

/** Types sentences into an essay one after the other, each at the end of some passage, and takes each back before the next. */
async function edits(
  folder: string,
  path: string,
  essay: Essay,
  count: number,
  onEdit: (typing: {
    change: () => Promise<void>;
    ask: () => Promise<number>;
    changed: () => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const measured = await startServer(folder);
  const { server } = measured;
  const uri = await server.open(path, essay.text, 'counterpoint-essay');
  const [pair] = await server.ask('counterpoint/pairsOf', { uri });
  const random = randomFrom(7);
  let version = 1;
  let heard = 0;
  const change = async (range: object, text: string): Promise<void> => {
    version += 1;
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  };
  const ask = async (): Promise<number> => {
    const comparison = await server.ask('counterpoint/comparison', { pair: pair!.id });
    return comparison!.revision;
  };
  const told = (): number =>
    server.notifications.filter(({ method }) => method === 'counterpoint/comparisonsChanged').length;
  await ask();
  for (let edit = 0; edit < count; edit += 1) {
    const passage = essay.passages[Math.floor(random() * essay.passages.length)]!;
    const place = linesOf(essay).positionAt(passage.end);
    const text = ` ${generatedSentence(1, edit)}`;
    const before = await ask();
    heard = told();
    await onEdit({
      change: () => change({ start: place, end: place }, text),
      ask: async () => {
        const revision = await ask();
        if (revision <= before) throw new Error('the comparison is not of the edited essay');
        return revision;
      },
      changed: () => server.until(() => told() > heard),
    });
    heard = told();
    await change({ start: place, end: { line: place.line, character: place.character + text.length } }, '');
    await ask();
    await server.until(() => told() > heard);
  }
  await server.stop();
}

async function freshLinks(folder: string, path: string, essay: Essay, count: number): Promise<number[]> {
  const times: number[] = [];
  await edits(folder, path, essay, count, async ({ change, ask }) => {
    times.push(
      await timed(async () => {
        await change();
        await ask();
      }),
    );
  });
  return times;
}

export const editing: Measure = {
  name: 'edit',
  async measure({ input }) {
    const longest = input.pairs.toSorted((a, b) => b.left.text.length - a.left.text.length)[0]!;
    const figures: Figure[] = quantiles(
      'edit',
      'a typed sentence → fresh links, longest essay',
      await freshLinks(input.folder, longest.paths.left, longest.left, 40),
    );
    const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
    const files = generatedCorpus(1, 2150);
    for (const [path, text] of files) write(join(folder, path), text);
    const path = 'essays/1-left.essay.md';
    const times = await freshLinks(folder, path, readEssay(files.get(path)!), 40);
    figures.push(...quantiles('edit.engine', 'a typed sentence → fresh links, generated essays (engine)', times));
    rmSync(folder, { recursive: true, force: true });
    const views: number[] = [];
    await edits(input.folder, longest.paths.left, longest.left, 20, async ({ change, ask, changed }) => {
      views.push(
        await timed(async () => {
          await change();
          await changed();
          await ask();
        }),
      );
    });
    figures.push(...quantiles('edit.told', 'a keystroke → the server tells the editor → fresh links', views));
    return figures;
  },
};

/** The time from a cancellation to the answer, while a long pair (20,000 words a side) is being aligned after an edit. */
export const cancelling: Measure = {
  name: 'cancel',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
    for (const [path, text] of generatedCorpus(1, 20_000)) write(join(folder, path), text);
    const measured = await startServer(folder);
    const { server } = measured;
    const path = 'essays/1-left.essay.md';
    const text = generatedCorpus(1, 20_000).get(path)!;
    const uri = await server.open(path, text, 'counterpoint-essay');
    const [pair] = await pairsOf(measured);
    await server.ask('counterpoint/comparison', { pair: pair!.id });
    const times: number[] = [];
    let whole = 0;
    for (let run = 0; run < 25; run += 1) {
      // Much is new, so that there is work to cancel however little an edit costs.
      const shuffled = text.replaceAll('the', run % 2 === 0 ? 'thee' : 'thy');
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: run + 2 },
        contentChanges: [{ text: shuffled }],
      });
      const source = new CancellationTokenSource();
      const state = { isAnswered: false };
      const start = performance.now();
      const answer = server.connection
        .sendRequest('counterpoint/comparison', { pair: pair!.id }, source.token)
        .catch(() => undefined)
        .then(() => {
          state.isAnswered = true;
        });
      if (run === 0) {
        await answer;
        whole = performance.now() - start;
        continue;
      }
      // At another moment of the work each time.
      await new Promise((resolve) => setTimeout(resolve, (whole * run) / 30));
      if (state.isAnswered) continue;
      const cancelled = performance.now();
      source.cancel();
      await answer;
      times.push(performance.now() - cancelled);
    }
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    return quantiles('cancel', `cancelled while aligning (${Math.round(whole)} ms of work) → answered`, times);
  },
};
