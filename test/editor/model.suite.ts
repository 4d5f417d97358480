import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, file, openPair, until } from './kit';

type Show = (...args: readonly unknown[]) => Thenable<unknown>;

/** What the extension in `chat-provider/` gives: the messages of each call so far, and what to answer. */
interface FakeModel {
  asked: string[][];
  answer: (call: number) => string;
}

/** Another extension's chat model, which the editor offers as it offers any. Undefined where the editor is too old for that. */
async function fakeModel(): Promise<FakeModel | undefined> {
  if (!('registerLanguageModelChatProvider' in vscode.lm)) return undefined;
  const provider = vscode.extensions.getExtension<FakeModel>('counterpoint-tests.chat-provider');
  assert.ok(provider, 'the extension with the model is there');
  const model = await provider.activate();
  await until('the model', async () => (await vscode.lm.selectChatModels()).some(({ name }) => name === 'Fake model'));
  return model;
}

/** Answers the editor's questions in the reader's place. (Tests share the extension's own `vscode`.) */
async function asReader(agrees: boolean, work: (details: readonly string[]) => Promise<void>): Promise<void> {
  const details: string[] = [];
  const window = vscode.window as unknown as Record<string, Show>;
  const before = { pick: window['showQuickPick']!, say: window['showInformationMessage']! };
  window['showQuickPick'] = (items) =>
    Promise.resolve((items as readonly vscode.QuickPickItem[]).find(({ label }) => label === 'Fake model'));
  window['showInformationMessage'] = (_title, options, send) => {
    details.push((options as vscode.MessageOptions).detail ?? '');
    return Promise.resolve(agrees ? send : undefined);
  };
  try {
    await work(details);
  } finally {
    window['showQuickPick'] = before.pick;
    window['showInformationMessage'] = before.say;
  }
}

const reply = (left: string, right: string): string =>
  JSON.stringify({
    links: [{ left: [left], right: [right], topic: 'a test', reason: 'Both.', relation: 'convergence', strength: 2 }],
  });

describe('Read with a Model…', () => {
  let model: FakeModel;

  before(async function () {
    const found = await fakeModel();
    if (found === undefined) this.skip();
    else model = found;
  });
  beforeEach(() => {
    model.asked = [];
  });
  afterEach(closeAll);

  it('says what goes where, and sends nothing without a yes', async () => {
    await openPair('samples/essays/3-chinese.essay.md');
    await asReader(false, async (details) => {
      await vscode.commands.executeCommand('counterpoint.readWithModel');
      assert.match(details[0] ?? '', /sent to Fake model: about [\d,]+ tokens in 2 calls/);
      assert.strictEqual(model.asked.length, 0);
    });
  });

  it('shows the reading of a model that the editor has, and keeps it beside the essays', async () => {
    const { comparisonOf } = await api();
    const { left } = await openPair('samples/essays/3-chinese.essay.md');
    const path = 'samples/building-abroad.fake-model.reading.json';
    model.answer = (call) => (call === 0 ? reply('L1', 'R1') : reply('L5', 'R19'));
    await asReader(true, async () => {
      await vscode.commands.executeCommand('counterpoint.readWithModel');
      assert.strictEqual(model.asked.length, 2);
      assert.match(model.asked[0]!.join('\n'), /^L1\b/m, 'the essays go as numbered sentences');
      await until('the model’s reading', async () =>
        /Fake model/.test((await comparisonOf(left.document.uri))?.reading ?? ''),
      );
      const comparison = await comparisonOf(left.document.uri);
      assert.strictEqual(comparison?.links.length, 2);
      assert.ok(comparison.links.every(({ source }) => source === 'model'));
      await vscode.commands.executeCommand('counterpoint.readChangedWithModel');
      assert.strictEqual(model.asked.length, 2, 'nothing has changed');
      const pair = comparison.pair.id;
      const published = 'published:The samples, read side by side';
      await vscode.commands.executeCommand('counterpoint.chooseReading', pair, published);
    });
    await vscode.workspace.fs.delete(file(path));
  });
});
