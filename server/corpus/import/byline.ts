import { type Block, plainOf } from './blocks';
import type { KnownNames } from './contents';
import { at } from './lines';
import {
  breaksOff,
  endsDangling,
  startsSmall,
  BY,
  isAllCaps,
  isMainSection,
  looksLikeAffiliation,
  looksLikePerson,
  namesInstitution,
  namesRole,
  personsOf,
  plainText,
  visibleText,
} from './shapes';
import type { Author } from './types';
import { MATTER_HEADING } from './vocabulary';

/** How sure it is that some blocks are a byline, from a name with its affiliation down to something that may be a heading. */
export type BylineStrength = 'named in contents' | 'person and affiliation' | 'institution' | 'person';

export interface Byline {
  /** Indices into the blocks, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly authors: readonly Author[];
  readonly strength: BylineStrength;
}

const MOST_LINES = 16;

/**
 * Reads a byline that starts at a block: names, each followed by its affiliation, on lines of their own or on one.
 * An affiliation over several lines is joined. Undefined when no byline starts there.
 * `known` are the names that the table of contents gives.
 */
export function readByline(blocks: readonly Block[], start: number, known: KnownNames): Byline | undefined {
  let authors: { name: string; affiliation: string }[] = [];
  /** How many of the last authors stand on one line, and so share the affiliation below them. */
  let together = 0;
  let isKnown = false;
  let institution = false;
  let previous: string | undefined;
  let lines = 0;
  let end = start;

  for (let i = start; i < blocks.length && lines < MOST_LINES; i += 1) {
    const block = at(blocks, i);
    if (block.kind === 'number' || block.kind === 'furniture') continue;
    if ((block.kind !== 'text' && block.kind !== 'heading') || block.raw.length > 600) break;
    if (isMainSection(block.raw) || MATTER_HEADING.test(plainOf(block).toLowerCase())) break;
    // A marked heading right after a full byline opens the text.
    if (block.kind === 'heading' && authors.some((author) => author.affiliation !== '') && !looksLikePerson(block.raw))
      break;
    const reading: Reading = {
      authors: authors.map((author) => ({ ...author })),
      together,
      previous,
      known: isKnown,
      institution,
    };
    const group = standsInGroup(blocks, i);
    for (const [k, line] of block.raw.split('\n').entries()) {
      lines += 1;
      // Lines that stand together, or break off, are read together.
      const near = k > 0 || (group && i > start);
      if (!readLine(line, near, reading, known)) {
        lines = MOST_LINES + 1;
        break;
      }
    }
    if (lines > MOST_LINES) break;
    authors = reading.authors;
    ({ together, previous, known: isKnown, institution } = { ...reading });
    end = i + 1;
  }
  if (authors.length === 0) return undefined;
  const hasPerson = authors.some((author) => looksLikePerson(author.name) && author.affiliation !== '');
  const strength: BylineStrength = isKnown
    ? 'named in contents'
    : hasPerson
      ? 'person and affiliation'
      : institution
        ? 'institution'
        : 'person';
  return {
    start,
    end,
    strength,
    authors: authors.map(({ name, affiliation }) => {
      const tidy = affiliation.replace(/[\s,;]+$/, '');
      return tidy === '' ? { name } : { name, affiliation: tidy };
    }),
  };
}

/**
 * The authors of blocks that were found to be a byline, whose words are all to be kept: what this reading stops at stays with the affiliation of
 * the last author. Undefined when no byline starts there.
 */
export function wholeByline(blocks: readonly Block[], known: KnownNames): readonly Author[] | undefined {
  const byline = readByline(blocks, 0, known);
  const rest = blocks
    .slice(byline?.end)
    .filter(({ kind }) => kind === 'text' || kind === 'heading')
    .map(({ raw }) => visibleText(raw))
    .join(' ');
  const last = byline?.authors.at(-1);
  if (byline === undefined || last === undefined || rest === '') return byline?.authors;
  const affiliation = last.affiliation === undefined ? rest : `${last.affiliation}; ${rest}`;
  return [...byline.authors.slice(0, -1), { ...last, affiliation }];
}

interface Reading {
  authors: { name: string; affiliation: string }[];
  together: number;
  /** The affiliation line read last. */
  previous: string | undefined;
  known: boolean;
  institution: boolean;
}

/** Reads one line into the byline so far; false when it is no part of one. `near`: no blank line stands before it. */
function readLine(line: string, near: boolean, reading: Reading, known: KnownNames): boolean {
  const { authors, previous } = reading;
  const named = known.has(line);
  // Two capitalised words behind “School of” are no person, and a list goes on behind its comma.
  const cut = previous !== undefined && (endsDangling(plainText(previous)) || (near && breaksOff(previous)));
  const goesOn = previous !== undefined && (near || breaksOff(previous));
  const persons = personsOf(line);
  if (named || (persons !== undefined && !cut)) {
    for (const name of persons ?? [visibleText(line).replace(BY, '')]) authors.push({ name, affiliation: '' });
    reading.together = persons?.length ?? 1;
    reading.known ||= named;
    reading.institution ||= persons === undefined;
    reading.previous = undefined;
    return true;
  }
  const inline = cut ? undefined : splitInline(line);
  if (inline !== undefined) {
    authors.push(inline);
    reading.together = 1;
  } else if (authors.length > 0 && looksLikeAffiliation(line, goesOn || (near && startsSmall(line)))) {
    append(authors, reading.together, line, previous);
  } else if (authors.length === 0 && namesInstitution(line) && !namesRole(line) && isInstitution(line)) {
    authors.push({ name: visibleText(line).replace(BY, ''), affiliation: '' });
    reading.together = 1;
    reading.institution = true;
  } else {
    return false;
  }
  reading.previous = line;
  return true;
}

/** Whether a block stands right below another, in a group of short lines with blank ones around it. */
function standsInGroup(blocks: readonly Block[], i: number): boolean {
  const block = at(blocks, i);
  const before = blocks[i - 1];
  if (before === undefined || before.last + 1 !== block.first) return false;
  for (let k = i, last = block.first - 1; k < blocks.length && k < i + MOST_LINES; k += 1) {
    const other = at(blocks, k);
    if (other.first !== last + 1) return true;
    if (other.raw.length > 160 || other.kind !== 'text') return false;
    last = other.last;
  }
  return true;
}

function append(
  authors: { name: string; affiliation: string }[],
  together: number,
  line: string,
  previous: string | undefined,
): void {
  const text = visibleText(line);
  for (const author of authors.slice(-Math.max(1, together))) {
    if (author.affiliation === '') author.affiliation = text;
    else {
      // A second role on a line of its own stands beside the first; anything else goes on with it.
      const beside = namesRole(text.split(/[\s,]/)[0] ?? '') && previous !== undefined && !breaksOff(previous);
      author.affiliation += `${beside ? ';' : ''} ${text}`;
    }
  }
}

/** `Name, affiliation` or `Name (affiliation)` or `Name – affiliation` on one line. */
function splitInline(line: string): { name: string; affiliation: string } | undefined {
  const plain = visibleText(line).replace(BY, '');
  if (plain.length > 240) return undefined;
  const found = /^([^,(|–—]{3,60}?)\s*(?:,|\(|\||–|—|\s-\s)\s*(.{2,})$/u.exec(plain);
  if (found?.[1] === undefined || found[2] === undefined || !looksLikePerson(found[1])) return undefined;
  const affiliation = found[2].replace(/\)$/, '');
  const isPlace = /^\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?$/u.test(affiliation);
  if (!isPlace && !looksLikeAffiliation(affiliation, false)) return undefined;
  return { name: found[1].trim(), affiliation };
}

/** Whether a line is the name of an institution and nothing else. */
function isInstitution(line: string): boolean {
  const plain = plainText(line);
  if (isAllCaps(plain) || /[?!:]/.test(plain) || plain.length > 120) return false;
  const parts = plain.split(' ');
  const small = parts.filter((part) => /^\p{Ll}/u.test(part));
  return (
    parts.length <= 14 &&
    small.every((part) => /^(?:and|for|of|the|in|on|de|du|des|et|für|und|per|di|e|y|la|voor|van)$/.test(part))
  );
}
