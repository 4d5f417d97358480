import type { BucketName, MendKind } from '../corpus/import/types';
import { type Message, msg } from '../text/message';

/** Where a word of a compendium went, in the reader's words. */
export function bucketWord(name: BucketName): Message {
  switch (name) {
    case 'body':
      return msg('body');
    case 'heading':
      return msg('heading');
    case 'byline':
      return msg('byline');
    case 'note':
      return msg('note');
    case 'pull quote':
      return msg('pull quote');
    case 'questions':
      return msg('questions');
    case 'acronyms':
      return msg('acronyms');
    case 'contents':
      return msg('contents');
    case 'front matter':
      return msg('front matter');
    case 'back matter':
      return msg('back matter');
    case 'page furniture':
      return msg('page furniture');
  }
}

/** What an import mended, in the reader's words. */
export function mendWord(kind: MendKind): Message {
  switch (kind) {
    case 'bullet':
      return msg('bullet');
    case 'escape':
      return msg('escape');
    case 'empty link target':
      return msg('empty address');
    case 'joined hyphen':
      return msg('joined hyphen');
    case 'note mark':
      return msg('note mark');
    case 'invisible character':
      return msg('invisible character');
    case 'emphasis':
      return msg('emphasis');
    case 'markup':
      return msg('tag or address');
    case 'label':
      return msg('label');
    case 'joined paragraph':
      return msg('joined paragraph');
  }
}
