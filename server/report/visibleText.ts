/**
 * A text without what would act on what stands around it, for places that show it: control characters, marks that turn the direction of
 * writing (U+202A–202E, U+2066–2069), and code units that are no character (lone surrogates, U+FFFE, U+FFFF). Every letter stays.
 */
export function visibleText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}
