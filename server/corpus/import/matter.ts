import { type Block, isTitleLike, plainOf } from './blocks';
import type { MendingContext } from './inline';
import { isBlank, type SourceLine, wordsOf } from './lines';
import { frontMatter, Mender, type Placement, type Written } from './render';
import { endingOf } from './shapes';
import type { BucketName } from './types';
import { MATTER_HEADING } from './vocabulary';

/** A piece of a context document: a block, or a line of the table of contents. */
type Part = { readonly block: Block } | { readonly line: SourceLine };

/**
 * Writes blocks that belong to no essay as one Markdown document with front matter.
 * `contents` are lines of the table of contents, kept in their place as a list.
 */
export function writeMatter(
  path: string,
  title: string,
  bucket: BucketName,
  blocks: readonly Block[],
  contents: readonly SourceLine[],
  context: MendingContext,
): Written {
  const mender = new Mender(new Map(), context);
  const placements: Placement[] = [];
  const chunks: string[] = [];
  let list: string[] = [];
  const endList = (): void => {
    if (list.length > 0) chunks.push(list.join('\n'));
    list = [];
  };
  const parts: Part[] = [
    ...blocks.map((block) => ({ block })),
    ...contents.filter((line) => !isBlank(line.text)).map((line) => ({ line })),
  ];
  const start = (part: Part): number => ('block' in part ? part.block.first : part.line.index);
  parts.sort((a, b) => start(a) - start(b));
  const followers = new Map(blocks.map((block, i) => [block, blocks[i + 1]]));
  for (const part of parts) {
    if ('line' in part) {
      // The line of contents as it stands: its markup may be anything, so it is kept as plain text.
      list.push(
        `- ${part.line.text
          .trim()
          .replace(/\t+/g, ' · ')
          .replace(/^[-*+#>|\s]+(?=\S)/, '')
          .replace(/[\\`*_[\]<>|]/g, '\\$&')}`,
      );
      continue;
    }
    const { block } = part;
    if (block.kind === 'number' || block.kind === 'furniture') {
      placements.push({ block, bucket: 'page furniture', file: undefined });
      continue;
    }
    placements.push({ block, bucket, file: path });
    if (block.kind === 'item') {
      mender.marker(block, 'bullet', '- ');
      list.push(`- ${mender.paragraph([block])}`);
      continue;
    }
    endList();
    const follower = followers.get(block);
    if (block.kind === 'table') chunks.push(block.raw);
    else if (isHeading(block, follower)) chunks.push(`## ${mender.heading([block])}`);
    else if (block.kind === 'note') {
      // No essay, so no footnotes: a note stays a paragraph that opens with its number.
      const marker = `${block.label ?? ''} `;
      mender.marker(block, 'note mark', marker);
      chunks.push(marker + mender.joined([block]));
    } else if (block.kind === 'quote') chunks.push(`> ${mender.paragraph([block])}`);
    else chunks.push(mender.paragraph([block]));
  }
  endList();
  return { text: `${frontMatter({ title })}\n${chunks.join('\n\n')}\n`, placements, mends: mender.mends };
}

function isHeading(block: Block, follower: Block | undefined): boolean {
  if (block.kind === 'heading') return true;
  if (block.kind !== 'text' || block.raw.includes('\n') || !isTitleLike(block)) return false;
  if (MATTER_HEADING.test(plainOf(block).toLowerCase())) return true;
  if (follower === undefined || follower.first <= block.last + 1) return false;
  return follower.kind === 'text' && wordsOf(follower.raw).length >= 15 && endingOf(follower.raw) !== 'open';
}

/** The title of a volume or document: its first line that looks like one. */
export function titleOf(blocks: readonly Block[]): Block | undefined {
  return blocks.slice(0, 12).find((block) => (block.kind === 'heading' || block.kind === 'text') && isTitleLike(block));
}
