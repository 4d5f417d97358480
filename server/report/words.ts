import type { Attachment, Evidence, Relation, Source } from '../alignment/reading';
import type { ReadingLabel } from '../readings/comparison';
import { type Message, msg } from '../text/message';
import type { Translate } from './translate';

/** A relation in the reader's words. The engine's unlabelled links are possible relations, and are called so. */
export function relationWord(relation: Relation): Message {
  switch (relation) {
    case 'convergence':
      return msg('Convergence');
    case 'divergence':
      return msg('Divergence');
    case 'undetermined':
      return msg('Possibly related');
  }
}

/** A sign beside the word, so that colour is never the only one. */
export function relationSign(relation: Relation): string {
  switch (relation) {
    case 'convergence':
      return '≈';
    case 'divergence':
      return '≠';
    case 'undetermined':
      return '∼';
  }
}

export function sourceWord(source: Source, name: string, version: string): Message {
  switch (source) {
    case 'engine':
      return msg('{0} engine, version {1} (word statistics: suggestions, not judgements)', name, version);
    case 'model':
      return msg('read by the model {0}', name);
    case 'published':
      return msg('published reading “{0}”', name);
    case 'person':
      return msg('a reader’s own decision');
  }
}

/** Whose reading it is, in a few words. */
export function readingName({ kind, name, version, provenance }: ReadingLabel): Message {
  return kind === 'published' && provenance !== null
    ? msg('published reading “{0}” ({1}, {2})', name, provenance.author, version)
    : sourceWord(kind, name, version);
}

/** Whose reading it is, and how much of it was found in the texts. */
export function readingLine(label: ReadingLabel, t: Translate): string {
  const found = label.attached === null ? [] : attachedWords(label.attached).map(t);
  const declined = label.declined === undefined ? [] : [t(label.declined)];
  return [t(readingName(label)), ...found, ...declined].join(' · ');
}

/** How much of a reading was found: “30 of 31 links found whole”, and what was not. */
export function attachedWords({ whole, partial, lost, silences }: Attachment): Message[] {
  const words = [msg('{0} of {1} links found in these texts', whole, whole + partial + lost)];
  if (partial > 0) words.push(msg('{0} in part', partial));
  if (lost > 0) words.push(msg('{0} not found', lost));
  if (silences.lost > 0)
    words.push(msg('{0} of {1} silences not found', silences.lost, silences.found + silences.lost));
  return words;
}

/** What made a source say so, in the reader's words. */
export function evidenceWord(kind: Evidence['kind']): Message {
  switch (kind) {
    case 'concept':
      return msg('shared concept');
    case 'term':
      return msg('shared word');
    case 'heading':
      return msg('heading above');
    case 'contrast':
      return msg('contrast');
    case 'negation':
      return msg('negation');
    case 'evaluation':
      return msg('evaluation');
    case 'attribution':
      return msg('who is speaking');
    case 'reason':
      return msg('reason');
  }
}

/** What a summary's parts are called. */
export const summaryParts = [
  { part: 'convergence', heading: msg('Where they meet') },
  { part: 'divergence', heading: msg('Where they part') },
  { part: 'silences', heading: msg('What one of them leaves out') },
] as const;

/** A share in [0, 1] as a percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
