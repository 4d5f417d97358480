import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import configuration from '../../syntaxes/counterpoint-essay.language-configuration.json' with { type: 'json' };

const require = createRequire(import.meta.url);
const scope = 'text.html.markdown.counterpoint-essay';
const files: Record<string, string> = {
  [scope]: require.resolve('../../syntaxes/counterpoint-essay.tmLanguage.json'),
  'text.html.markdown': require.resolve('tm-grammars/grammars/markdown.json'),
  'source.yaml': require.resolve('tm-grammars/grammars/yaml.json'),
};

let grammar: textmate.IGrammar;

beforeAll(async () => {
  const wasm = await readFile(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (name) => {
      const file = files[name];
      return file === undefined ? null : textmate.parseRawGrammar(await readFile(file, 'utf8'), file);
    },
  });
  const loaded = await registry.loadGrammar(scope);
  if (loaded === null) throw new Error('The grammar did not load.');
  grammar = loaded;
});

/** Every token that carries `name`, with its text. */
function tokens(line: string, name: string): string[] {
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.filter((token) => token.scopes.includes(name))
    .map((token) => line.slice(token.startIndex, token.endIndex));
}

describe('a line of 200,000 characters', () => {
  const long = (unit: string): string => unit.repeat(Math.ceil(200_000 / unit.length)).slice(0, 200_000);

  test.each([
    [
      'prose',
      'The pilot said “we agree” but, however, according to the mayor it is not so; from China’s perspective it is.[^1] ',
    ],
    ['words without a cue', 'plain words that hold none of those '],
    ['one word', 'a'],
    ['Chinese prose', '在船长看来，收费不公平，但是港口认为“公平”。'],
    ['Chinese without a stop', '从对在不过但却'],
    ['double quotation marks that never close', '“'],
    ['single quotation marks that never close', ' ‘'],
    ['straight quotation marks', ' "a'],
    ['guillemets that never close', '«a '],
    ['every opening mark in turn', '«“‘「"but '],
    ['beginnings of a named view', 'from the '],
    ['names without an end', "in d'e-f.g "],
    ['beginnings of "as … puts it"', 'as '],
    ['beginnings of a footnote mark', '[^1 '],
    ['a cue held apart by spaces', 'on      '],
    ['bare links', 'https://example.org/but '],
  ])('%s: comes to its end', { timeout: 120_000 }, (_, unit) => {
    const line = long(unit);
    const result = grammar.tokenizeLine(line, textmate.INITIAL);
    expect(result.stoppedEarly).toBe(false);
    expect(result.tokens.at(-1)?.endIndex).toBeGreaterThanOrEqual(line.length);
  });

  test('still finds the cue at its end', { timeout: 120_000 }, () => {
    expect(tokens(`${long('plain words ')}; however, no.`, 'support.variable.contrast.counterpoint')).toEqual([
      'however',
    ]);
  });
});

describe('language configuration', () => {
  const words = (text: string): string[] =>
    text.match(new RegExp(configuration.wordPattern.pattern, `${configuration.wordPattern.flags}g`)) ?? [];

  test('words: hyphens and apostrophes inside, never outside', () => {
    expect(words("‘de-risking’ isn't the ferry’s well-known U.S. e\u0301tat – x-")).toEqual([
      'de-risking',
      "isn't",
      'the',
      'ferry’s',
      'well-known',
      'U.S',
      'e\u0301tat',
      'x',
    ]);
  });

  test('words: Chinese stands apart from Latin letters and digits', () => {
    expect(words('战略自主，WTO改革2030年「去风险」')).toEqual(['战略自主', 'WTO', '改革', '2030', '年', '去风险']);
  });

  test('the apostrophe closes nothing by itself', () => {
    const opens = configuration.autoClosingPairs.map(({ open }) => open);
    expect(opens).not.toContain("'");
    expect(opens).not.toContain('‘');
    expect(opens).not.toContain('’');
    expect(opens).toContain('“');
  });

  test('Enter goes on with a list or block quote that holds text', () => {
    const appended = (line: string): string | undefined =>
      configuration.onEnterRules.find(({ beforeText }) => new RegExp(beforeText).test(line))?.action.appendText;
    expect(appended('- one')).toBe('- ');
    expect(appended('  * one')).toBe('* ');
    expect(appended('> one')).toBe('> ');
    expect(appended('- ')).toBeUndefined();
    expect(appended('a - b')).toBeUndefined();
    expect(appended('---')).toBeUndefined();
    expect(appended('**bold** start')).toBeUndefined();
  });
});
