import { describe, expect, it } from 'vitest';
import type { Essay, Span } from '../../../server/text/essay';
import { formatOf, readEssay } from '../../../server/text/readEssay';

const quote = (essay: Essay, span: Span): string => essay.text.slice(span.start, span.end);
const passages = (essay: Essay): string[] => essay.passages.map((passage) => quote(essay, passage));
const quotes = (essay: Essay): string[] => essay.passages.flatMap((p) => p.sentences.map((s) => quote(essay, s)));
const texts = (essay: Essay): string[] => essay.passages.flatMap((p) => p.sentences.map((s) => s.text));

describe('reading an essay', () => {
  it('gives headings, passages and sentences their exact spans', () => {
    const essay = readEssay('# The *Quay*\n\nBoats land. Fish sells.\n\n## Money\n\nWho pays?\n');
    expect(essay.headings.map((h) => [h.depth, h.text, quote(essay, h)])).toEqual([
      [1, 'The Quay', '# The *Quay*'],
      [2, 'Money', '## Money'],
    ]);
    expect(passages(essay)).toEqual(['Boats land. Fish sells.', 'Who pays?']);
    expect(quotes(essay)).toEqual(['Boats land.', 'Fish sells.', 'Who pays?']);
    expect(essay.passages.map((p) => p.heading)).toEqual([0, 1]);
  });

  it('knows no heading before the first one', () => {
    expect(readEssay('Boats land.\n\n# Quay').passages[0]?.heading).toBeUndefined();
  });

  it('takes any text for an essay, even none', () => {
    expect(readEssay('').passages).toEqual([]);
    expect(readEssay('---').passages).toEqual([]);
  });

  it('reads what is nested deeper than any essay', () => {
    expect(readEssay('> '.repeat(8000) + 'Boats land.').passages.length).toBe(1);
  });

  it('reads the same from CRLF and a byte order mark as from plain line feeds', () => {
    const source = '---\ntitle: Quay\n---\n\n> Boats *land\n> here*. Fish sells.\n\n- One.\n- Two.\n';
    expect(readEssay('\ufeff' + source.replaceAll('\n', '\r\n'))).toEqual(readEssay(source));
    expect(readEssay('\ufeff\ufeff' + source)).toEqual(readEssay(source));
  });
});

describe('front matter', () => {
  it('is found at the start, and is no passage', () => {
    const essay = readEssay('---\ntitle: Quay\nlang: en\n---\nBoats land.\n');
    expect(essay.frontMatter && quote(essay, essay.frontMatter)).toBe('title: Quay\nlang: en');
    expect(passages(essay)).toEqual(['Boats land.']);
  });

  it('may be empty, or closed by dots', () => {
    expect(readEssay('---\n---\nBoats land.').frontMatter).toEqual({ start: 4, end: 4 });
    expect(passages(readEssay('---\na: 1\n...\nBoats land.'))).toEqual(['Boats land.']);
  });

  it('is a rule where nothing closes it', () => {
    const essay = readEssay('---\nBoats land.\n');
    expect(essay.frontMatter).toBeUndefined();
    expect(passages(essay)).toEqual(['Boats land.']);
  });
});

describe('inline markup', () => {
  it('stays in the quote and out of the text', () => {
    const essay = readEssay('**Boats land.** *Fish* sells at [the quay](https://example.org "a b"). `Ice` melts.');
    expect(quotes(essay)).toEqual([
      '**Boats land.**',
      '*Fish* sells at [the quay](https://example.org "a b").',
      '`Ice` melts.',
    ]);
    expect(texts(essay)).toEqual(['Boats land.', 'Fish sells at the quay.', 'Ice melts.']);
  });

  it('goes whole with the sentence that it closes', () => {
    const essay = readEssay('We [land fish.](https://example.org "a b") They sell it.');
    expect(quotes(essay)).toEqual(['We [land fish.](https://example.org "a b")', 'They sell it.']);
  });

  it('lets escapes and entities stand for what they mean', () => {
    const source =
      'It costs \\$5 &amp; more. Not &amp;amp; nor \\&amp; nor &bogus; here. &#65;&NotEqualTilde;&fjlig;j &lt;b&gt; end.';
    const essay = readEssay(source);
    expect(texts(essay)).toEqual(['It costs $5 & more.', 'Not &amp; nor &amp; nor &bogus; here.', 'A≂̸fjj <b> end.']);
    expect(quotes(essay).join(' ')).toBe(source);
  });

  it('leaves inline code as it is, over line ends too', () => {
    const essay = readEssay('Use `a\\\\b` and `` ` `` or `x\ny` now. Then stop.');
    expect(texts(essay)).toEqual(['Use a\\\\b and ` or x y now.', 'Then stop.']);
    expect(quotes(essay)).toEqual(['Use `a\\\\b` and `` ` `` or `x\ny` now.', 'Then stop.']);
  });

  it('shows no images and no raw HTML', () => {
    const essay = readEssay('Boats <b>land</b>. ![a chart](c.png) Fish sells.');
    expect(texts(essay)).toEqual(['Boats land.', 'Fish sells.']);
    expect(quotes(essay)).toEqual(['Boats <b>land</b>.', '![a chart](c.png) Fish sells.']);
  });

  it('folds hard and soft line breaks to spaces', () => {
    const essay = readEssay('Boats\nland  \nhere.\\\nFish sells.');
    expect(texts(essay)).toEqual(['Boats land here.', 'Fish sells.']);
    expect(quotes(essay)).toEqual(['Boats\nland  \nhere.', 'Fish sells.']);
  });
});

