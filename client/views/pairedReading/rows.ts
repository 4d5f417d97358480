/**
 * The rows of the paired reading view. Pure.
 *
 * One essay leads. Each of its passages is a row, with all its links; beside it stand the counterparts. Passages are linked many to many:
 * grouped by whatever is linked at all, most of an essay would end in one row. So a counterpart stands whole in the row of its surest link,
 * and in other rows only the sentences that are meant are quoted. Every passage of both essays thus stands whole exactly once.
 * A passage of the other essay without a link is a row of its own, behind the one that it follows in its essay.
 * By relation, each link is a row, both passages whole.
 */
import type { PairedLinkView, PairedReadingView, PairedSilenceView, RelationName } from '../../../server/protocol';
import { otherSide, type Side } from '../../reading';
import { type Filters, passingUnlinked, sides, silencesOf } from './filters';

/** The essay whose order is followed; or links by relation and strength. */
export type Order = Side | 'relation';

export const orders = ['left', 'right', 'relation'] as const satisfies readonly Order[];

/** A counterpart in a row. */
export interface Counterpart {
  readonly passage: number;
  /** Where it does not stand whole, the row in which it does. */
  readonly wholeIn: string | null;
}

/** Links of a row that share a counterpart, and what stands beside them. */
export interface Strand {
  readonly links: readonly PairedLinkView[];
  readonly counterparts: readonly Counterpart[];
}

export interface Row {
  readonly id: string;
  /** The side of the row's own passages; the counterparts stand on the other. */
  readonly side: Side;
  /** The row's own passages, whole: one, except by relation, where a link may join several. */
  readonly passages: readonly number[];
  readonly strands: readonly Strand[];
  /** Links that stand in the row of an earlier passage and go on in this one. */
  readonly goesOn: readonly { readonly link: PairedLinkView; readonly row: string }[];
  /** Issues of the row's own passages that the other essay passes over. */
  readonly silences: readonly PairedSilenceView[];
}

/** Rows under one heading. */
export interface Section {
  readonly id: string;
  readonly heading: SectionHeading;
  readonly rows: readonly Row[];
}

export type SectionHeading =
  /** Of the essay that leads; null before its first heading. */
  | { readonly kind: 'section'; readonly side: Side; readonly text: string | null }
  | { readonly kind: 'relation'; readonly relation: RelationName }
  | { readonly kind: 'unlinked'; readonly side: Side };

/** The order in which relations are read: what clashes first. */
const relationOrder = ['divergence', 'convergence', 'undetermined'] as const satisfies readonly RelationName[];

/**
 * The rows of a pair under their headings.
 * @param links those that pass the filters
 * @param keys names the passages of each side (`carryKeys`)
 */
export function sectionsOf(
  reading: PairedReadingView,
  links: readonly PairedLinkView[],
  order: Order,
  filters: Filters,
  keys: PassageKeys,
): Section[] {
  return order === 'relation'
    ? byRelation(reading, links, filters, keys)
    : byEssay(reading, links, order, filters, keys);
}

/** For each side a lasting name for each passage. */
export type PassageKeys = Readonly<Record<Side, readonly string[]>>;

function byEssay(
  reading: PairedReadingView,
  links: readonly PairedLinkView[],
  side: Side,
  filters: Filters,
  keys: PassageKeys,
): Section[] {
  const other = otherSide(side);
  const own = new Map<number, PairedLinkView[]>();
  const goesOn = new Map<number, PairedLinkView[]>();
  const firstOf = new Map<PairedLinkView, number>();
  for (const link of links) {
    const [first, ...further] = distinct(link[side].map(({ passage }) => passage));
    if (first === undefined) continue;
    firstOf.set(link, first);
    put(own, first, link);
    for (const passage of further) put(goesOn, passage, link);
  }
  const rowIdOf = (passage: number): string => rowId(side, keys, passage);
  const homes = homesOf(links, other, (link) => firstOf.get(link));

  const rows: Row[] = [];
  const alone = new Set(passingUnlinked(reading, side, filters));
  const placeOf = new Map<number, number>();
  reading[side].passages.forEach((_, passage) => {
    placeOf.set(passage, rows.length);
    const links = own.get(passage) ?? [];
    const further = goesOn.get(passage) ?? [];
    if (links.length === 0 && further.length === 0 && !alone.has(passage)) return;
    rows.push({
      id: rowIdOf(passage),
      side,
      passages: [passage],
      strands: strandsOf(links, other, (counterpart) => {
        const home = homes.get(counterpart);
        return home === undefined || home === passage ? null : rowIdOf(home);
      }),
      goesOn: further.map((link) => ({ link, row: rowIdOf(firstOf.get(link) ?? passage) })),
      silences: filters.hidden.includes('silence') ? [] : silencesOf(reading, side, passage),
    });
  });

  // Each unlinked passage of the other essay goes behind the row of the passage that it follows there.
  const behind = new Map<number, Row[]>();
  const otherAlone = new Set(passingUnlinked(reading, other, filters));
  let place = 0;
  reading[other].passages.forEach((_, passage) => {
    const home = homes.get(passage);
    if (home !== undefined) place = (placeOf.get(home) ?? 0) + 1;
    if (!otherAlone.has(passage)) return;
    const row = unlinkedRow(reading, other, passage, filters, keys);
    behind.set(place, [...(behind.get(place) ?? []), row]);
  });
  const ordered = [...rows, undefined].flatMap((row, i) => [...(behind.get(i) ?? []), ...(row ? [row] : [])]);
  return underHeadings(reading, side, ordered);
}

