import { describe, expect, it } from 'vitest';
import { sharedQuotationSteps, type SharedQuotation } from '../../../server/report/sharedQuotations';
import { finish } from '../../../server/text/steps';
import { compareTexts } from '../pairs';

function sharedIn(left: string, right: string): SharedQuotation[] {
  return finish(sharedQuotationSteps([compareTexts(left, right)]));
}

describe('what both sides quote', () => {
  it('is found where they share a run of words, and is laid together word by word', () => {
    const [shared, ...more] = sharedIn(
      'The charter says “every ship may land here freely”. We agree.\n',
      'As the charter has it, “every ship may land here in peace”.\n',
    );
    expect(more).toEqual([]);
    expect(shared?.kind).toBe('words');
    expect(shared?.left.text).toBe('every ship may land here freely');
    expect(shared?.right.text).toBe('every ship may land here in peace');
    const side = (which: 'left' | 'right'): string =>
      (shared?.parts ?? [])
        .filter((part) => part.in === 'both' || part.in === which)
        .map(({ text }) => text)
        .join('');
    expect(side('left')).toBe(shared?.left.text);
    expect(side('right')).toBe(shared?.right.text);
    expect(shared?.parts.some((part) => part.in === 'left' && part.text.includes('freely'))).toBe(true);
  });

  it('is nothing where only a few words are the same', () => {
    expect(sharedIn('They say “open to all ships”.\n', 'They say “open to all”.\n')).toEqual([]);
    expect(sharedIn('Every ship may land here freely.\n', 'Every ship may land here freely.\n')).toEqual([]);
  });

  it('is nothing where only a phrase of two long quotations is the same, and is shown once however often it is named', () => {
    const long = 'The harbour master held that between the town and the sea no wall was ever high enough for winter';
    const other =
      'Nobody in the council would say what stands between the town and the sea in a year without any storm';
    expect(sharedIn(`“${long}”.\n`, `“${other}”.\n`)).toEqual([]);
    const charter = '“every ship may land here freely”';
    expect(sharedIn(`One says ${charter}. Again: ${charter}.\n`, `We say ${charter}.\n`)).toHaveLength(1);
  });

  it('is a source where a note names it', () => {
    const [shared] = sharedIn(
      'So it was agreed.[^1]\n\n[^1]: The council, “A Charter for the Northern Quay”, 1911.\n',
      'It was never agreed.[^a]\n\n[^a]: See “A charter for the northern quay”, page 2.\n',
    );
    expect(shared?.kind).toBe('source');
  });

  it('is found in Chinese, character by character', () => {
    const [shared] = sharedIn('章程说“所有船只均可在此自由停泊”。\n', '章程写道“所有船只均可在此停泊”。\n');
    expect(shared?.parts).toContainEqual({ text: '自由', in: 'left' });
  });
});
