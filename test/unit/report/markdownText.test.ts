import { describe, expect, it } from 'vitest';
import { escapeMarkdown, plainQuote } from '../../../server/report/markdownText';
import { nodeTypes } from '../markdown';

const shown = (text: string) => nodeTypes(escapeMarkdown(text));

describe('escaping for Markdown', () => {
  it.each([
    '[a link](https://example.org)',
    '![an image](https://example.org/a.png)',
    '<img src=x onerror=alert(1)>',
    '<https://example.org>',
    '[run](command:workbench.action.quit)',
    '[ref]: https://example.org',
    '# A heading',
    'A heading\n===',
    '- an item',
    '+ an item',
    '1. an item',
    '1) an item',
    '> a quotation',
    '```\ncode\n```',
    '    code',
    '***',
    '---',
    '| a | b |\n|---|---|\n| c | d |',
    '*emphasis* and __more__ and `code`',
    'a note[^1]\n\n[^1]: here',
    '&lt;b&gt; &copy;',
    'back\\slash \\',
  ])('shows “%s” as it is', (text) => {
    expect(shown(text)).toEqual({ types: ['paragraph', 'root', 'text'], text: text.replace(/\s+/g, ' ').trim() });
  });

  it('leaves no address that comes to life by itself', () => {
    for (const text of [
      'see http://a.org',
      '_https://a.org',
      '1http://a.org',
      'mailto:a@b.org',
      '_www.a.org',
      'a@b@c.org',
      'x_@c.org',
      'xmpp:a',
    ]) {
      expect(escapeMarkdown(text)).not.toMatch(/(?:https?|mailto|xmpp):|www\.|@/);
      expect(shown(text).text).toBe(text);
    }
  });
});

describe('a plain quote', () => {
  it.each([
    ['**Boats** land[^1] at [the quay](https://example.org "a b").', 'Boats land at the quay.'],
    ['Boats\n> *land\n> > here*.', 'Boats land here.'],
    ['5 \\* 3 = 15 and 2 * 3 = 6', '5 * 3 = 15 and 2 * 3 = 6'],
    ['snake_case _stays_', 'snake_case stays'],
    ['\\[not a link\\](really) \\$5', '[not a link](really) $5'],
  ])('of “%s” is what a reader sees', (quote, expected) => {
    expect(plainQuote(quote)).toBe(expected);
  });
});
