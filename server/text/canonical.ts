/**
 * The canonical text of a document, which all offsets refer to: the byte order mark removed and every line end (CRLF, lone CR) an LF.
 * Line and character positions are the same in the source and in its canonical text.
 */
export function canonicalText(source: string): string {
  // All that stand at the start: the Markdown parser would drop a second one and count every offset short.
  const text = source.replace(/^\ufeff+/, '');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** What decoding bytes gave: the canonical text, and whether some bytes were no UTF-8 (shown as U+FFFD). */
export interface Decoded {
  readonly text: string;
  readonly damaged: boolean;
}

/** Decodes UTF-8 bytes into canonical text. Never fails: what is no UTF-8 becomes U+FFFD and is reported. */
export function decodeText(bytes: Uint8Array): Decoded {
  try {
    return { text: canonicalText(decode(bytes, true)), damaged: false };
  } catch {
    return { text: canonicalText(decode(bytes, false)), damaged: true };
  }
}

function decode(bytes: Uint8Array, fatal: boolean): string {
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal }).decode(bytes);
}
