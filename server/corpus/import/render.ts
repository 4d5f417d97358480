import { stringify } from 'yaml';
import type { Block } from './blocks';
import type { EssayParts } from './essays';
import { escapeStart, mendBlock, type MendingContext, type WordBook } from './inline';
import { at } from './lines';
import type { Mark } from './notes';
import type { Unit } from './paragraphs';
import { endingOf, isBold, personsOf } from './shapes';
import type { Author, BucketName, Mend } from './types';

/** Which bucket, and which file, a block's lines went to. `file` undefined: they were left out (page furniture). */
export interface Placement {
  readonly block: Block;
  readonly bucket: BucketName;
  readonly file: string | undefined;
}

/** A written file with the places of its blocks and what was mended in them. */
export interface Written {
  readonly text: string;
  readonly placements: readonly Placement[];
  readonly mends: readonly Mend[];
}

/** Gathers the mended text of blocks and what was mended. */
export class Mender {
  readonly mends: Mend[] = [];
  readonly #marks: ReadonlyMap<Block, readonly Mark[]>;
  readonly #context: MendingContext;

  constructor(marks: ReadonlyMap<Block, readonly Mark[]>, context: MendingContext) {
    this.#marks = marks;
    this.#context = context;
  }

  /** The mended text of a block. */
  text(block: Block): string {
    const mended = mendBlock(block, this.#marks.get(block) ?? [], this.#context);
    this.mends.push(...mended.mends);
    return mended.text;
  }

  /** The mended text of blocks that make one paragraph or title. */
  joined(blocks: readonly Block[]): string {
    let whole = '';
    for (const [i, block] of blocks.entries()) {
      const text = this.text(block);
      if (i === 0) {
        whole = text;
        continue;
      }
      whole = this.#join(whole, text, at(blocks, i - 1), block);
    }
    return whole;
  }

  #join(left: string, right: string, before: Block, after: Block): string {
    const hyphen = endingOf(before.raw) === 'hyphen' ? /(\p{L}+)[-\u2010\u00ad]$/u.exec(left.slice(-60)) : null;
    const first = hyphen === null ? null : /^\p{L}+/u.exec(right.slice(0, 60));
    const place = at(after.pieces, 0);
    this.mends.push({
      kind: 'joined paragraph',
      line: place.line + 1,
      column: place.column,
      before: `${left.slice(-24)}\n\n${right.slice(0, 24)}`,
      after: `${left.slice(-24)}${hyphen === null ? ' ' : ''}${right.slice(0, 24)}`,
    });
    const half = hyphen?.[1];
    if (half === undefined || first === null) return `${left} ${right}`;
    if (this.#words.join(half, first[0]) === 'with hyphen') return left + right;
    const last = at(before.pieces, before.pieces.length - 1);
    const lineText = before.raw.slice(last.offset);
    const column = last.column + lineText.lastIndexOf(half);
    this.mends.push(
      {
        kind: 'joined hyphen',
        line: last.line + 1,
        column,
        before: lineText.slice(lineText.lastIndexOf(half)),
        after: half + first[0],
      },
      { kind: 'joined hyphen', line: place.line + 1, column: place.column, before: first[0], after: '' },
    );
    return left.slice(0, -1) + right;
  }

  get #words(): WordBook {
    return this.#context.words;
  }

  /** A paragraph's text, safe from being read as another kind of block. */
  paragraph(blocks: readonly Block[], keepNumbers = true): string {
    const text = this.joined(blocks);
    const safe = escapeStart(text, keepNumbers);
    if (safe !== text) {
      const place = at(at(blocks, 0).pieces, 0);
      this.mends.push({ kind: 'escape', line: place.line + 1, column: place.column, before: '', after: '\\' });
    }
    return safe;
  }

