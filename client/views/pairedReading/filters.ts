/** Which links and passages of a pair the reader wants to see, and how many each choice would give. Pure. */
import type { ClaimView, PairedLinkView, PairedReadingView, RelationName } from '../../../server/protocol';
import type { Side } from '../../reading';

/** What a row can be about: a relation, an issue that the other essay passes over, or a passage without a counterpart. */
export type RowKind = RelationName | 'silence' | 'alone';

export const rowKinds = [
  'convergence',
  'divergence',
  'undetermined',
  'silence',
  'alone',
] as const satisfies readonly RowKind[];

export const sides = ['left', 'right'] as const satisfies readonly Side[];

/** How a link stands between two readings: in both, in both with rival relations, in one only. */
export type Standing = 'both' | 'rival' | 'first' | 'second';

export const standings = ['both', 'rival', 'first', 'second'] as const satisfies readonly Standing[];

export interface Filters {
  /** Kinds that are hidden. */
  readonly hidden: readonly RowKind[];
  /** Links below this confidence are hidden; in [0, 1]. */
  readonly confidence: number;
  /** Only what stands in this section, or answers it. */
  readonly section: { readonly side: Side; readonly heading: number } | null;
  /** Only passages that name this concept, and what answers them. */
  readonly concept: string | null;
  /** Only passages (or topics) that hold these words. */
  readonly text: string;
  /** Only links that stand like this between two readings. */
  readonly standing: Standing | null;
}

export const noFilters: Filters = {
  hidden: [],
  confidence: 0,
  section: null,
  concept: null,
  text: '',
  standing: null,
};

/** The steps of confidence that are offered. */
export const confidences = [0, 0.5, 0.75, 0.9] as const;

export function isFiltered(filters: Filters): boolean {
  return (
    filters.hidden.length > 0 ||
    filters.confidence > 0 ||
    filters.section !== null ||
    filters.concept !== null ||
    filters.standing !== null ||
    filters.text.trim() !== ''
  );
}

/** The passages of a side that no link of the reading touches. */
export function unlinkedPassages(reading: PairedReadingView, side: Side): number[] {
  const linked = new Set(reading.links.flatMap((link) => link[side].map(({ passage }) => passage)));
  return reading[side].passages.flatMap((_, i) => (linked.has(i) ? [] : [i]));
}

/** The silences that a passage takes part in. */
export function silencesOf(
  reading: PairedReadingView,
  side: Side,
  passage: number,
): PairedReadingView['silences']['left'][number][] {
  return reading.silences[side].filter(({ claims }) => claims.some((claim) => claim.passage === passage));
}

/** The kind that a passage without a link is shown as. */
export function kindOfUnlinked(reading: PairedReadingView, side: Side, passage: number): 'silence' | 'alone' {
  return silencesOf(reading, side, passage).length > 0 ? 'silence' : 'alone';
}

/** The links that pass, in their order. */
export function passingLinks(
  reading: PairedReadingView,
  filters: Filters,
  standingOf: ReadonlyMap<string, Standing> = new Map(),
): PairedLinkView[] {
  const fits = passageTest(reading, filters);
  const words = folded(filters.text);
  return reading.links.filter((link) => {
    if (filters.hidden.includes(link.relation) || link.confidence < filters.confidence) return false;
    // Where only one reading is shown, nothing stands between two.
    if (filters.standing !== null && standingOf.size > 0 && standingOf.get(link.id) !== filters.standing) return false;
    const places = sides.flatMap((side) => link[side].map((claim) => ({ side, claim })));
    const inPlace = (test: (side: Side, passage: number) => boolean): boolean =>
      places.some(({ side, claim }) => test(side, claim.passage));
    if (!inPlace(fits.section) || !inPlace(fits.concept)) return false;
    return words === '' || inPlace(fits.text) || folded(link.topic ?? '').includes(words);
  });
}

