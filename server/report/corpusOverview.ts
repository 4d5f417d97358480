/**
 * All themes of a corpus at once: how much of each pair of essays meets, clashes or is passed over, which sections face each other, and
 * which concepts both sides use, contest or leave to one side. Counts what the comparisons say; judges nothing anew.
 */
import { AlignmentMemo } from '../alignment/memo';
import { type PassageProfile, profileSteps } from '../alignment/profile';
import type { Relation, Side } from '../alignment/reading';
import { weights } from '../alignment/weights';
import type { Concept } from '../corpus/lexicon';
import { type ComparedLink, type Comparison, countRelations } from '../readings/comparison';
import type { Essay, Span } from '../text/essay';
import type { Steps } from '../text/steps';

/** How a concept stands in a theme, or in the whole corpus. */
export type ConceptUse = 'contested' | 'shared' | 'left' | 'right';

/** A part of an essay under one heading. */
export interface SectionOverview {
  /** Index into the essay's headings; null before the first. */
  readonly heading: number | null;
  /** Empty before the first heading. */
  readonly title: string;
}

/** The links between one section of the left essay and one of the right. */
export interface SectionCell {
  /** Indices into the theme's sections. */
  readonly left: number;
  readonly right: number;
  /** Ids, the surest first. */
  readonly links: readonly string[];
  readonly counts: Readonly<Record<Relation, number>>;
}

export interface ThemeOverview {
  readonly comparison: Comparison;
  readonly counts: Readonly<Record<Relation, number>>;
  /** The share of each essay's running text that links of a relation cover, in [0, 1]; a sentence in links of two relations counts in both. */
  readonly shares: Readonly<Record<Relation, Readonly<Record<Side, number>>>>;
  /** The diverging link of the greatest strength, then confidence; undefined where none diverges. */
  readonly clash: ComparedLink | undefined;
  readonly sections: Readonly<Record<Side, readonly SectionOverview[]>>;
  /** Those that hold a link, row by row. */
  readonly cells: readonly SectionCell[];
}

/** How the two essays of a theme use a concept. */
export interface ConceptCell {
  /** Index into the overview's themes. */
  readonly theme: number;
  readonly use: ConceptUse;
  /** How often each essay names it. */
  readonly left: number;
  readonly right: number;
  /** Ids of the diverging links whose claims name it on both sides: what makes it contested. None where it is the theme’s own topic. */
  readonly clashes: readonly string[];
}

export interface ConceptOverview {
  readonly id: string;
  readonly label: string;
  /** Contested where any theme contests it; shared where both sides name it, in whatever theme. */
  readonly use: ConceptUse;
  readonly mentions: number;
  /** Of the themes that name it, in their order. */
  readonly cells: readonly ConceptCell[];
}

export interface CorpusOverview {
  readonly themes: readonly ThemeOverview[];
  /** Contested ones first (by how many links clash over them), then shared, then one-sided; those named most often first. */
  readonly concepts: readonly ConceptOverview[];
}

const useOrder: readonly ConceptUse[] = ['contested', 'shared', 'left', 'right'];