/** A new heading begins where the leading essay's next section does. */
function underHeadings(reading: PairedReadingView, side: Side, rows: readonly Row[]): Section[] {
  const seen = new Map<string, number>();
  const sections: { id: string; heading: SectionHeading; rows: Row[] }[] = [];
  let at: number | null | undefined;
  for (const row of rows) {
    const [passage] = row.passages;
    const section = row.side === side && passage !== undefined ? reading[side].passages[passage]?.section : at;
    if (sections.length === 0 || (section ?? null) !== (at ?? null)) {
      at = section ?? null;
      const text = at === null ? null : (reading[side].headings[at]?.text ?? null);
      // By its words, not its place: a section stays the same one when another comes before it.
      const name = `${side}:${text ?? ''}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      sections.push({ id: `${name}:${count}`, heading: { kind: 'section', side, text }, rows: [] });
    }
    sections.at(-1)?.rows.push(row);
  }
  return sections;
}

function byRelation(
  reading: PairedReadingView,
  links: readonly PairedLinkView[],
  filters: Filters,
  keys: PassageKeys,
): Section[] {
  const linked = relationOrder.map((relation): Section => {
    const rows = links
      .filter((link) => link.relation === relation)
      .toSorted((a, b) => (b.strength ?? 0) - (a.strength ?? 0) || b.confidence - a.confidence)
      .map((link): Row => ({
        id: `link:${link.id}`,
        side: 'left',
        passages: distinct(link.left.map(({ passage }) => passage)),
        strands: strandsOf([link], 'right', () => null),
        goesOn: [],
        silences: [],
      }));
    return { id: relation, heading: { kind: 'relation', relation }, rows };
  });
  const unlinked = sides.map((side): Section => ({
    id: `unlinked:${side}`,
    heading: { kind: 'unlinked', side },
    rows: passingUnlinked(reading, side, filters).map((passage) => unlinkedRow(reading, side, passage, filters, keys)),
  }));
  return [...linked, ...unlinked].filter(({ rows }) => rows.length > 0);
}

function unlinkedRow(
  reading: PairedReadingView,
  side: Side,
  passage: number,
  filters: Filters,
  keys: PassageKeys,
): Row {
  return {
    id: rowId(side, keys, passage),
    side,
    passages: [passage],
    strands: [],
    goesOn: [],
    silences: filters.hidden.includes('silence') ? [] : silencesOf(reading, side, passage),
  };
}

function rowId(side: Side, keys: PassageKeys, passage: number): string {
  return `${side}:${keys[side][passage] ?? passage}`;
}

/** For each counterpart that a link leads to, the own passage in whose row it stands whole: that of its surest link. */
function homesOf(
  links: readonly PairedLinkView[],
  other: Side,
  firstOf: (link: PairedLinkView) => number | undefined,
): ReadonlyMap<number, number> {
  const best = new Map<number, { readonly link: PairedLinkView; readonly home: number }>();
  for (const link of links) {
    const home = firstOf(link);
    if (home === undefined) continue;
    for (const { passage } of link[other]) {
      const known = best.get(passage);
      if (known === undefined || outranks(link, known.link)) best.set(passage, { link, home });
    }
  }
  return new Map([...best].map(([passage, { home }]) => [passage, home]));
}

function outranks(a: PairedLinkView, b: PairedLinkView): boolean {
  return ((a.strength ?? 0) - (b.strength ?? 0) || a.confidence - b.confidence) > 0;
}

/** Links that share a counterpart passage go together; the strands follow the counterparts' order of the surest link first. */
function strandsOf(
  links: readonly PairedLinkView[],
  other: Side,
  wholeIn: (passage: number) => string | null,
): Strand[] {
  const strands: { links: PairedLinkView[]; passages: Set<number> }[] = [];
  for (const link of links) {
    const passages = distinct(link[other].map(({ passage }) => passage));
    const shared = strands.filter((strand) => passages.some((passage) => strand.passages.has(passage)));
    const [first, ...others] = shared;
    if (first === undefined) {
      strands.push({ links: [link], passages: new Set(passages) });
      continue;
    }
    for (const each of others) {
      first.links.push(...each.links);
      for (const passage of each.passages) first.passages.add(passage);
      strands.splice(strands.indexOf(each), 1);
    }
    first.links.push(link);
    for (const passage of passages) first.passages.add(passage);
  }
  return strands.map(({ links, passages }) => ({
    links,
    counterparts: [...passages].toSorted((a, b) => a - b).map((passage) => ({ passage, wholeIn: wholeIn(passage) })),
  }));
}

function distinct(passages: readonly number[]): number[] {
  return [...new Set(passages)].toSorted((a, b) => a - b);
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** The row in which a passage stands whole, else one in which it is quoted. */
export function rowOfPassage(sections: readonly Section[], side: Side, passage: number): Row | undefined {
  const rows = sections.flatMap((section) => section.rows);
  const counterparts = (row: Row): readonly Counterpart[] =>
    row.side === side ? [] : row.strands.flatMap((strand) => strand.counterparts);
  return (
    rows.find((row) => row.side === side && row.passages.includes(passage)) ??
    rows.find((row) => counterparts(row).some((each) => each.passage === passage && each.wholeIn === null)) ??
    rows.find((row) => counterparts(row).some((each) => each.passage === passage))
  );
}

/** The row that a link stands in. */
export function rowOfLink(sections: readonly Section[], link: string): Row | undefined {
  const rows = sections.flatMap((section) => section.rows);
  return rows.find(({ strands }) => strands.some(({ links }) => links.some(({ id }) => id === link)));
}
