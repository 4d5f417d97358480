import type { Decision } from '../review/act';
import type { ReviewStatus } from '../review/reviewed';
import { type Message, msg } from '../text/message';
import type { Translate } from './translate';
import { relationWord } from './words';

/** How it stands with a link or silence, in a word. */
export function statusWord(status: ReviewStatus): Message {
  switch (status) {
    case 'undecided':
      return msg('Not decided');
    case 'accepted':
      return msg('Accepted');
    case 'rejected':
      return msg('Rejected');
    case 'relabelled':
      return msg('Relabelled');
    case 'drawn':
      return msg('Drawn by hand');
    case 'disputed':
      return msg('Disputed');
  }
}

/** A sign beside the word, so that colour is never the only one. */
export function statusSign(status: ReviewStatus): string {
  switch (status) {
    case 'undecided':
      return '';
    case 'accepted':
      return '✓';
    case 'rejected':
      return '✗';
    case 'relabelled':
    case 'drawn':
      return '✎';
    case 'disputed':
      return '⚡';
  }
}

/** What one reviewer says: “Ada: rejected. Not the same fee.” The text is plain: escape it for Markdown. */
export function decisionLine({ by, verdict, relation, reason, settles }: Decision, t: Translate): string {
  const word = t(verdictWord(verdict, relation, t));
  const said = settles.length > 0 ? t(msg('{0} settled it: {1}', by.name, word)) : t(msg('{0}: {1}', by.name, word));
  return reason === null ? said : `${said}. ${reason}`;
}

function verdictWord(verdict: Decision['verdict'], relation: Decision['relation'], t: Translate): Message {
  switch (verdict) {
    case 'accepted':
      return msg('accepted');
    case 'rejected':
      return msg('rejected');
    case 'relabelled':
      return msg('relabelled: {0}', relation === null ? '' : t(relationWord(relation)));
    case 'drawn':
      return msg('drawn by hand: {0}', relation === null ? '' : t(relationWord(relation)));
    case 'undecided':
      return msg('edited, not decided');
    case 'withdrawn':
      return msg('taken back');
  }
}