  /** A heading's text: on one line, and not bold as a whole, for it is a heading already. */
  heading(blocks: readonly Block[]): string {
    const text = this.joined(blocks);
    const bare = blocks.every((block) => isBold(block.raw)) ? text.replace(/(\*\*|__)/g, '') : text;
    if (bare !== text) this.emphasis(at(blocks, 0));
    return bare.replace(/(\s)(#+)$/, '$1\\$2');
  }

  /** Records that bold around a whole line was dropped. */
  emphasis(block: Block): void {
    const place = at(block.pieces, 0);
    this.mends.push({ kind: 'emphasis', line: place.line + 1, column: place.column, before: '**', after: '' });
  }

  /** Records the marker of a bullet or note when it was written anew, or left out with a label. */
  marker(block: Block, kind: 'bullet' | 'note mark' | 'label', after: string): void {
    if (block.marker.trim() === after.trim()) return;
    this.mends.push({ kind, line: block.first + 1, column: 0, before: block.marker, after });
  }

  /** Records that a line was a mere label and was left out. */
  label(block: Block): void {
    this.marker(block, 'label', '');
    const lines = block.raw.split('\n');
    for (const [i, piece] of block.pieces.entries()) {
      this.mends.push({ kind: 'label', line: piece.line + 1, column: piece.column, before: lines[i] ?? '', after: '' });
    }
  }

  /**
   * Records the markup that text for a reader leaves out and that would count as words, or part one word into two: tags, addresses of links,
   * emphasis inside a word. Note marks are recorded elsewhere. `pattern`: what is left out; its group, where it has one, stays.
   */
  markup(block: Block, pattern = MARKUP_OF_WORDS): void {
    const lines = block.raw.split('\n');
    const marks = this.#marks.get(block) ?? [];
    for (const [i, piece] of block.pieces.entries()) {
      for (const found of (lines[i] ?? '').matchAll(pattern)) {
        const from = piece.offset + found.index;
        const to = from + found[0].length;
        if (marks.some((mark) => mark.from < to && from < mark.to)) continue;
        const column = piece.column + found.index;
        const kind = /^[*_`]/.test(found[0]) ? 'emphasis' : 'markup';
        this.mends.push({ kind, line: piece.line + 1, column, before: found[0], after: found[1] ?? '' });
      }
    }
  }

  /** Records the words that joined names on one line and are not part of a name: “by”, “and”. */
  byline(block: Block): void {
    this.markup(block);
    this.markup(block, /(?<=[\p{L}\p{N}>)])`+(?=[\p{L}\p{N}<[])/gu);
    const lines = block.raw.split('\n');
    for (const [i, piece] of block.pieces.entries()) {
      const line = lines[i] ?? '';
      const names = personsOf(line) !== undefined;
      for (const found of line.matchAll(
        names ? /(?<=^[\s*_]*)by(?=\s)|(?<=\s)and(?=\s)/gi : /(?<=^[\s*_]*)by(?=\s)/gi,
      )) {
        const column = piece.column + found.index;
        this.mends.push({ kind: 'label', line: piece.line + 1, column, before: found[0], after: '' });
      }
    }
  }
}

/** A tag, a link with an address (what it shows is its group), emphasis between two letters: what `readerText` and `visibleText` drop. */
const MARKUP_OF_WORDS =
  /<\/?[a-z][^<>]{0,80}>|\[([^[\]]{0,400})\]\((?!#?\))[^()\s]{1,300}\)|(?<=[\p{L}\p{N}>)])(?:\*+|__+)(?=[\p{L}\p{N}<[])/giu;

/** A Markdown text as a reader sees it: for titles and questions, which YAML keeps as plain text. */
export function readerText(markdown: string): string {
  return markdown
    .replace(/\[\^[\w-]{1,12}\]/g, '')
    .replace(/(?<!\\)\[([^[\]]{0,400})\]\([^()\s]{0,300}\)/g, '$1')
    .replace(/(?<!\\)(\*\*|__|\*)/g, '')
    .replace(/(?<![\p{L}\p{N}\\])_|(?<!\\)_(?![\p{L}\p{N}])/gu, '')
    .replace(/<\/?[a-z][^<>]{0,80}>/gi, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

export interface EssayHead {
  readonly path: string;
  readonly title: string;
  readonly theme: string;
  readonly perspective: string;
  readonly authors: readonly Author[];
  readonly source: string;
  readonly lang: string;
}

/** YAML between `---` lines. */
export function frontMatter(values: Readonly<Record<string, unknown>>): string {
  return `---\n${stringify(values, { lineWidth: 0 })}---\n`;
}

/** Writes an essay: front matter, title, sections, paragraphs, pull quotes as `> [!pullquote]` blocks, notes as footnotes at the end. */
export function writeEssay(
  head: EssayHead,
  parts: EssayParts,
  depths: ReadonlyMap<Block, number>,
  context: MendingContext,
): Written {
  const mender = new Mender(parts.marks, context);
  const placements: Placement[] = [];
  const put = (bucket: BucketName, blocks: readonly Block[]): void => {
    for (const block of blocks)
      placements.push({ block, bucket, file: bucket === 'page furniture' ? undefined : head.path });
  };
  const chunks: string[] = [];
  if (parts.outline.title.length > 0) {
    chunks.push(`# ${mender.heading(parts.outline.title)}${moveMarks(parts, mender)}`);
    put('heading', parts.outline.title);
  }
  const byline = parts.outline.bylineBlocks.filter((block) => !isFurniture(block));
  for (const block of byline) mender.byline(block);
  put('byline', byline);
  put('page furniture', parts.outline.bylineBlocks.filter(isFurniture));
  put('page furniture', parts.furniture);
  let list: string[] = [];
  const endList = (): void => {
    if (list.length > 0) chunks.push(list.join('\n'));
    list = [];
  };
  for (const unit of parts.units) {
    if (unit.kind !== 'item') endList();
    put(BUCKET_OF[unit.kind], unit.blocks);
    const first = at(unit.blocks, 0);
    switch (unit.kind) {
      case 'heading':
        chunks.push(`${'#'.repeat(depths.get(first) ?? 2)} ${mender.heading(unit.blocks)}`);
        break;
      case 'paragraph':
        chunks.push(mender.paragraph(unit.blocks));
        break;
      case 'item': {
        const marker = list.length > 0 && first.indent >= 2 ? '  - ' : '- ';
        mender.marker(first, 'bullet', marker);
        list.push(marker + mender.paragraph(unit.blocks));
        break;
      }
      case 'quote':
        chunks.push(`> ${mender.paragraph(unit.blocks)}`);
        break;
      case 'pull quote':
        chunks.push(`> [!pullquote]\n> ${mender.paragraph(unit.blocks)}`);
        break;
      case 'table':
        chunks.push(unit.blocks.map((block) => block.raw).join('\n'));
        break;
    }
  }
  endList();
  const notes = parts.notes.map((note) => {
    const marker = `[^${note.target}]: `;
    mender.marker(note.block, 'note mark', marker);
    put('note', [note.block, ...note.more]);
    return marker + mender.joined([note.block, ...note.more]);
  });
  if (notes.length > 0) chunks.push(notes.join('\n'));
  const { title, theme, perspective, authors, source, lang } = head;
  const yaml = frontMatter({ title, theme, perspective, ...(authors.length > 0 ? { authors } : {}), source, lang });
  return { text: `${yaml}\n${chunks.join('\n\n')}\n`, placements, mends: mender.mends };
}

const BUCKET_OF: Readonly<Record<Unit['kind'], BucketName>> = {
  heading: 'heading',
  paragraph: 'body',
  item: 'body',
  quote: 'body',
  table: 'body',
  'pull quote': 'pull quote',
};

function isFurniture(block: Block): boolean {
  return block.kind === 'number' || block.kind === 'furniture';
}

/** Marks in the byline go to the title: front matter cannot hold a footnote, and the note stays tied. */
function moveMarks(parts: EssayParts, mender: Mender): string {
  let moved = '';
  const title = at(parts.outline.title, parts.outline.title.length - 1);
  const end = at(title.pieces, title.pieces.length - 1);
  for (const block of parts.outline.bylineBlocks) {
    for (const mark of parts.marks.get(block) ?? []) {
      const piece =
        [...block.pieces].reverse().find((candidate) => candidate.offset <= mark.from) ?? at(block.pieces, 0);
      const target = `[^${mark.target}]`;
      mender.mends.push(
        {
          kind: 'note mark',
          line: piece.line + 1,
          column: piece.column + mark.from - piece.offset,
          before: block.raw.slice(mark.from, mark.to),
          after: '',
        },
        {
          kind: 'note mark',
          line: end.line + 1,
          column: end.column + title.raw.length - end.offset,
          before: '',
          after: target,
        },
      );
      moved += target;
    }
  }
  return moved;
}
