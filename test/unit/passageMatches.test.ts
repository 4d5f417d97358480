import { describe, expect, it } from 'vitest';
import { AlignmentMemo } from '../../server/alignment/memo';
import { type PassageProfile, profileEssay } from '../../server/alignment/profile';
import { leastSimilarity, passageMatchSteps, textAt } from '../../server/report/passageMatches';
import { readEssay } from '../../server/text/readEssay';
import { finish } from '../../server/text/steps';

const barges = 'Small boats wait for many hours at the lock gate. The toll is paid in the harbour office.';
const meadow = 'Every spring the river floods the lower meadow and leaves its silt behind.';
const choir = 'Choirs sang in the cathedral every Sunday of the year.';

function profiles(text: string): PassageProfile[] {
  return profileEssay(readEssay(text), []);
}

describe('passages that are near to a text', () => {
  it('are found in every document, the nearest first, with the sentence that is meant', () => {
    const [text] = profiles('Barge owners complain that the lock gate keeps boats waiting for hours.');
    const documents = [`${choir}\n\n${meadow}`, `${meadow}\n\n${barges}`];
    const [found = []] = finish(passageMatchSteps(text ? [text] : [], documents.map(profiles), new AlignmentMemo()));
    const [best] = found;
    expect(best?.document).toBe(1);
    const shown = documents[1]?.slice(best?.sentence.start, best?.sentence.end);
    expect(shown).toBe('Small boats wait for many hours at the lock gate.');
    expect(found.every(({ similarity }) => similarity >= leastSimilarity && similarity <= 1)).toBe(true);
    expect(found.some(({ document }) => document === 0)).toBe(false);
  });

  it('are asked for by the sentences that a selection touches, or by the passage around a place', () => {
    const all = profiles(`${barges}\n\n${meadow}`);
    const at = barges.indexOf('toll');
    const words = (text: PassageProfile | undefined): string[] => [...(text?.counts.keys() ?? [])].toSorted();
    expect(words(textAt(all, { start: at, end: at + 4 }))).toEqual(
      words(profiles(barges.slice(barges.indexOf('The toll')))[0]),
    );
    expect(words(textAt(all, { start: at, end: at }))).toEqual(words(all[0]));
    expect(textAt(all, { start: barges.length + 1, end: barges.length + 1 })).toBeUndefined();
    expect(words(textAt(all, { start: 0, end: barges.length + 10 })).length).toBeGreaterThan(words(all[0]).length);
  });
});
