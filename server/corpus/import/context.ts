import { type Message, msg } from '../../text/message';
import { slug } from '../paths';
import { isBlank, type SourceLine } from './lines';
import { frontMatter, readerText } from './render';
import { looksLikeTitle } from './shapes';
import type { ImportedFile, ImportOptions } from './types';

/**
 * Keeps a source that is no compendium as one context document: front matter, then its text as it stands.
 * `essays` is how many essays were found in it (none or one).
 */
export function writeContext(
  lines: readonly SourceLine[],
  essays: number,
  options: ImportOptions,
): { files: readonly ImportedFile[]; reason: Message } {
  const own = skipFrontMatter(lines);
  const first = own.findIndex((line) => !isBlank(line.text));
  const opening = own[first]?.text ?? '';
  const bare = opening.replace(/^[\s#]+/, '').slice(0, 400);
  const title =
    readerText(looksLikeTitle(bare) ? bare : (bare.split(/(?<=[.!?。])\s/)[0] ?? bare)).slice(0, 200) || 'Document';
  const body = own
    .map((line) => line.text.replace(/\f/g, '').trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .replace(/\n{3,}/g, '\n\n');
  const head = frontMatter({
    title,
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.lang === undefined ? {} : { lang: options.lang }),
  });
  return {
    files: [{ path: `context/${slug(title).slice(0, 48).replace(/-+$/, '')}.md`, text: `${head}\n${body}\n` }],
    reason:
      essays === 0
        ? msg(
            'No essays with title and byline were found, so this is no compendium. It was kept as one context document.',
          )
        : msg('Only one essay was found, so this is no compendium. It was kept as one context document.'),
  };
}

/** The lines behind front matter that the source already has: a document has only one. */
function skipFrontMatter(lines: readonly SourceLine[]): readonly SourceLine[] {
  if (lines[0]?.text.trimEnd() !== '---') return lines;
  const end = lines.findIndex((line, i) => i > 0 && line.text.trimEnd() === '---');
  return end < 0 ? lines : lines.slice(end + 1);
}
