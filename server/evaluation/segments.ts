import type { Pair } from '../corpus/corpus';
import type { Essay, Sentence } from '../text/essay';

/** An essay as `segments.json` of a gold set lists it. */
export interface Segment {
  readonly theme: string;
  readonly themeTitle: string;
  readonly side: string;
  readonly title: string;
  readonly units: readonly (
    | { readonly type: 'heading'; readonly text: string }
    | { readonly type: 'para'; readonly id: string; readonly sentences: readonly string[] }
  )[];
}

/** Numbers the paragraphs of paired essays (`T1.chinese.p03`; its second sentence is `T1.chinese.p03.s2`), for annotators to name. */
export function segmentsOf(pairs: readonly Pair[], essays: ReadonlyMap<string, Essay>): Segment[] {
  return pairs.flatMap((pair, i) =>
    (['left', 'right'] as const).flatMap((side) => {
      const essay = essays.get(pair[side].path);
      if (essay === undefined) return [];
      const { perspective, title } = pair[side];
      return [
        {
          theme: `${i + 1}`,
          themeTitle: pair.theme.title,
          side: perspective,
          title,
          units: unitsOf(essay, `T${i + 1}.${perspective}`),
        },
      ];
    }),
  );
}

function unitsOf(essay: Essay, prefix: string): Segment['units'] {
  const blocks = [
    ...essay.headings.map(({ start, text }) => ({ start, unit: { type: 'heading' as const, text } })),
    ...essay.passages.map(({ start, sentences }, i) => ({
      start,
      unit: {
        type: 'para' as const,
        id: `${prefix}.p${String(i + 1).padStart(2, '0')}`,
        sentences: sentences.map((sentence: Sentence) => sentence.text),
      },
    })),
  ];
  return blocks.sort((a, b) => a.start - b.start).map(({ unit }) => unit);
}
