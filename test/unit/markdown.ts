import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';

/** What kinds of nodes a Markdown text has (each once, sorted), and what its texts say. */
export function nodeTypes(markdown: string): { types: string[]; text: string } {
  const types = new Set<string>();
  let text = '';
  const visit = (node: { type: string; value?: string; children?: readonly unknown[] }): void => {
    types.add(node.type);
    text += node.value ?? '';
    for (const child of node.children ?? []) visit(child as typeof node);
  };
  const extensions = [gfmFootnote(), gfmTable()];
  visit(fromMarkdown(markdown, { extensions, mdastExtensions: [gfmFootnoteFromMarkdown(), gfmTableFromMarkdown()] }));
  return { types: [...types].sort(), text };
}
