import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, file, openPair, until } from './kit';

type Show = (...args: readonly unknown[]) => Thenable<unknown>;

/** Answers the editor's questions in the reader's place, and stands in for a chat model. (Tests share the extension's own `vscode`.) */
async function withModel(
  answer: (call: number) => string,
  agrees: boolean,
  work: (asked: readonly (readonly vscode.LanguageModelChatMessage[])[], details: readonly string[]) => Promise<void>,
): Promise<void> {
  const asked: (readonly vscode.LanguageModelChatMessage[])[] = [];
  const details: string[] = [];
  const model = {
    id: 'fake',
    name: 'Fake model',
    vendor: 'test',
    family: 'fake',
    version: '1',
    maxInputTokens: 50_000,
    sendRequest: (messages: readonly vscode.LanguageModelChatMessage[]) => {
      asked.push(messages);
      const text = answer(asked.length - 1);
      async function* stream(): AsyncGenerator<string> {
        for (let at = 0; at < text.length; at += 40) yield await Promise.resolve(text.slice(at, at + 40));
      }
      return Promise.resolve({ text: stream() });
    },
  };
  const lm = vscode.lm as unknown as Record<string, unknown>;
  const window = vscode.window as unknown as Record<string, Show>;
  const before = {
    select: lm['selectChatModels'],
    pick: window['showQuickPick']!,
    say: window['showInformationMessage']!,
  };
  lm['selectChatModels'] = () => Promise.resolve([model]);
  window['showQuickPick'] = (items) => Promise.resolve((items as readonly unknown[])[0]);
  window['showInformationMessage'] = (_title, options, send) => {
    details.push((options as vscode.MessageOptions).detail ?? '');
    return Promise.resolve(agrees ? send : undefined);
  };
  try {
    await work(asked, details);
  } finally {
    lm['selectChatModels'] = before.select;
    window['showQuickPick'] = before.pick;
    window['showInformationMessage'] = before.say;
  }
}

const reply = (left: string, right: string): string =>
  JSON.stringify({
    links: [{ left: [left], right: [right], topic: 'a test', reason: 'Both.', relation: 'convergence', strength: 2 }],
  });

describe('Read with a Model…', () => {
  afterEach(closeAll);

  it('says what goes where, and sends nothing without a yes', async () => {
    await openPair('samples/essays/3-chinese.essay.md');
    await withModel(
      () => reply('L1', 'R1'),
      false,
      async (asked, details) => {
        await vscode.commands.executeCommand('counterpoint.readWithModel');
        assert.match(details[0] ?? '', /sent to Fake model: about [\d,]+ tokens in 2 calls/);
        assert.strictEqual(asked.length, 0);
      },
    );
  });

  it('shows the reading of a model that the editor has, and keeps it beside the essays', async () => {
    const { comparisonOf } = await api();
    const { left } = await openPair('samples/essays/3-chinese.essay.md');
    const path = 'samples/building-abroad.fake-model.reading.json';
    await withModel(
      (call) => (call === 0 ? reply('L1', 'R1') : reply('L5', 'R19')),
      true,
      async (asked) => {
        await vscode.commands.executeCommand('counterpoint.readWithModel');
        assert.strictEqual(asked.length, 2);
        await until('the model’s reading', async () =>
          /Fake model/.test((await comparisonOf(left.document.uri))?.reading ?? ''),
        );
        const comparison = await comparisonOf(left.document.uri);
        assert.strictEqual(comparison?.links.length, 2);
        assert.ok(comparison.links.every(({ source }) => source === 'model'));
        await vscode.commands.executeCommand('counterpoint.readChangedWithModel');
        assert.strictEqual(asked.length, 2, 'nothing has changed');
        const pair = comparison.pair.id;
        const published = 'published:The samples, read side by side';
        await vscode.commands.executeCommand('counterpoint.chooseReading', pair, published);
      },
    );
    await vscode.workspace.fs.delete(file(path));
  });
});