/** The passages of a side that have no link and pass, in reading order. */
export function passingUnlinked(reading: PairedReadingView, side: Side, filters: Filters): number[] {
  const fits = passageTest(reading, filters);
  const words = folded(filters.text);
  return unlinkedPassages(reading, side).filter((passage) => {
    const silences = silencesOf(reading, side, passage);
    if (filters.hidden.includes(silences.length > 0 ? 'silence' : 'alone')) return false;
    if (filters.standing !== null || !fits.section(side, passage) || !fits.concept(side, passage)) return false;
    return words === '' || fits.text(side, passage) || silences.some(({ topic }) => folded(topic).includes(words));
  });
}

/** The text of a passage as the reader sees it. */
export function passageText(reading: PairedReadingView, side: Side, passage: number): string {
  return (reading[side].passages[passage]?.sentences ?? [])
    .map(({ text, spaceAfter }) => (spaceAfter ? `${text} ` : text))
    .join('');
}

/** The sentences of a claim. */
export function claimText(reading: PairedReadingView, side: Side, { passage, from, to }: ClaimView): string {
  return (reading[side].passages[passage]?.sentences ?? [])
    .slice(from, to)
    .map(({ text, spaceAfter }) => (spaceAfter ? `${text} ` : text))
    .join('')
    .trim();
}

interface PassageTest {
  readonly section: (side: Side, passage: number) => boolean;
  readonly concept: (side: Side, passage: number) => boolean;
  readonly text: (side: Side, passage: number) => boolean;
}

function passageTest(reading: PairedReadingView, filters: Filters): PassageTest {
  const words = folded(filters.text);
  return {
    section: (side, passage) =>
      filters.section === null ||
      (filters.section.side === side && reading[side].passages[passage]?.section === filters.section.heading),
    concept: (side, passage) =>
      filters.concept === null || (reading[side].passages[passage]?.concepts.includes(filters.concept) ?? false),
    text: (side, passage) => folded(passageText(reading, side, passage)).includes(words),
  };
}

/** Letters without case or accents, so that a reader need not type them. */
export function folded(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');
}

/** How many links (of kinds without: silences, passages) each choice of a filter would show, the other filters being as they are. */
export interface Facets {
  readonly kinds: Readonly<Record<RowKind, number>>;
  readonly confidences: readonly { readonly least: number; readonly count: number }[];
  readonly sections: readonly {
    readonly side: Side;
    readonly heading: number;
    readonly text: string;
    readonly count: number;
  }[];
  readonly concepts: readonly { readonly id: string; readonly label: string; readonly count: number }[];
  /** None while one reading is shown. */
  readonly standings: readonly { readonly standing: Standing; readonly count: number }[];
  /** Links without any filter, and with those chosen. */
  readonly links: { readonly all: number; readonly shown: number };
}

export function facetsOf(
  reading: PairedReadingView,
  filters: Filters,
  standingOf: ReadonlyMap<string, Standing> = new Map(),
): Facets {
  const count = (change: Partial<Filters>): number =>
    passingLinks(reading, { ...filters, ...change }, standingOf).length;
  const links = passingLinks(reading, { ...filters, hidden: [] }, standingOf);
  const unlinked = sides.flatMap((side) =>
    passingUnlinked(reading, side, { ...filters, hidden: [] }).map((passage) => kindOfUnlinked(reading, side, passage)),
  );
  const kinds = Object.fromEntries(
    rowKinds.map((kind) => [
      kind,
      kind === 'silence' || kind === 'alone'
        ? unlinked.filter((each) => each === kind).length
        : links.filter(({ relation }) => relation === kind).length,
    ]),
  ) as Record<RowKind, number>;
  return {
    kinds,
    confidences: confidences.map((least) => ({ least, count: count({ confidence: least }) })),
    sections: sides.flatMap((side) =>
      reading[side].headings.flatMap(({ text }, heading) => {
        const holds = reading[side].passages.some(({ section }) => section === heading);
        return holds ? [{ side, heading, text, count: count({ section: { side, heading } }) }] : [];
      }),
    ),
    concepts: reading.concepts.map(({ id, label }) => ({ id, label, count: count({ concept: id }) })),
    standings: standingOf.size === 0 ? [] : standings.map((standing) => ({ standing, count: count({ standing }) })),
    links: { all: reading.links.length, shown: count({}) },
  };
}
