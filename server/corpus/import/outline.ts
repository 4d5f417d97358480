import { type Block, isTitleLike, plainOf } from './blocks';
import { type Byline, readByline } from './byline';
import { type Contents, type ContentsEntry, EntryFinder, KnownNames } from './contents';
import { at } from './lines';
import {
  endingOf,
  headingKey,
  isMainSection,
  looksLikeAffiliation,
  looksLikePerson,
  looksLikeTitle,
  namesRole,
  plainText,
  splitNumber,
} from './shapes';
import { IMPRINT, MATTER_HEADING, NOTES_HEADING, OPENING_SECTION, PART_LABEL, QUESTIONS_LABEL } from './vocabulary';

/** An essay as blocks. */
export interface EssayOutline {
  /** The blocks of its title, in order; empty where the title is missing. */
  readonly title: readonly Block[];
  readonly byline: Byline | undefined;
  readonly bylineBlocks: readonly Block[];
  /** Everything after the byline: sections, text, notes, furniture. */
  readonly rest: readonly Block[];
  readonly entry: ContentsEntry | undefined;
}

export interface ThemeOutline {
  readonly title: readonly Block[];
  readonly entry: ContentsEntry | undefined;
  readonly questions: readonly Block[];
  /** Lines such as “Guiding questions”. */
  readonly labels: readonly Block[];
  readonly numbers: readonly Block[];
  /** Running text between the theme's title and its first essay. */
  readonly introduction: readonly Block[];
  readonly essays: readonly EssayOutline[];
}

export interface Outline {
  readonly front: readonly Block[];
  readonly themes: readonly ThemeOutline[];
  readonly back: readonly Block[];
}

interface Start {
  /** Index of the first block of the title (or of the byline, where there is no title). */
  readonly first: number;
  /** Index behind the title. */
  readonly titleEnd: number;
  readonly byline: Byline | undefined;
  /** Index behind title and byline. */
  readonly end: number;
  readonly entry: ContentsEntry | undefined;
  /** How much speaks for it. */
  readonly score: number;
}

interface Opener {
  readonly first: number;
  readonly title: readonly Block[];
  readonly entry: ContentsEntry | undefined;
  readonly questions: readonly Block[];
  readonly labels: readonly Block[];
  readonly numbers: readonly Block[];
  readonly introduction: readonly Block[];
}

/**
 * Finds the essays and the themes that they belong to. `blocks[i].index` must be `i`.
 *
 * Method: every place where an essay may start is scored by its evidence (the table of contents, a byline, what stands before and after it);
 * places that score enough are starts. What stands right above a start (a title, a number, questions) opens a theme.
 * What comes before the first opener is front matter, what comes after the last essay's notes is back matter.
 */
export function findOutline(blocks: readonly Block[], contents: Contents | undefined): Outline {
  const finder = new EntryFinder(contents);
  const starts = findStarts(blocks, contents, finder);
  const themes: { opener: Opener | undefined; essays: { start: Start; end: number }[] }[] = [];
  let front = starts[0]?.first ?? blocks.length;
  for (const [k, found] of starts.entries()) {
    const floor = starts[k - 1]?.end ?? 0;
    const current = themes.at(-1);
    let start = withSubtitle(blocks, found, floor, finder);
    const opener = findOpener(blocks, start, floor, finder, current?.essays.length ?? 0);
    if (opener === undefined) start = withUpperTitle(blocks, start, floor, finder);
    const first = opener?.first ?? start.first;
    if (k === 0) front = first;
    const previous = current?.essays.at(-1);
    if (previous !== undefined) previous.end = first;
    const essay = { start, end: blocks.length };
    if (opener !== undefined || current === undefined || startsAnew(current, start, contents)) {
      themes.push({ opener, essays: [essay] });
    } else {
      current.essays.push(essay);
    }
  }
  const last = themes.at(-1)?.essays.at(-1);
  const back = last === undefined ? blocks.length : findBackMatter(blocks, last.start.end);
  if (last !== undefined) last.end = back;
  return {
    front: blocks.slice(0, front),
    back: blocks.slice(back),
    themes: themes.map(({ opener, essays }) => ({
      title: opener?.title ?? [],
      entry: opener?.entry ?? themeEntryOf(essays[0]?.start.entry, contents),
      questions: opener?.questions ?? [],
      labels: opener?.labels ?? [],
      numbers: opener?.numbers ?? [],
      introduction: opener?.introduction ?? [],
      essays: essays.map(({ start, end }) => ({
        title: blocks.slice(start.first, start.titleEnd),
        byline: start.byline,
        bylineBlocks: blocks.slice(start.titleEnd, start.end),
        rest: blocks.slice(start.end, end),
        entry: start.entry,
      })),
    })),
  };
}