describe('footnotes', () => {
  const essay = readEssay(
    '# A[^h]\n\nBoats land.[^1] Fish sells. [^two] Ice melts[^1].\n\n[^1]: See *there*.\n[^two]: Or here.\n[^h]: H.\n',
  );

  it('leave their marks with the sentence before, and out of its text', () => {
    expect(texts(essay)).toEqual(['Boats land.', 'Fish sells.', 'Ice melts.']);
    expect(quotes(essay)).toEqual(['Boats land.[^1]', 'Fish sells. [^two]', 'Ice melts[^1].']);
  });

  it('are no passages', () => {
    expect(essay.notes.map((n) => [n.label, n.text])).toEqual([
      ['1', 'See there.'],
      ['two', 'Or here.'],
      ['h', 'H.'],
    ]);
    expect(essay.passages).toHaveLength(1);
  });

  it('have their marks listed in order, with exact spans', () => {
    expect(essay.noteMarks.map((m) => [m.label, quote(essay, m)])).toEqual([
      ['h', '[^h]'],
      ['1', '[^1]'],
      ['two', '[^two]'],
      ['1', '[^1]'],
    ]);
  });
});

describe('blocks', () => {
  it('gives a quotation its sentences without the marks of its lines', () => {
    const essay = readEssay('> Boats land.\n> Fish *sells\n> well*. \\> Ice\n> melts.\n');
    expect(essay.passages.map((p) => p.kind)).toEqual(['quotation']);
    expect(texts(essay)).toEqual(['Boats land.', 'Fish sells well.', '> Ice melts.']);
    expect(quotes(essay)).toEqual(['Boats land.', 'Fish *sells\n> well*.', '\\> Ice\n> melts.']);
  });

  it('makes a passage of every list item, without its marker', () => {
    const essay = readEssay('1. Boats land.\n2. Fish sells.\n   - Ice melts.\n');
    expect(passages(essay)).toEqual(['Boats land.', 'Fish sells.', 'Ice melts.']);
    expect(new Set(essay.passages.map((p) => p.kind))).toEqual(new Set(['list-item']));
  });

  it('makes a passage of every table cell, without its bars', () => {
    const essay = readEssay('| Boat | Fish |\n|---|---|\n| Land\\|s. | `a\\|b` sells. |\n');
    expect(passages(essay)).toEqual(['Boat', 'Fish', 'Land\\|s.', '`a\\|b` sells.']);
    expect(texts(essay)).toEqual(['Boat', 'Fish', 'Land|s.', 'a|b sells.']);
  });

  it('sets pull quotes apart', () => {
    const essay = readEssay('Boats land.\n\n> [!pullquote] **Boats** land.\n\nFish sells.\n');
    expect(passages(essay)).toEqual(['Boats land.', 'Fish sells.']);
    expect(essay.pullQuotes.map((p) => quote(essay, p))).toEqual(['**Boats** land.']);
    expect(essay.pullQuotes[0]?.sentences.map((s) => s.text)).toEqual(['Boats land.']);
  });

  it('holds no argument in code, HTML blocks, rules and link definitions', () => {
    const essay = readEssay(
      '```\ncode\n```\n\n<div>\nhtml\n</div>\n\n---\n\n[a]: https://example.org\n\nBoats land.\n',
    );
    expect(passages(essay)).toEqual(['Boats land.']);
  });
});

describe('plain text', () => {
  const long = 'The boats land their catch at the quay every morning before the market opens its doors. '
    .repeat(3)
    .trim();

  it('is told by its name', () => {
    expect([formatOf('a/b.txt'), formatOf('a/b.md'), formatOf('B.MARKDOWN')]).toEqual([
      'plain',
      'markdown',
      'markdown',
    ]);
  });

  it('may have a paragraph on every line, even where spaces end the lines', () => {
    const essay = readEssay(`${long}\n${long}  \n${long}`, 'plain');
    expect(passages(essay)).toEqual([long, long, long]);
  });

  it('may have its headings on lines among those paragraphs', () => {
    const essay = readEssay(`The quay\n${long}\nThe money\n${long}\n`, 'plain');
    expect(essay.headings.map((h) => quote(essay, h))).toEqual(['The quay', 'The money']);
    expect(passages(essay)).toEqual([long, long]);
    expect(essay.passages.map((p) => p.heading)).toEqual([0, 1]);
  });

  it('has a heading in a short line of its own', () => {
    const essay = readEssay('The quay\n\nBoats land their catch.\n\nShort.\n\nFish sells well here.', 'plain');
    expect(essay.headings.map((h) => h.text)).toEqual(['The quay']);
    expect(passages(essay)).toEqual(['Boats land their catch.', 'Short.', 'Fish sells well here.']);
  });

  it('has wrapped paragraphs where its lines are short', () => {
    expect(passages(readEssay('Boats land\ntheir catch.\n\nFish sells.', 'plain'))).toEqual([
      'Boats land\ntheir catch.',
      'Fish sells.',
    ]);
  });

  it('shows tags and indented lines as text', () => {
    expect(texts(readEssay('Boats <b>land</b>.\n\n    Fish sells.', 'plain'))).toEqual([
      'Boats <b>land</b>.',
      'Fish sells.',
    ]);
  });

  // Found by the fuzzer.
  it('begins a passage with its first sentence, behind a hard line break', () => {
    expect(readEssay('\\\np').passages).toMatchObject([{ start: 2, end: 3, sentences: [{ start: 2, end: 3 }] }]);
  });

  it('leaves the marks of a quotation between its sentences', () => {
    const text = '> c.\n> /a';
    const [passage] = readEssay(text).passages;
    expect(passage?.sentences.map(({ start, end }) => text.slice(start, end))).toEqual(['c.', '/a']);
  });
});
