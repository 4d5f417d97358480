import type { Comparison } from '../../../server/readings/comparison';
import { compareTexts, nationText, quayPair, townText } from '../pairs';

/** What an essay may hold that would act on a page, a spreadsheet, a terminal or the text around it. */
export const evil =
  '=HYPERLINK("http://e.org";"x")<script>alert(1)</script>&amp;"\' [x](command:quit) ![i](http://e.org/i.png) | `t` \u202egnihtyna\u2066 \u0000\u0007\u001b[31m\ud800 ]]> --> $x$ ＝1';

/** A comparison of essays whose every part is hostile. */
export function hostileComparison(): Comparison {
  const pair = {
    theme: { ...quayPair.theme, title: evil, questions: [evil] },
    left: { ...quayPair.left, title: evil, path: 'a`<b>\u202e.md', authors: [{ name: evil, affiliation: evil }] },
    right: { ...quayPair.right, title: evil },
  };
  return compareTexts(
    townText.replace('It is *fair*.', `${evil} is fair.`),
    nationText.replace('dredging.', `dredging ${evil}.`),
    pair,
    (reading) => ({
      ...reading,
      name: evil,
      version: evil,
      source: 'published',
      provenance: { author: evil, method: evil },
      summary: { convergence: evil, divergence: null, silences: null },
      links: reading.links.map((link) => ({ ...link, topic: evil, why: evil })),
      silences: { ...reading.silences, right: [{ topic: evil, why: evil, spans: [{ start: 0, end: 12 }] }] },
    }),
  );
}