/** The theme under which the table of contents lists an essay. */
function themeEntryOf(essay: ContentsEntry | undefined, contents: Contents | undefined): ContentsEntry | undefined {
  if (essay === undefined || contents === undefined) return undefined;
  let theme: ContentsEntry | undefined;
  for (const entry of contents.entries) {
    if (entry.kind === 'theme') theme = entry;
    if (entry === essay) return theme;
  }
  return undefined;
}

/** Whether an essay with nothing above it starts a theme all the same: the contents say so, or the theme already has its two. */
function startsAnew(current: { essays: { start: Start }[] }, start: Start, contents: Contents | undefined): boolean {
  const own = themeEntryOf(start.entry, contents);
  const others = current.essays
    .map((essay) => themeEntryOf(essay.start.entry, contents))
    .filter((e) => e !== undefined);
  if (own !== undefined && others.length > 0) return !others.includes(own);
  return current.essays.length >= 2;
}

function isSkippable(block: Block | undefined): boolean {
  return block?.kind === 'number' || block?.kind === 'furniture';
}

/** The index of the nearest block before `i` that is neither a number nor furniture; -1 when there is none. */
function before(blocks: readonly Block[], i: number): number {
  let k = i - 1;
  while (k >= 0 && isSkippable(blocks[k])) k -= 1;
  return k;
}

function after(blocks: readonly Block[], i: number): number {
  let k = i;
  while (k < blocks.length && isSkippable(blocks[k])) k += 1;
  return k;
}

function isTitleBlock(block: Block | undefined): block is Block {
  if (block === undefined) return false;
  if (block.kind === 'heading') return plainOf(block).length <= 260;
  return block.kind === 'text' && isTitleLike(block);
}