/** Gathers the overview, a comparison a step or finer. `concepts` are those to look for. */
export function* overviewSteps(
  comparisons: readonly Comparison[],
  concepts: readonly Concept[],
  memo = new AlignmentMemo(),
): Steps<CorpusOverview> {
  const themes: ThemeOverview[] = [];
  const cells = new Map<string, ConceptCell[]>();
  for (const [theme, comparison] of comparisons.entries()) {
    themes.push(themeOverview(comparison));
    yield;
    const profiles = {
      left: yield* profileSteps(comparison.left, concepts, memo),
      right: yield* profileSteps(comparison.right, concepts, memo),
    };
    for (const [id, cell] of conceptCells(comparison, theme, profiles)) cells.set(id, [...(cells.get(id) ?? []), cell]);
    yield;
  }
  const labels = new Map(concepts.map(({ id, forms }) => [id, forms[0] ?? id]));
  return {
    themes,
    concepts: [...cells]
      .map(([id, own]): ConceptOverview => ({
        id,
        label: labels.get(id) ?? id,
        use: useInAll(own),
        mentions: own.reduce((sum, { left, right }) => sum + left + right, 0),
        cells: own,
      }))
      .sort(
        (a, b) =>
          useOrder.indexOf(a.use) - useOrder.indexOf(b.use) ||
          clashesOf(b) - clashesOf(a) ||
          b.mentions - a.mentions ||
          (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
      ),
  };
}

function themeOverview(comparison: Comparison): ThemeOverview {
  const { links } = comparison;
  const share = (relation: Relation, side: Side): number =>
    coveredShare(
      comparison[side],
      links.filter((link) => link.relation === relation).flatMap((link) => link[side]),
    );
  const shares = (relation: Relation): Record<Side, number> => ({
    left: share(relation, 'left'),
    right: share(relation, 'right'),
  });
  const sections = { left: sectionsOf(comparison.left), right: sectionsOf(comparison.right) };
  return {
    comparison,
    counts: countRelations(links),
    shares: {
      convergence: shares('convergence'),
      divergence: shares('divergence'),
      undetermined: shares('undetermined'),
    },
    clash: links
      .filter(({ relation }) => relation === 'divergence')
      .toSorted((a, b) => (b.strength ?? 0) - (a.strength ?? 0) || b.confidence - a.confidence)[0],
    sections,
    cells: sectionCells(comparison, sections),
  };
}

/** The share of an essay's sentences, by length, that some spans touch; in [0, 1]. */
function coveredShare(essay: Essay, spans: readonly Span[]): number {
  const sentences = essay.passages.flatMap((passage) => passage.sentences);
  const length = (of: readonly Span[]): number => of.reduce((sum, { start, end }) => sum + end - start, 0);
  const all = length(sentences);
  const covered = sentences.filter((sentence) => spans.some((span) => overlap(span, sentence)));
  return all === 0 ? 0 : length(covered) / all;
}

/** The sections that hold a passage, in reading order. */
function sectionsOf(essay: Essay): SectionOverview[] {
  const headings = new Set(essay.passages.map(({ heading }) => heading ?? null));
  return [...headings].map((heading) => ({
    heading,
    title: heading === null ? '' : (essay.headings[heading]?.text ?? ''),
  }));
}

function sectionCells(
  comparison: Comparison,
  sections: Readonly<Record<Side, readonly SectionOverview[]>>,
): SectionCell[] {
  const sectionOf = (side: Side, link: ComparedLink): number => {
    const [span] = link[side];
    const passage = span && comparison[side].passages.find((each) => overlap(each, span));
    return sections[side].findIndex(({ heading }) => heading === (passage?.heading ?? null));
  };
  const cells = new Map<string, { left: number; right: number; links: ComparedLink[] }>();
  for (const link of comparison.links) {
    const [left, right] = [sectionOf('left', link), sectionOf('right', link)];
    if (left < 0 || right < 0) continue;
    const key = `${left}/${right}`;
    const cell = cells.get(key) ?? { left, right, links: [] };
    cell.links.push(link);
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort((a, b) => a.left - b.left || a.right - b.right)
    .map(({ left, right, links }) => ({
      left,
      right,
      links: links.toSorted((a, b) => b.confidence - a.confidence).map(({ id }) => id),
      counts: countRelations(links),
    }));
}

function conceptCells(
  { links }: Comparison,
  theme: number,
  profiles: Readonly<Record<Side, readonly PassageProfile[]>>,
): Map<string, ConceptCell> {
  const mentions = {
    left: profiles.left.flatMap((profile) => profile.concepts),
    right: profiles.right.flatMap((profile) => profile.concepts),
  };
  const passages = [...profiles.left, ...profiles.right];
  // What the essays are about stands in most claims, and says nothing of what they differ over. Short texts have no such words.
  const isTopic = (id: string): boolean =>
    passages.length >= 12 &&
    passages.filter((profile) => profile.counts.has(`#${id}`)).length > weights.topicShare * passages.length;
  const clashing = links.filter(({ relation }) => relation === 'divergence');
  const inClaim = (link: ComparedLink, side: Side, id: string): boolean =>
    mentions[side].some((mention) => mention.id === id && link[side].some((span) => overlap(span, mention)));
  const cells = new Map<string, ConceptCell>();
  for (const id of new Set([...mentions.left, ...mentions.right].map((mention) => mention.id))) {
    const left = mentions.left.filter((mention) => mention.id === id).length;
    const right = mentions.right.filter((mention) => mention.id === id).length;
    const clashes = (isTopic(id) ? [] : clashing)
      .filter((link) => inClaim(link, 'left', id) && inClaim(link, 'right', id))
      .map((link) => link.id);
    const use = clashes.length > 0 ? 'contested' : left > 0 && right > 0 ? 'shared' : left > 0 ? 'left' : 'right';
    cells.set(id, { theme, use, left, right, clashes });
  }
  return cells;
}

function clashesOf({ cells }: ConceptOverview): number {
  return cells.reduce((sum, { clashes }) => sum + clashes.length, 0);
}

function useInAll(cells: readonly ConceptCell[]): ConceptUse {
  if (cells.some(({ use }) => use === 'contested')) return 'contested';
  const isOn = (side: Side): boolean => cells.some((cell) => cell[side] > 0);
  return isOn('left') && isOn('right') ? 'shared' : isOn('left') ? 'left' : 'right';
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
