import { DANGLING, INSTITUTIONS, MAIN_SECTION, NAME_PARTICLES, NOT_A_NAME, ROLES, SUPERSCRIPTS } from './vocabulary';
import { wordsOf } from './lines';

/** What a line or block looks like. All questions are asked of its plain text (`plainText`), none of its place. */

/** The longest text, in UTF-16 units, that can be a title or heading. */
const LONGEST_TITLE = 220;
const MOST_TITLE_WORDS = 32;

/** A text as it reads, roughly: no emphasis, escapes, link targets, HTML tags or superscripts; white space folded. For looking, not for keeping. */
export function plainText(raw: string): string {
  return visibleText(raw.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, ''));
}

/** As `plainText`, but superscripts stay: for names and affiliations, where none may get lost. */
export function visibleText(raw: string): string {
  // Most text has no markup at all: each step is taken only where it has something to do.
  let text = raw;
  if (text.includes('\\')) text = text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  if (text.includes('](')) text = text.replace(/\[([^[\]]{0,400})\]\([^()\s]{0,300}\)/g, '$1');
  if (text.includes('<')) text = text.replace(/<\/?[a-z][^<>]{0,80}>/gi, '');
  text = text.replace(/[*_`]+/g, '');
  if (ODD_SPACE.test(text)) text = text.replace(/[\s\p{Cc}\u200b-\u200d\u2060\ufeff]+/gu, ' ');
  return text.trim();
}

/** White space that is not a single plain space, and characters that show nothing. */
const ODD_SPACE = /\s\s|[^\S ]|[\p{Cc}\u200b-\u200d\u2060\ufeff]/u;

/** The letters of a text, for comparing wordings: compatibility forms and accents undone, lower case, nothing but letters. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '');
}

/** How the end of a text reads: a whole sentence, an announcement of what follows, cut in a word, or simply unfinished. */
export type Ending = 'sentence' | 'colon' | 'hyphen' | 'open';

export function endingOf(raw: string): Ending {
  const tail = withoutEndMarks(raw);
  const last = tail.slice(-1);
  if (/[.!?…。！？]/.test(last)) return 'sentence';
  if (/[:：]/.test(last)) return 'colon';
  if (/[-\u2010\u00ad]/.test(last) && /\p{L}/u.test(tail.slice(-2, -1))) return 'hyphen';
  return 'open';
}

/** The tail of a text (at most 80 units) without what may follow its last word and stop: closing quotes, brackets and emphasis, note marks. */
function withoutEndMarks(raw: string): string {
  // Only the tail matters, and a tail keeps this cheap for very long lines.
  const tail = raw
    .slice(-80)
    .replace(/<sup>\s*\[?\d{1,3}\]?\s*<\/sup>/gi, '')
    .replace(/<\/?[a-z][^<>]{0,80}>/gi, '')
    .replace(/\]\([^()\s]*\)/g, '')
    .replace(/\s+$/, '')
    .replace(/(?:[)"”’'»*_\s\]⁰¹²³⁴⁵⁶⁷⁸⁹]|\\|\[?\^?\d{1,3}\^?\\?\]|\^\d{1,3}\^?|\(\d{1,3}\))+$/, '');
  // Plain digits right behind a stop are a note mark that lost its height.
  return tail.replace(/(?<=[\p{L})\]”’"'][.!?][)"”’']?|[.!?][)"”’']+)\d{1,3}$/u, '').replace(/[)"”’'»]+$/, '');
}

/** Whether a text starts like the rest of a sentence: with a small letter, a closing mark, or an amount. */
export function startsInside(raw: string): boolean {
  const start = raw.slice(0, 40).replace(/^[\s*_\\"“‘'(\u200b\ufeff]+/, '');
  return /^(?:\p{Ll}|[,;:)\]%&–—-]\s?\S|[$€£¥]\s?\d)/u.test(start);
}

/** Whether the first letter is small. */
export function startsSmall(raw: string): boolean {
  return /^[\s*_\\"“‘'(\u200b\ufeff]*\p{Ll}/u.test(raw.slice(0, 40));
}

/** Whether a text stops in a word that cannot end a sentence or heading (“of”, “the”). */
export function endsDangling(plain: string): boolean {
  const last = /(\p{L}+)$/u.exec(plain.slice(-30))?.[1];
  return last !== undefined && DANGLING.has(last.toLowerCase());
}

/** Whether a text is in capitals throughout (at least four letters). */
export function isAllCaps(plain: string): boolean {
  if (/\p{Ll}/u.test(plain)) return false;
  const letters = plain.replace(/[^\p{L}]/gu, '');
  return letters.length >= 4 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}

/** A number that opens a line, such as `2.`, `2.1`, `2)`, `IV.`; with what follows it. */
export function splitNumber(plain: string): { number: string; rest: string } | undefined {
  const found = /^((?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-Ha-h])(?=[.):]))[.):]?\s+(\S.*)$/su.exec(plain);
  if (found?.[1] !== undefined && found[2] !== undefined) return { number: found[1], rest: found[2] };
  const bare = /^(\d{1,2}(?:\.\d{1,2}){0,3})\s+(\p{L}.*)$/su.exec(plain);
  return bare?.[1] !== undefined && bare[2] !== undefined ? { number: bare[1], rest: bare[2] } : undefined;
}

/** Whether a whole line is set in bold. */
export function isBold(raw: string): boolean {
  return /^\s*(\*\*|__)[^*]{1,300}\1[:.]?\s*$/.test(raw) && raw.length <= LONGEST_TITLE + 6;
}

/** Whether a new sentence starts inside the text. */
function holdsSentenceEnd(plain: string): boolean {
  return /\p{Ll}{4}[)”’"']?\.[)”’"']?\s+["“‘']?\p{Lu}/u.test(plain);
}

/** Whether a text could be a title or heading by its looks alone. `raw` may hold markup. */
export function looksLikeTitle(raw: string): boolean {
  if (raw.length > LONGEST_TITLE * 2) return false;
  const plain = plainText(raw);
  const words = wordsOf(plain);
  if (plain.length > LONGEST_TITLE || words.length === 0 || words.length > MOST_TITLE_WORDS) return false;
  if (!/\p{L}/u.test(plain)) return false;
  const numbered = splitNumber(plain);
  if (startsSmall(numbered?.rest ?? plain) || /^[,;:)\]%&]/.test(plain)) return false;
  if (endsDangling(plain)) return false;
  if (holdsSentenceEnd(numbered?.rest ?? plain)) return false;
  if (/[,;]$/.test(plain)) return false;
  if (/[.:。]["”’')]*$/.test(plain) || /[.:。]$/.test(withoutEndMarks(raw))) {
    return (numbered !== undefined || isBold(raw)) && words.length <= 14 && !/\.{2,}$/.test(plain);
  }
  // An exclamation is a voice, not a heading, unless it is short.
  if (/!["”’')]*$/.test(plain)) return isBold(raw) || isAllCaps(plain);
  if (/…["”’')]*$/.test(plain)) return false;
  return true;
}

/** The heading before its colon, lower case, without number or markup: `1. Introduction: The story` → `introduction`. */
export function headingKey(raw: string): string {
  const plain = plainText(raw.slice(0, 300));
  const rest = splitNumber(plain)?.rest ?? plain;
  return rest
    .toLowerCase()
    .replace(/\s*[:–—].*$/s, '')
    .replace(/[\s.:]+$/, '');
}

/** Whether a heading is one that essays of such volumes share (“Introduction”, “Recommendations and conclusions”). */
export function isMainSection(raw: string): boolean {
  return MAIN_SECTION.test(headingKey(raw));
}

/** The value of a run of superscript digits, `¹²` → `12`. */
export function superscriptValue(run: string): string {
  return run.replace(/./g, (digit) => String(SUPERSCRIPTS.indexOf(digit)));
}

const HONORIFIC = /^(?:by\s+|(?:h\.\s?e\.|dr|prof|professor|mr|ms|mrs|amb|ambassador|sir|dame|gen|col)\.?\s+)+/i;

/** The name without markup, note marks, “by” and honorifics. */
export function barePersonName(raw: string): string {
  return plainText(raw)
    .replace(/[*†‡§]+$/, '')
    .replace(/(?:\[\^?\d{1,3}\]|\^\d{1,3}\^?|\(\d{1,3}\))$/, '')
    .replace(HONORIFIC, '')
    .replace(/,?\s+(?:ph\.?d\.?|m\.?a\.?|jr\.?|sr\.?)$/i, '')
    .trim();
}

/** Whether a text looks like the name of one person. */
export function looksLikePerson(raw: string): boolean {
  const name = barePersonName(raw);
  if (name.length < 2 || name.length > 60) return false;
  if (/^\p{Script=Han}{2,4}$/u.test(name)) return true;
  const parts = name.split(' ');
  if (parts.length < 2 || parts.length > 6) return false;
  let capitalised = 0;
  for (const part of parts) {
    const bare = part.toLowerCase().replace(/[.’']+$/, '');
    if (NAME_PARTICLES.has(bare) && /^\p{Ll}/u.test(part)) continue;
    if (!/^(?:\p{Ll}['’]|d['’])?\p{Lu}[\p{L}\p{M}’'.\-\u2010\u2011]*$/u.test(part)) return false;
    if (ROLES.has(bare) || INSTITUTIONS.has(bare) || NOT_A_NAME.has(bare)) return false;
    capitalised += 1;
  }
  return capitalised >= 2;
}

/** What stands between the names on one line. */
export const BETWEEN_NAMES = /\s*(?:,?\s+and\s+|[,;/|]|\s&\s)\s*/;
export const BY = /^by\s+/i;

/** The persons that a line names, separated by commas, “and”, `&`, `;` or `/`; undefined when it holds anything else. */
export function personsOf(raw: string): readonly string[] | undefined {
  const plain = visibleText(raw)
    .replace(BY, '')
    .replace(/,\s+(ph\.?d\.?|m\.?a\.?|m\.?d\.?|jr\.?|sr\.?)(?=$|[\s,;])/gi, ' $1');
  if (plain.length > 240) return undefined;
  const parts = plain.split(BETWEEN_NAMES).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => looksLikePerson(part)) ? parts : undefined;
}

function capitalisedWords(plain: string): string[] {
  return plain.match(/\p{Lu}[\p{L}\p{M}’']*/gu) ?? [];
}

/** Whether a line names a role that somebody holds (“Senior Fellow, …”). */
export function namesRole(raw: string): boolean {
  return capitalisedWords(plainText(raw)).some((word) => ROLES.has(word.toLowerCase()));
}

/** Whether a line names an institution by kind (“… University”). */
export function namesInstitution(raw: string): boolean {
  return capitalisedWords(plainText(raw)).some((word) => INSTITUTIONS.has(word.toLowerCase()));
}

/** Whether a line can stand in a byline as an affiliation. `continued`: the line before it breaks off. */
export function looksLikeAffiliation(raw: string, continued: boolean): boolean {
  const plain = plainText(raw);
  const words = wordsOf(plain);
  if (plain.length > 200 || words.length === 0 || words.length > 28) return false;
  if (holdsSentenceEnd(plain) || /[?!]$/.test(plain)) return false;
  if (/\p{Ll}{4}\.$/u.test(plain)) return false;
  if (isAllCaps(plain) && words.length >= 3) return false;
  if (splitNumber(plain) !== undefined || isMainSection(raw)) return false;
  if (/\S@\S+\.\S/.test(plain)) return true;
  if (namesRole(raw) || namesInstitution(raw)) return true;
  if (continued) return true;
  // “RIIA”, “Turku, Finland”
  return (words.length === 1 && isAllCaps(plain)) || /^\p{Lu}[\p{L} -]{2,30}, \p{Lu}[\p{L} ]{2,30}$/u.test(plain);
}

/** Whether an affiliation line breaks off, so that the next line belongs to it. */
export function breaksOff(raw: string): boolean {
  const plain = plainText(raw);
  return /[,&–-]$/.test(plain) || endsDangling(plain);
}
