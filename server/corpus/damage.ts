import { msg } from '../text/message';
import type { CorpusDocument } from './corpus';
import type { Problem } from './problem';

/** What a document holds that no text has: “�”, where bytes could not be read as UTF-8, and NULs. The first place of each is told. */
export function damageIn({ path, essay: { text } }: CorpusDocument): Problem[] {
  const lost = text.indexOf('\ufffd');
  const nul = text.indexOf('\0');
  const at = (start: number): Pick<Problem, 'severity' | 'path' | 'span'> => ({
    severity: 'warning',
    path,
    span: { start, end: start + 1 },
  });
  return [
    ...(lost < 0
      ? []
      : [
          {
            ...at(lost),
            code: 'document-not-utf8',
            message: msg(
              '“�” stands where something could not be read. Save the file as UTF-8 from where it came from.',
            ),
          },
        ]),
    ...(nul < 0
      ? []
      : [
          {
            ...at(nul),
            code: 'document-nul',
            message: msg('This file holds NUL bytes: it may be no text. Save it as UTF-8 text or Markdown.'),
          },
        ]),
  ];
}
