import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import { contrastCues } from '../../server/alignment/cues';
import grammar from '../../syntaxes/counterpoint-essay.tmLanguage.json' with { type: 'json' };

let scanner: oniguruma.OnigScanner;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(await readFile(wasm));
  scanner = new oniguruma.OnigScanner(grammar.repository.contrast.patterns.map(({ match }) => match));
});

/** What the grammar's rules for contrast colour in a text, first. */
function coloured(text: string): string | undefined {
  const [place] = scanner.findNextMatchSync(text, 0)?.captureIndices ?? [];
  return place && text.slice(place.start, place.end);
}

const isChinese = (cue: string): boolean => /\p{Script=Han}/u.test(cue);
const inSentence = (cue: string): string =>
  isChinese(cue) ? `港口收费合理，${cue}船长不同意。` : `The port finds the fee fair, ${cue} the captains do not.`;

/** Cues of the engine that the grammar colours only in a phrase: alone they are too often no contrast (“rather good”, “contrary winds”). */
const onlyInPhrases = new Map([
  ['rather', 'rather than'],
  ['contrary', 'on the contrary'],
]);

describe('a contrast cue that the engine goes by', () => {
  it.each([...contrastCues].filter((cue) => !onlyInPhrases.has(cue)))('is coloured by the grammar: %s', (cue) => {
    expect(coloured(inSentence(cue))).toBe(cue);
    const capital = cue.charAt(0).toUpperCase() + cue.slice(1);
    expect(coloured(`${capital} the captains do not.`)).toBe(capital);
  });

  it.each([...onlyInPhrases])('is coloured in a phrase only: %s in “%s”', (cue, phrase) => {
    expect(contrastCues).toContain(cue);
    expect(coloured(inSentence(cue))).toBeUndefined();
    expect(coloured(inSentence(phrase))).toBe(phrase);
  });
});
