import type { Side } from '../../alignment/reading';
import type { Section } from './numbered';
import type { CheckedLink, CheckedReading, CheckedReply, CheckedSilence, CheckedSummary } from './reply';
import type { Showing } from './sections';

/**
 * Lays the second call's reply over the first: without the links that it drops, with those that it adds, with its silences and summary
 * where it has any. A link that is there already (sharing a sentence on both sides) is not added again.
 */
export function complete(first: CheckedReading, second: CheckedReply): CheckedReading {
  const dropped = new Set(second.drop);
  const kept = first.links.filter((_, i) => !dropped.has(i + 1));
  // A reply that drops nearly all has misunderstood the question, and one wrong answer must not cost the other.
  const links = kept.length * 2 < first.links.length ? first.links : kept;
  const hasSilences = second.silences.left.length + second.silences.right.length > 0;
  return {
    links: [...links, ...withoutKnown(second.links, links)],
    silences: hasSilences ? second.silences : first.silences,
    summary: {
      convergence: second.summary.convergence ?? first.summary.convergence,
      divergence: second.summary.divergence ?? first.summary.divergence,
      silences: second.summary.silences ?? first.summary.silences,
    },
  };
}

/** What was read of one showing. */
export interface Part {
  readonly showing: Showing;
  readonly reading: CheckedReading;
}

/**
 * Puts together what was read section by section. The same link is kept once. A silence stays only if the whole other essay was shown
 * beside it, and no section of it takes the issue up: each of these readings has to name the silence.
 * @param counts how many sentences each essay has
 */
export function mergeParts(parts: readonly Part[], counts: Readonly<Record<Side, number>>): CheckedReading {
  const links: CheckedLink[] = [];
  for (const { reading } of parts) links.push(...withoutKnown(reading.links, links));
  return {
    links,
    silences: { left: commonSilences(parts, 'left', counts.right), right: commonSilences(parts, 'right', counts.left) },
    summary: joinSummaries(parts.map(({ reading }) => reading.summary)),
  };
}

/** The links that share no sentence on both sides with one that is known. */
function withoutKnown(links: readonly CheckedLink[], known: readonly CheckedLink[]): CheckedLink[] {
  return links.filter(
    (link) => !known.some((other) => shares(link.left, other.left) && shares(link.right, other.right)),
  );
}

function commonSilences(parts: readonly Part[], side: Side, otherCount: number): CheckedSilence[] {
  const other = side === 'left' ? 'right' : 'left';
  const found: CheckedSilence[] = [];
  for (const { reading } of parts) {
    for (const silence of reading.silences[side]) {
      const witnesses = parts.filter(({ showing }) =>
        silence.sentences.some((at) => at >= showing[side].start && at < showing[side].end),
      );
      const isCommon =
        covers(
          witnesses.map(({ showing }) => showing[other]),
          otherCount,
        ) &&
        witnesses.every((part) =>
          part.reading.silences[side].some((each) => shares(each.sentences, silence.sentences)),
        );
      const isKnown = parts.length > 1 && found.some((each) => shares(each.sentences, silence.sentences));
      if (isCommon && !isKnown) found.push(silence);
    }
  }
  return found;
}

/** Whether some sections together are a whole essay. */
function covers(sections: readonly Section[], count: number): boolean {
  const sorted = [...sections].sort((a, b) => a.start - b.start);
  let end = 0;
  for (const section of sorted) if (section.start <= end) end = Math.max(end, section.end);
  return end >= count;
}

function joinSummaries(summaries: readonly CheckedSummary[]): CheckedSummary {
  const join = (part: keyof CheckedSummary): string | null => {
    const said = [...new Set(summaries.flatMap((summary) => summary[part] ?? []))];
    return said.length === 0 ? null : said.join(' ');
  };
  return { convergence: join('convergence'), divergence: join('divergence'), silences: join('silences') };
}

function shares(a: readonly number[], b: readonly number[]): boolean {
  return a.some((sentence) => b.includes(sentence));
}
