import type { Heading, Paragraph, PhrasingContent } from 'mdast';

/** Lines that nothing in Markdown can begin but text: with a letter, a quotation mark or bracket, or a number that counts no list. */
const plainLines = /^(?:(?:\p{L}|["“‘«(]|\d{1,9} )[^\n]*(?:\n(?!$)|$))+$/u;

/** A heading of one line, of any text. */
const headingLine = /^(#{1,6}) (?=[^\s#])[^\n#]*$/;

/** What Markdown could read as something other than text: markup, references (of characters too), white space that it drops. */
const marked = /[*_`<>\\~|\t\0]|&[#\da-z]|[^\S\n](?:\n|$)/i;

/** A reference to a note, where nothing beside it makes it something else. */
const noteReference = /(?<!!)\[\^([\w.-]{1,100})\](?![([:])/g;

/**
 * The paragraph or heading that the Markdown parser makes of a block, where it is certain without it: running text with nothing in it but
 * references to `notes` (identifiers of notes that are defined). Undefined for all other blocks. Most blocks of an essay are such, and parsing
 * takes most of the time of reading; the property tests hold both ways against each other. Positions tell offsets; lines are of no account.
 */
export function plainBlock(block: string, notes: ReadonlySet<string>): Paragraph | Heading | undefined {
  if (marked.test(block)) return undefined;
  const depth = headingLine.exec(block)?.[1]?.length;
  if (depth === undefined && !plainLines.test(block)) return undefined;
  const children = plainText(block, depth === undefined ? 0 : depth + 1, notes);
  if (children === undefined) return undefined;
  const position = place(0, block.length);
  return depth === undefined
    ? { type: 'paragraph', children, position }
    : { type: 'heading', depth: depth as Heading['depth'], children, position };
}

/** The text of a block from an offset on, with its references; undefined where brackets mean something else. */
function plainText(block: string, start: number, notes: ReadonlySet<string>): PhrasingContent[] | undefined {
  const children: PhrasingContent[] = [];
  let from = start;
  const addText = (to: number): void => {
    const value = block.slice(from, to);
    if (value !== '') children.push({ type: 'text', value, position: place(from, to) });
  };
  for (const match of block.matchAll(noteReference)) {
    const [whole, label = ''] = match;
    const identifier = label.toLowerCase();
    if (!notes.has(identifier)) return undefined;
    addText(match.index);
    from = match.index + whole.length;
    children.push({ type: 'footnoteReference', identifier, label, position: place(match.index, from) });
  }
  addText(block.length);
  return children.some((child) => child.type === 'text' && /[[\]]/.test(child.value)) ? undefined : children;
}

function place(start: number, end: number): Paragraph['position'] {
  return { start: { line: 1, column: start + 1, offset: start }, end: { line: 1, column: end + 1, offset: end } };
}
