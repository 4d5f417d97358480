import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, lettersOf } from '../../../server/readings/fingerprint';

describe('a fingerprint', () => {
  it('is the first 16 hex digits of the SHA-256 of the letters, and their number', () => {
    const expected = createHash('sha256').update('theportcopesin').digest('hex').slice(0, 16);
    expect(fingerprintOf('The port, copes in 2026!')).toEqual({ h: expected, n: 14 });
  });

  it('is the same for every spelling of quotes, dashes, accents, case, ligatures and white space', () => {
    const one = fingerprintOf('“A café’s ﬁle” – and more');
    expect(fingerprintOf('"A cafe\'s  FILE" - and\u00a0more')).toEqual(one);
    expect(fingerprintOf('A cafe\u0301s file and more')).toEqual(one);
  });

  it('counts a letter beyond the first plane once, and knows every script', () => {
    expect(lettersOf('战略自主, стратегия 3')).toBe('战略自主стратегия');
    expect(fingerprintOf('𠀀海')?.n).toBe(2);
  });

  it('is none for a sentence without a letter', () => {
    expect(fingerprintOf('12 – 15 %')).toBeUndefined();
  });
});
