/** Words and signs of the page. */
import { claimText } from '../../views/pairedReading/filters';
import type { RowKind, Standing } from '../../views/pairedReading/filters';
import type { Row } from '../../views/pairedReading/rows';
import type { Strings } from '../../views/pairedReading/strings';
import type { PairedLinkView, PairedReadingView } from '../../../server/protocol';
import { fill, readStrings } from '../kit/page';
import { relationSigns } from '../kit/relations';

export const strings = readStrings() as Strings;

/** A sign beside each word, so that colour is never the only one. */
export const signs: Readonly<Record<RowKind | 'mixed', string>> = {
  ...relationSigns,
  silence: '○',
  alone: '–',
  mixed: '≈≠',
};

export const standingNames: Readonly<Record<Standing, string>> = {
  both: strings.standingBoth,
  rival: strings.standingRival,
  first: strings.standingFirst,
  second: strings.standingSecond,
};

const spoken: Readonly<Record<PairedLinkView['relation'], string>> = {
  convergence: strings.spokenConvergence,
  divergence: strings.spokenDivergence,
  undetermined: strings.spokenUndetermined,
};

/** A row as it is read out: “Left: …, diverges from, right: …”. */
export function spokenRow(reading: PairedReadingView, row: Row): string {
  const links = row.strands.flatMap((strand) => strand.links);
  const claims = (link: PairedLinkView, side: 'left' | 'right'): string =>
    shortened(link[side].map((claim) => claimText(reading, side, claim)).join(' '));
  const parts = links.map((link) => {
    const sentence = fill(spoken[link.relation], claims(link, 'left'), claims(link, 'right'));
    return link.topic === null ? sentence : `${link.topic}. ${sentence}`;
  });
  const [passage = 0] = row.passages;
  const sentences = reading[row.side].passages[passage]?.sentences ?? [];
  const own = shortened(sentences.map(({ text }) => text).join(' '));
  if (row.silences.length > 0) {
    const topics = row.silences.map(({ topic }) => topic).join(', ');
    parts.push(fill(row.side === 'left' ? strings.spokenSilenceLeft : strings.spokenSilenceRight, own, topics));
  }
  if (parts.length === 0)
    parts.push(fill(row.side === 'left' ? strings.spokenAloneLeft : strings.spokenAloneRight, own));
  return parts.join('. ');
}

function shortened(text: string): string {
  const most = 160;
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))}…`;
}
