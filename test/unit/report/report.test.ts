import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../../server/report/markdown';
import { summarize, wrap } from '../../../server/report/summary';
import { fill, translator } from '../../../server/report/translate';
import { percent, relationSign, relationWord, sourceWord } from '../../../server/report/words';
import { hostileComparison } from './hostile';
import { reportOf, wholeReport } from './make';
import { nodeTypes } from '../markdown';
import { compareTexts, townText } from '../pairs';

const english = translator(undefined);

describe('the Markdown report', () => {
  const report = markdownReport(reportOf([compareTexts()]), wholeReport);

  it('shows the theme, both essays, every link with its quotes and places, the silences and the method', () => {
    expect(report).toContain('# Ports\n');
    expect(report).toContain('## Who owns the quay?');
    expect(report).toContain('- *Who pays?*');
    expect(report).toContain('**Left: Ours** — Ada (`a.md`)');
    expect(report).toContain('| A harbour fee pays for the dredging. | No harbour fee ever paid for dredging. |');
    expect(report).toContain('| — Ada, “Ours”, line 3 | — “Everybody’s”, line 3 |');
    expect(report).toContain('### ○ Named only on the left (1)');
    expect(report).toContain('- **lighthouse**');
    expect(report).toContain('## Method and its limits');
    expect(report).not.toContain('| Theme |');
  });

  it('opens with a table of counts where there are several themes', () => {
    const both = markdownReport(reportOf([compareTexts(), compareTexts()]), wholeReport);
    expect(both).toContain('| Who owns the quay? | 0 | 0 | 1 | 1 |');
  });

  it('lets nothing hostile of titles, names, topics, quotes or reasons come to life', () => {
    const evil =
      '[x](command:quit) ![i](http://e.org/i.png) <img src=x> # h | c | `t` *e* http://e.org \\<script\\> &lt;b&gt;';
    const comparison = hostileComparison(evil);
    const { types } = nodeTypes(markdownReport(reportOf([comparison, comparison], evil), wholeReport));
    for (const type of [
      'link',
      'image',
      'html',
      'linkReference',
      'imageReference',
      'definition',
      'code',
      'footnoteReference',
    ])
      expect(types).not.toContain(type);
    const columns = markdownReport(reportOf([comparison, comparison], evil), wholeReport)
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(/(?<!\\)\|/).length);
    // The table of counts has five columns, those of the links two.
    expect(new Set(columns)).toEqual(new Set([7, 4]));
  });
});

describe('the summary for a terminal', () => {
  it('counts the links and shows the strongest with their quotes, lines and silences', () => {
    const summary = summarize(compareTexts(), english, { links: 5, width: 80 });
    expect(summary).toContain('1 links: 0 convergences, 0 divergences, 1 possibly related · silences: 1 left, 0 right');
    expect(summary).toContain('◧ 3: A harbour fee pays for the dredging.');
    expect(summary).toContain('◨ 3: No harbour fee ever paid for dredging.');
    expect(summary).toContain('Only the left essay names: lighthouse');
  });

  it('shows no more links than it is asked for', () => {
    expect(summarize(compareTexts(), english, { links: 0, width: 80 })).not.toContain('◧ 3:');
  });

  it('lets no essay command the terminal', () => {
    const summary = summarize(compareTexts(townText.replace('pays', '\u001b[31mpays\u0007')), english, {
      links: 5,
      width: 80,
    });
    expect(summary).toContain('[31mpays');
    expect(summary.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('wraps at spaces, and Chinese anywhere', () => {
    expect(wrap('one two three', 9, '  ')).toEqual(['  one two', '  three']);
    expect(wrap('海港属于小镇', 6, '  ')).toEqual(['  海港属于', '  小镇']);
    expect(wrap('unbreakable', 4, '  ', '- ')).toEqual(['- unbreakable']);
  });
});

describe('words for the reader', () => {
  it('name every relation differently, with a sign of its own', () => {
    const relations = ['convergence', 'divergence', 'undetermined'] as const;
    expect(relations.map((r) => english(relationWord(r)))).toEqual(['Convergence', 'Divergence', 'Possibly related']);
    expect(new Set(relations.map(relationSign)).size).toBe(3);
  });

  it('say of every source whose reading it is', () => {
    const words = (['engine', 'model', 'published', 'person'] as const).map((s) => english(sourceWord(s, 'N', '7')));
    expect(new Set(words).size).toBe(4);
    expect(words[0]).toContain('suggestions, not judgements');
    expect(words.slice(0, 3).every((word) => word.includes('N'))).toBe(true);
  });

  it('round shares to whole percentages', () => {
    expect([0, 0.005, 0.834, 1].map(percent)).toEqual(['0 %', '1 %', '83 %', '100 %']);
  });

  it('come in the reader’s language where there is a translation', () => {
    const t = translator({ 'Left: {0}': '左：{0}' });
    expect(t({ template: 'Left: {0}', args: ['{1}'] })).toBe('左：{1}');
    expect(t({ template: 'Right: {0}', args: [7] })).toBe('Right: 7');
    expect(fill('{0} {1} {2}', ['a', '{0}'])).toBe('a {0} {2}');
  });
});
