import { describe, expect, it } from 'vitest';
import { canonicalText, decodeText } from '../../../server/text/canonical';
import { LineIndex } from '../../../server/text/lines';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the canonical text', () => {
  it('ends every line with a line feed', () => {
    expect(canonicalText('one\r\ntwo\rthree\nfour\r\n')).toBe('one\ntwo\nthree\nfour\n');
  });

  it('leaves every byte order mark at the start out, and keeps one inside', () => {
    expect(canonicalText('\ufeffone')).toBe('one');
    expect(canonicalText('\ufeff\ufeffone')).toBe('one');
    expect(canonicalText('one\ufefftwo')).toBe('one\ufefftwo');
  });

  it('keeps a text that is canonical already', () => {
    expect(canonicalText('one\n\n\ttwo  \n')).toBe('one\n\n\ttwo  \n');
  });
});

describe('decoding bytes', () => {
  it('reads UTF-8 without complaint', () => {
    expect(decodeText(utf8('\ufeffGijón 双碳 🙂\r\n'))).toEqual({ text: 'Gijón 双碳 🙂\n', damaged: false });
  });

  it('never fails on bytes that are no UTF-8, and says that they are damaged', () => {
    expect(decodeText(Uint8Array.of(0x61, 0xff, 0x62))).toEqual({ text: 'a\ufffdb', damaged: true });
  });

  it('takes a replacement character that stands in the file for no damage', () => {
    expect(decodeText(utf8('a\ufffdb'))).toEqual({ text: 'a\ufffdb', damaged: false });
  });

  it('sees damage beside a replacement character that stands in the file', () => {
    expect(decodeText(Uint8Array.of(...utf8('\ufffd'), 0xff)).damaged).toBe(true);
  });
});

describe('the line index', () => {
  const lines = new LineIndex('ab\n\ncde');

  it('counts the lines, an empty text having one', () => {
    expect(lines.count).toBe(3);
    expect(new LineIndex('').count).toBe(1);
    expect(new LineIndex('a\n').count).toBe(2);
  });

  it('gives the line and character of every offset, and the offset back', () => {
    for (let offset = 0; offset <= 7; offset += 1) expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
    expect(lines.positionAt(2)).toEqual({ line: 0, character: 2 });
    expect(lines.positionAt(3)).toEqual({ line: 1, character: 0 });
    expect(lines.positionAt(6)).toEqual({ line: 2, character: 2 });
  });

  it('takes places outside the text for its nearest end', () => {
    expect(lines.positionAt(-5)).toEqual({ line: 0, character: 0 });
    expect(lines.positionAt(99)).toEqual({ line: 2, character: 3 });
    expect(lines.offsetAt({ line: -1, character: 4 })).toBe(0);
    expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(lines.offsetAt({ line: 9, character: 0 })).toBe(7);
  });
});
