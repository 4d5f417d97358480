import { describe, expect, it } from 'vitest';
import { stemForm } from '../../../server/alignment/facts';
import { formLine, shippedForms } from '../../../server/alignment/shippedForms';
import { shippedConcepts } from '../../../server/corpus/shippedLexicon';

describe('the table of the shipped lexicon’s stems', () => {
  const forms = shippedConcepts.flatMap((concept) => Object.values(concept.forms).flat());

  it('is what stemming its forms gives (`npx vitest --update` writes it anew)', async () => {
    const stems = forms.map((form) => formLine(stemForm(form))).join('\n');
    await expect(`${JSON.stringify({ stems }, null, 2)}\n`).toMatchFileSnapshot(
      '../../../server/alignment/data/shippedForms.json',
    );
  });

  it('is read as it was written', () => {
    for (const form of forms) expect(shippedForms().get(form)).toEqual(stemForm(form));
  });
});
