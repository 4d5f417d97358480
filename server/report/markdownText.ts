/**
 * Escapes text for Markdown so that it shows as it is: no links, images, HTML, emphasis, code or headings come to life out of an essay,
 * and nothing of it can end the block that it stands in.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .replace(/[\\`*_{}[\]<>()#+!|~$&^]/g, (unit) =>
        unit === '<' ? '&lt;' : unit === '>' ? '&gt;' : unit === '&' ? '&amp;' : `\\${unit}`,
      )
      .replace(/^(\s*)([-=])/, '$1\\$2')
      .replace(/^(\s*\d+)\./, '$1\\.')
      // Web and mail addresses come to life without any markup, after digits and underscores too.
      .replace(/(https?|ftp|mailto|xmpp|command|vscode|file|data|javascript):/gi, '$1&#58;')
      .replace(/(www)\./gi, '$1&#46;')
      .replaceAll('@', '&#64;')
  );
}

/** A verbatim quote as a reader sees it: the essay's markup and note marks taken out, white space folded. */
export function plainQuote(quote: string): string {
  return (
    quote
      .replace(/(?<!\\)!?\[(?!\^)([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '$1')
      .replace(/^[ \t]*(?:>[ \t]?)+/gm, '')
      // In one pass, so that an escaped mark stays: escapes, note marks, emphasis.
      .replace(
        /\\([!-/:-@[-`{-~])|\[\^[^\]]*\]|\*+(?=\S)|(?<=\S)\*+|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])/gu,
        (_, escaped: string | undefined) => escaped ?? '',
      )
      .replace(/\s+/g, ' ')
      .trim()
  );
}
