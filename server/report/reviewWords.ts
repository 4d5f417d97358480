import type { Decision } from '../review/act';
import { agreementOfReviewers, type ReviewersCompared } from '../review/agreement';
import type { ReviewedComparison, ReviewStatus } from '../review/reviewed';
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
export function decisionLine(decision: Decision, t: Translate): string {
  const said = decisionHead(decision, t);
  return decision.reason === null ? said : `${said}. ${decision.reason}`;
}

/** Who said what, without the reason: “Ada: rejected”. */
export function decisionHead({ by, verdict, relation, settles }: Decision, t: Translate): string {
  const word = t(verdictWord(verdict, relation, t));
  return settles.length > 0 ? t(msg('{0} settled it: {1}', by.name, word)) : t(msg('{0}: {1}', by.name, word));
}

/** How far every two reviewers agree on what both judged, a line for each two; none where fewer than two judged the same. */
export function agreementLines(comparisons: readonly ReviewedComparison[], t: Translate): string[] {
  return agreementOfReviewers(comparisons)
    .filter(({ both }) => both > 0)
    .map((compared) => agreementLine(compared, t));
}

/** How far two reviewers agree: “Ada and Bo agree on 5 of 6 links and silences (Cohen’s kappa 0.667, 95 % from 0.1 to 1)”. */
export function agreementLine({ names: [a, b], same, both, kappa }: ReviewersCompared, t: Translate): string {
  const said = t(msg('{0} and {1} agree on {2} of {3} links and silences', a, b, same, both));
  const decimal = (value: number | null | undefined): string => value?.toFixed(3) ?? '–';
  const interval = msg(
    'Cohen’s kappa {0}, 95 % from {1} to {2}',
    decimal(kappa?.value),
    decimal(kappa?.low),
    decimal(kappa?.high),
  );
  return `${said} (${t(interval)})`;
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
