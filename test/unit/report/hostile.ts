import type { Comparison } from '../../../server/readings/comparison';
import { compareTexts, nationText, quayPair, townText } from '../pairs';

/** What an essay may hold that would act on a page, a spreadsheet, a terminal or the text around it. */
export const evil =
  '=HYPERLINK("http://e.org";"x")<script>alert(1)</script>&amp;"\' [x](command:quit) ![i](http://e.org/i.png) | `t` \u202egnihtyna\u2066 \u0000\u0007\u001b[31m\ud800 ]]> --> $x$ ＝1';

/** A comparison of essays whose every part holds hostile words. */
export function hostileComparison(words = evil): Comparison {
  const pair = {
    theme: { ...quayPair.theme, title: words, questions: [words] },
    left: { ...quayPair.left, title: words, path: 'a`<b>\u202e.md', authors: [{ name: words, affiliation: words }] },
    right: { ...quayPair.right, title: words },
  };
  return compareTexts(
    townText.replace('It is *fair*.', `${words} is fair.`),
    nationText.replace('dredging.', `dredging ${words}.`),
    pair,
    (reading) => ({
      ...reading,
      name: words,
      version: words,
      source: 'published',
      provenance: { author: words, method: words },
      summary: { convergence: words, divergence: null, silences: null },
      links: reading.links.map((link) => ({ ...link, topic: words, why: words })),
      silences: { ...reading.silences, right: [{ topic: words, why: words, spans: [{ start: 0, end: 12 }] }] },
    }),
  );
}
