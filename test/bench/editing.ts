/** From an edit to fresh links at the server, and from a cancellation to its answer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { ComparisonView } from '../../server/protocol';
import { type Figure, quantiles, timed } from './figures';
import { generatedCorpus, generatedSentence, randomFrom } from './generatedEssays';
import { write } from './inputs';
import type { Measure } from './measure';
import { pairsOf, startServer } from './servers';

/**
 * Types sentences into an essay one after the other, each before some linked claim, and takes each back before the next. Elsewhere nothing
 * that is shown might move, and the server would rightly tell of nothing new.
 */
async function edits(
  { folder, path, text }: { folder: string; path: string; text: string },
  count: number,
  onEdit: (typing: {
    type: () => Promise<void>;
    takeBack: () => Promise<void>;
    ask: () => Promise<void>;
    isTold: () => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const measured = await startServer(folder);
  const { server } = measured;
  const uri = await server.open(path, text, 'counterpoint-essay');
  const [pair] = await server.ask('counterpoint/pairsOf', { uri });
  const random = randomFrom(7);
  let version = 1;
  let heard = 0;
  const change = async (range: object, typed: string): Promise<void> => {
    version += 1;
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: typed }],
    });
  };
  const ask = async (): Promise<ComparisonView> => (await server.ask('counterpoint/comparison', { pair: pair!.id }))!;
  const told = (): number =>
    server.notifications.filter(({ method }) => method === 'counterpoint/comparisonsChanged').length;
  const side = pair!.left.uri === uri ? 'left' : 'right';
  const places = (await ask()).links.map((link) => link[side][0]!.range.start);
  for (let edit = 0; edit < count; edit += 1) {
    const place = places[Math.floor(random() * places.length)]!;
    const typed = `${generatedSentence(1, edit)} `;
    const typedRange = { start: place, end: { line: place.line, character: place.character + typed.length } };
    let { revision } = await ask();
    await onEdit({
      type: () => change({ start: place, end: place }, typed),
      takeBack: () => change(typedRange, ''),
      ask: async () => {
        const before = revision;
        ({ revision } = await ask());
        if (revision <= before) throw new Error('the comparison is not of the essay as it is now');
      },
      // One who has asked is not told of what they have been answered.
      isTold: async () => {
        await server.until(() => told() > heard);
        heard = told();
      },
    });
  }
  await server.stop();
}

async function freshLinks(essay: { folder: string; path: string; text: string }, count: number): Promise<number[]> {
  const times: number[] = [];
  await edits(essay, count, async ({ type, takeBack, ask }) => {
    times.push(
      await timed(async () => {
        await type();
        await ask();
      }),
    );
    await takeBack();
    await ask();
  });
  return times;
}

export const editing: Measure = {
  name: 'edit',
  async measure({ input }) {
    const longest = input.pairs.toSorted((a, b) => b.left.text.length - a.left.text.length)[0]!;
    const essay = { folder: input.folder, path: longest.paths.left, text: longest.left.text };
    const figures: Figure[] = quantiles(
      'edit',
      'a typed sentence → fresh links, longest essay',
      await freshLinks(essay, 40),
    );
    const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
    const files = generatedCorpus(1, 2150);
    for (const [path, text] of files) write(join(folder, path), text);
    const path = 'essays/1-left.essay.md';
    const times = await freshLinks({ folder, path, text: files.get(path)! }, 40);
    figures.push(...quantiles('edit.engine', 'a typed sentence → fresh links, generated essays (engine)', times));
    rmSync(folder, { recursive: true, force: true });
    const views: number[] = [];
    await edits(essay, 20, async ({ type, takeBack, ask, isTold }) => {
      views.push(
        await timed(async () => {
          await type();
          await isTold();
          await ask();
        }),
      );
      await takeBack();
      await isTold();
      await ask();
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