/** A block that ends like a sentence (“Give the river back!”) is a title all the same where the contents know it as an essay's. */
function isNamedTitle(block: Block | undefined, finder: EntryFinder): block is Block {
  if (block?.kind !== 'text' || block.raw.length > 260 || !/[.!…][*_"”’)\s]*$/.test(block.raw)) return false;
  const match = finder.find(block.raw);
  return match?.entry.kind === 'essay' && match.likeness > 0.95;
}

/** The first half of a title that is broken behind its colon. */
function isColonTitle(block: Block | undefined): block is Block {
  if (block?.kind !== 'text' || block.raw.length > 200 || !/:[*_\s]*$/.test(block.raw)) return false;
  return looksLikeTitle(block.raw.replace(/:([*_\s]*)$/, '$1'));
}

/** “Professor, University of …”: a line of a byline, no title. */
function isRoleLine(raw: string): boolean {
  return /,\s/.test(raw) && namesRole(raw.split(',', 1)[0] ?? '') && looksLikeAffiliation(raw, false);
}

function isMatter(block: Block): boolean {
  return block.raw.length < 200 && MATTER_HEADING.test(headingKey(block.raw));
}

function isQuestion(block: Block): boolean {
  return (
    (block.kind === 'item' || block.kind === 'text') && block.raw.length < 900 && /\?["”’')*_]*\s*$/.test(block.raw)
  );
}

/** How much evidence makes a place the start of an essay. */
const ENOUGH = 3.5;
/** Where there is no title, the rest must say more. */
const ENOUGH_WITHOUT_TITLE = 4.5;

function findStarts(blocks: readonly Block[], contents: Contents | undefined, finder: EntryFinder): Start[] {
  const names = new KnownNames(contents?.entries.flatMap((entry) => entry.authors) ?? []);
  const firstLabels = labelsAhead(blocks);
  const hasNotes = blocks.some((block) => block.kind === 'note');
  const starts: Start[] = [];
  for (let i = 0; i < blocks.length;) {
    const start = startAt(blocks, i, names, finder, hasNotes, firstLabels);
    if (start === undefined) i += 1;
    else {
      starts.push(start);
      i = Math.max(start.end, i + 1);
    }
  }
  return withoutRivals(starts);
}

/** Of several starts for one entry of the contents only the best is one: a title may be said twice. */
function withoutRivals(starts: readonly Start[]): Start[] {
  const best = new Map<ContentsEntry, Start>();
  for (const start of starts) {
    if (start.entry === undefined) continue;
    const rival = best.get(start.entry);
    if (rival === undefined || start.score > rival.score) best.set(start.entry, start);
  }
  return starts.filter((start) => start.entry === undefined || best.get(start.entry) === start);
}

/** For every index, the number of the first note at or behind it. */
function labelsAhead(blocks: readonly Block[]): (number | undefined)[] {
  const ahead: (number | undefined)[] = new Array<number | undefined>(blocks.length + 1).fill(undefined);
  for (let i = blocks.length - 1; i >= 0; i -= 1) {
    const block = at(blocks, i);
    ahead[i] = block.kind === 'note' && block.label !== undefined ? Number(block.label) : ahead[i + 1];
  }
  return ahead;
}

function startAt(
  blocks: readonly Block[],
  i: number,
  names: KnownNames,
  finder: EntryFinder,
  hasNotes: boolean,
  firstLabels: readonly (number | undefined)[],
): Start | undefined {
  const block = at(blocks, i);
  const previous = blocks[before(blocks, i)];
  if (isTitleBlock(block) || isColonTitle(block) || isNamedTitle(block, finder)) {
    for (const [titleEnd, wording] of titlesFrom(blocks, i, finder)) {
      const match = finder.find(wording);
      const next = after(blocks, titleEnd);
      const byline = readByline(blocks, next, names);
      let score = 0;
      if (match !== undefined) {
        if (match.entry.kind === 'essay') score += match.likeness > 0.95 ? 4 : 3;
        else if (match.entry.kind === 'unknown') score += 1.5;
        else score -= 4;
      } else if (finder.knowsEssays) score -= 1.5;
      score += bylineScore(byline);
      if (isMatter(block)) score -= 4;
      if (isMainSection(block.raw)) score -= 4;
      if ((looksLikePerson(block.raw) || isRoleLine(block.raw)) && match === undefined) score -= 3;
      if (NOTES_HEADING.test(headingKey(block.raw)) || QUESTIONS_LABEL.test(headingKey(block.raw))) score -= 4;
      score += aroundScore(blocks, i, byline?.end ?? titleEnd, previous, byline !== undefined, hasNotes, firstLabels);
      if (score >= ENOUGH) {
        return { first: i, titleEnd, byline, end: byline?.end ?? titleEnd, entry: essayEntry(match?.entry), score };
      }
    }
  }
  // A byline whose title is gone.
  if (previous !== undefined && isTitleBlock(previous) && !isQuestion(previous)) return undefined;
  const byline = block.kind === 'text' || block.kind === 'heading' ? readByline(blocks, i, names) : undefined;
  if (byline === undefined || byline.strength === 'person' || byline.strength === 'institution') return undefined;
  // A signature below a foreword is followed by the next piece of front matter.
  const follower = blocks[after(blocks, byline.end)];
  if (follower !== undefined && isMatter(follower)) return undefined;
  const score = bylineScore(byline) + aroundScore(blocks, i, byline.end, previous, true, hasNotes, firstLabels);
  return score >= ENOUGH_WITHOUT_TITLE
    ? {
        first: i,
        titleEnd: i,
        byline,
        end: byline.end,
        entry: finder.findByAuthors(byline.authors.map(({ name }) => name)),
        score,
      }
    : undefined;
}

function essayEntry(entry: ContentsEntry | undefined): ContentsEntry | undefined {
  return entry?.kind === 'essay' || entry?.kind === 'unknown' ? entry : undefined;
}

/** The title that may start at a block: its wording over one block, or over two where it breaks off or the contents know it so. */
function titlesFrom(blocks: readonly Block[], i: number, finder: EntryFinder): [end: number, wording: string][] {
  const first = at(blocks, i);
  const second: Block | undefined = blocks[i + 1];
  const one: [number, string] = [i + 1, first.raw];
  const isWhole = isTitleBlock(first) || isNamedTitle(first, finder);
  if (!isTitleBlock(second) || isMainSection(second.raw)) return isWhole ? [one] : [];
  const alone = finder.find(first.raw);
  if (alone?.entry.kind === 'theme' || alone?.entry.kind === 'matter') return [one];
  const wording = `${first.raw} ${second.raw}`;
  const both: [number, string] = [i + 2, wording];
  const broken = endingOf(first.raw) === 'colon' || endingOf(first.raw) === 'hyphen';
  const joined = finder.find(wording)?.likeness ?? 0;
  const better = Math.max(alone?.likeness ?? 0, finder.find(second.raw)?.likeness ?? 0);
  if (!isWhole) return [both];
  if (joined > better + 0.05) return [both, one];
  return broken && better === 0 ? [both, one] : [one];
}

function bylineScore(byline: Byline | undefined): number {
  switch (byline?.strength) {
    case 'named in contents':
      return 3;
    case 'person and affiliation':
      return 3;
    case 'institution':
    case 'person':
      return 1;
    case undefined:
      return 0;
  }
}

/** What stands before the title and behind the byline. */
function aroundScore(
  blocks: readonly Block[],
  first: number,
  end: number,
  previous: Block | undefined,
  hasByline: boolean,
  hasNotes: boolean,
  firstLabels: readonly (number | undefined)[],
): number {
  let score = 0;
  const next = blocks[after(blocks, end)];
  const opens = isTitleBlock(next) && OPENING_SECTION.test(headingKey(next.raw));
  // A theme's title (and its number) may stand between the notes of one essay and the title of the next.
  let higher = previous;
  for (let n = 0; n < 3 && isTitleBlock(higher) && !isMainSection(higher.raw); n += 1) {
    higher = blocks[before(blocks, higher.index)];
  }
  if (higher?.kind === 'note' && (higher === previous || opens || hasByline)) {
    score += 1;
    const ahead = firstLabels[first];
    const lastLabel = Number(higher.label ?? '0');
    // Notes that begin again belong to another essay; whether it starts here or below is for the byline or the first section to say.
    if (ahead !== undefined && ahead <= 2 && lastLabel > ahead && (opens || hasByline)) score += 2;
  } else if (previous !== undefined && isQuestion(previous) && previous.kind === 'item')
    score += opens || hasByline ? 2 : 1;
  else if (previous !== undefined && hasNotes && endingOf(previous.raw) !== 'open') score -= 0.5;
  if (next === undefined) return score - 2;
  if (opens) score += 1.5;
  else if (next.kind === 'item' && isQuestion(next)) score -= 3;
  else if (next.kind === 'text' || next.kind === 'heading') score += 0.5;
  else if (next.kind === 'note' || next.kind === 'item') score -= 1;
  return score;
}

/** A title above what was taken for the title, right below a theme's questions: the upper is the title, the lower its subtitle. */
function withSubtitle(blocks: readonly Block[], start: Start, floor: number, finder: EntryFinder): Start {
  const above = blocks[start.first - 1];
  if (start.first - 1 < floor || !(isTitleBlock(above) || isColonTitle(above)) || isQuestion(above)) return start;
  const higher = blocks[before(blocks, start.first - 1)];
  if (higher === undefined || !isQuestion(higher) || higher.kind !== 'item') return start;
  return finder.find(above.raw)?.entry.kind === 'theme' ? start : { ...start, first: start.first - 1 };
}

/** A title right above the title of a theme's second essay, which opens no theme: a heading without text would be odd, a title over two lines is not. */
function withUpperTitle(blocks: readonly Block[], start: Start, floor: number, finder: EntryFinder): Start {
  const above = blocks[start.first - 1];
  if (start.titleEnd === start.first || start.first - 1 < floor || !(isTitleBlock(above) || isColonTitle(above)))
    return start;
  const matched = finder.find(above.raw) !== undefined;
  const ownMatch = (finder.find(blocks[start.first]?.raw ?? '')?.likeness ?? 0) > 0.9;
  const isPart = !matched && !ownMatch && !isMainSection(above.raw) && !isMatter(above) && !isQuestion(above);
  return isPart ? { ...start, first: start.first - 1 } : start;
}

const FARTHEST_OPENER = 24;

/** Reads upwards from an essay's title what opens its theme; undefined when the essay goes on with the theme above it. */
function findOpener(
  blocks: readonly Block[],
  start: Start,
  floor: number,
  finder: EntryFinder,
  essaysSoFar: number,
): Opener | undefined {
  const questions: Block[] = [];
  const labels: Block[] = [];
  const numbers: Block[] = [];
  let j = start.first - 1;
  for (; j >= floor && start.first - j < FARTHEST_OPENER; j -= 1) {
    const block = at(blocks, j);
    if (isSkippable(block)) numbers.unshift(block);
    else if (isQuestionsLabel(block)) labels.unshift(block);
    else if (block.kind === 'item' && (isQuestion(block) || questions.length > 0 || questionAbove(blocks, j, floor))) {
      questions.unshift(block);
    } else if (isQuestion(block) && !isThemeTitle(block, finder) && !isLoneQuestion(blocks, j, floor)) {
      questions.unshift(block);
    } else break;
  }
  const above = blocks[j];
  const opened = questions.length > 0 || labels.length > 0;
  if (j >= floor && above !== undefined && isTitleBlock(above)) {
    const match = finder.find(above.raw);
    const label = PART_LABEL.exec(plainOf(above).toLowerCase());
    const hasNumber = numbers.some((block) => block.kind === 'number');
    const higher = above.level !== undefined && (blocks[start.first]?.level ?? 7) > above.level;
    const isTheme =
      match?.entry.kind === 'theme' ||
      (match?.entry.kind !== 'matter' &&
        !isMatter(above) &&
        !isMainSection(above.raw) &&
        (opened || hasNumber || label !== null || higher || isNumberedTitle(above) || essaysSoFar !== 1));
    if (isTheme) return openerFrom(blocks, j, floor, finder, { questions, labels, numbers, introduction: [] });
  }
  const withIntroduction = openerAboveText(blocks, j, floor, finder, { questions, labels, numbers });
  if (withIntroduction !== undefined) return withIntroduction;
  if (!opened) return undefined;
  // Questions without a title: the title is lost, the theme is not.
  const first = Math.min(...[...questions, ...labels].map((block) => block.index));
  return {
    first,
    title: [],
    entry: undefined,
    questions,
    labels,
    numbers: numbers.filter((block) => block.index >= first),
    introduction: [],
  };
}

function isQuestionsLabel(block: Block): boolean {
  return block.raw.length < 90 && QUESTIONS_LABEL.test(headingKey(block.raw));
}

function isNumberedTitle(block: Block): boolean {
  return splitNumber(plainOf(block)) !== undefined;
}

function isThemeTitle(block: Block, finder: EntryFinder): boolean {
  return block.kind !== 'item' && finder.find(block.raw)?.entry.kind === 'theme';
}

/** A title that is itself a question: nothing above it could be the theme's title. */
function isLoneQuestion(blocks: readonly Block[], j: number, floor: number): boolean {
  const block = at(blocks, j);
  if (block.kind === 'item' || !isTitleLike(block)) return false;
  const k = before(blocks, j);
  const above = blocks[k];
  if (k < floor || above === undefined) return true;
  return !isQuestion(above) && !isQuestionsLabel(above) && !isTitleBlock(above);
}

/** Whether a list item belongs to a list that asks questions further up. */
function questionAbove(blocks: readonly Block[], j: number, floor: number): boolean {
  for (let k = j - 1; k >= floor && j - k < 8; k -= 1) {
    const block = at(blocks, k);
    if (block.kind !== 'item') return false;
    if (isQuestion(block)) return true;
  }
  return false;
}

/** Gathers a theme's title upwards from its last block: a title broken over two blocks, its number, “Theme 2”. */
function openerFrom(
  blocks: readonly Block[],
  last: number,
  floor: number,
  finder: EntryFinder,
  found: Pick<Opener, 'questions' | 'labels' | 'introduction'> & { numbers: Block[] },
): Opener {
  let title = [at(blocks, last)];
  let match = finder.find(at(blocks, last).raw);
  let first = last;
  const upper = blocks[last - 1];
  if (last - 1 >= floor && (isTitleBlock(upper) || isColonTitle(upper))) {
    const joined = finder.find(`${upper.raw} ${at(blocks, last).raw}`);
    const isLabel = new RegExp(PART_LABEL.source + '$').test(plainOf(upper).toLowerCase());
    const better = joined?.entry.kind === 'theme' && joined.likeness > (match?.likeness ?? 0) + 0.02;
    if (better || isLabel || endingOf(upper.raw) === 'colon') {
      title = [upper, ...title];
      match = joined ?? match;
      first = last - 1;
    }
  }
  const numbers = [...found.numbers];
  while (first - 1 >= floor && isSkippable(blocks[first - 1])) {
    first -= 1;
    numbers.unshift(at(blocks, first));
  }
  return {
    first,
    title,
    entry: match?.entry.kind === 'theme' ? match.entry : undefined,
    questions: found.questions,
    labels: found.labels,
    numbers,
    introduction: found.introduction,
  };
}

/** A theme's title with running text between it and the questions or the essay. Only a title that surely is a theme's counts. */
function openerAboveText(
  blocks: readonly Block[],
  from: number,
  floor: number,
  finder: EntryFinder,
  found: { questions: Block[]; labels: Block[]; numbers: Block[] },
): Opener | undefined {
  for (let k = from; k >= floor && from - k < 10; k -= 1) {
    const block = at(blocks, k);
    if (block.kind === 'note') return undefined;
    if (!isTitleBlock(block)) continue;
    const labelled = PART_LABEL.test(plainOf(block).toLowerCase()) && !isMainSection(block.raw);
    if (finder.find(block.raw)?.entry.kind !== 'theme' && !labelled) continue;
    const introduction = blocks.slice(k + 1, from + 1).filter((b) => !isSkippable(b));
    const numbers = [...blocks.slice(k + 1, from + 1).filter(isSkippable), ...found.numbers];
    return openerFrom(blocks, k, floor, finder, {
      questions: found.questions,
      labels: found.labels,
      numbers,
      introduction,
    });
  }
  return undefined;
}

/**
 * Where the back matter starts. In an essay whose notes stand at its end, right behind them;
 * otherwise at the first heading that names such matter, or at the imprint.
 */
function findBackMatter(blocks: readonly Block[], from: number): number {
  let lastNote = -1;
  let notes = 0;
  let run = 0;
  for (let i = from; i < blocks.length; i += 1) {
    const block = at(blocks, i);
    if (block.kind === 'note') {
      notes += 1;
      run = lastNote >= 0 && onlySkippable(blocks, lastNote + 1, i) ? run + 1 : 1;
      lastNote = i;
    }
  }
  let floor = from;
  if (lastNote >= 0) {
    floor = lastNote + 1;
    if (run * 2 > notes) {
      const next = blocks[after(blocks, floor)];
      // The rest of a note that was cut is still the note's.
      return next?.kind === 'text' && /^\p{Ll}/u.test(next.raw) && next.raw.length < 400
        ? after(blocks, floor) + 1
        : floor;
    }
  }
  for (let i = floor; i < blocks.length; i += 1) {
    const block = at(blocks, i);
    const isHeading = isTitleBlock(block) && isMatter(block);
    const isImprint = IMPRINT.test(plainText(block.raw.slice(0, 120)).toLowerCase()) || isSelfPortrait(block);
    if ((isHeading || isImprint) && i > from + 2) return i;
  }
  return blocks.length;
}

function onlySkippable(blocks: readonly Block[], from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (!isSkippable(blocks[i])) return false;
  return true;
}

/** “The **Institute of Things** is an independent …”: a publisher says who it is. */
function isSelfPortrait(block: Block): boolean {
  return (
    block.kind === 'text' &&
    /^(?:The\s+)?\*\*\p{Lu}[^*]{4,100}\*\*.{0,40}\s(?:is|was|are|scrutini[sz]es|aims|seeks|works)\s/u.test(
      block.raw.slice(0, 220),
    )
  );
}
