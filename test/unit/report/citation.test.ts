import { describe, expect, it } from 'vitest';
import { citation } from '../../../server/report/citation';
import { translator } from '../../../server/report/translate';
import { nodeTypes } from '../markdown';
import { compareTexts } from '../pairs';
import { hostileComparison } from './hostile';

const t = translator(undefined);

describe('a citation', () => {
  const comparison = compareTexts();
  const [link] = comparison.links;

  it('gives both quotes with author, title and line, as plain text', () => {
    expect(citation(comparison, link!, 'text', t)).toBe(
      `Possibly related: ${link!.topic ?? ''}\n\n“A harbour fee pays for the dredging.”\n— Ada, “Ours”, line 3\n\n“No harbour fee ever paid for dredging.”\n— “Everybody’s”, line 3\n`,
    );
  });

  it('sets them as quotations in Markdown', () => {
    expect(citation(comparison, link!, 'markdown', t)).toContain(
      '> A harbour fee pays for the dredging.\n>\n> — Ada, “Ours”, line 3\n',
    );
  });

  it('lets nothing of an essay come to life', () => {
    const hostile = hostileComparison();
    for (const each of hostile.links) {
      const { types } = nodeTypes(citation(hostile, each, 'markdown', t));
      expect(types).toEqual(['blockquote', 'paragraph', 'root', 'strong', 'text']);
      expect(citation(hostile, each, 'text', t).replaceAll('\n', '')).not.toMatch(
        /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
      );
    }
  });
});
