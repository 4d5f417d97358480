import type { Relation, Source } from '../alignment/reading';
import { type Message, msg } from '../text/message';

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

/** A share in [0, 1] as a percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
