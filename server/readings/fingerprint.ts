import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';

/** What a reading file names a sentence by: it recognises the sentence and gives none of its words away. */
export const fingerprintSchema = z.object({
  /** First 16 hex digits of the SHA-256 of the letters. */
  h: z.string().regex(/^[0-9a-f]{16}$/),
  /** How many letters. */
  n: z.number().int().min(1).max(20_000),
});

export type Fingerprint = z.output<typeof fingerprintSchema>;

/** The letters of a rendered text, without case, accents, digits and all else: what every layout of the same sentence shares. */
export function lettersOf(rendered: string): string {
  return rendered
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\P{L}+/gu, '');
}

/** The fingerprint of a sentence's rendered text; undefined for one without a letter. */
export function fingerprintOf(rendered: string): Fingerprint | undefined {
  const letters = lettersOf(rendered);
  if (letters === '') return undefined;
  return { h: hashOf(utf8ToBytes(letters)), n: countLetters(letters) };
}

/** The hash of letters in UTF-8. */
export function hashOf(letters: Uint8Array): string {
  return bytesToHex(sha256(letters).subarray(0, 8));
}

/** Letters beyond the Basic Multilingual Plane take two UTF-16 units and count once. */
function countLetters(letters: string): number {
  let count = 0;
  for (let i = 0; i < letters.length; i += 1) if ((letters.charCodeAt(i) & 0xfc00) !== 0xdc00) count += 1;
  return count;
}
