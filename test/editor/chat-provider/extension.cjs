// @ts-nocheck: the provider API came after the oldest VS Code that Counterpoint runs in, whose types these are.
// A chat model for the editor tests: another extension's, asked through the editor as any model is.
const vscode = require('vscode');

const model = {
  id: 'fake',
  name: 'Fake model',
  family: 'fake',
  version: '1',
  maxInputTokens: 50_000,
  maxOutputTokens: 8_000,
  capabilities: {},
};

/** What a message says. @param {vscode.LanguageModelChatRequestMessage} message */
const textOf = ({ content }) =>
  content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');

/**
 * @returns {{ asked: string[][], answer: (call: number) => string }} the texts of the messages of each call, and what to answer: both are
 * for a test to set
 */
exports.activate = ({ subscriptions }) => {
  const state = { asked: [], answer: () => '' };
  subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('counterpoint-tests', {
      provideLanguageModelChatInformation: () => [model],
      provideLanguageModelChatResponse: async (_model, messages, _options, progress) => {
        state.asked.push(messages.map(textOf));
        const text = state.answer(state.asked.length - 1);
        for (let at = 0; at < text.length; at += 40)
          progress.report(new vscode.LanguageModelTextPart(text.slice(at, at + 40)));
      },
      provideTokenCount: async (_model, text) => Math.ceil((typeof text === 'string' ? text : textOf(text)).length / 4),
    }),
  );
  return state;
};
