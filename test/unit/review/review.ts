import type { Act, Reviewer } from '../../../server/review/act';
import type { Author } from '../../../server/review/decide';
import { type Journal, readJournal } from '../../../server/review/journal';
import { writeLine } from '../../../server/review/lines';
import { mergeDecisions } from '../../../server/review/merge';
import type { ReviewedComparison } from '../../../server/review/reviewed';
import type { Comparison } from '../../../server/readings/comparison';

export const ada: Reviewer = { id: 'ada', name: 'Ada' };
export const bo: Reviewer = { id: 'bo', name: 'Bo' };

let count = 0;

/** The next stamp: each is a minute later than the last. */
export function stamp(by: Reviewer = ada): Author {
  count += 1;
  const minute = String(count % 60).padStart(2, '0');
  const hour = String(Math.floor(count / 60)).padStart(2, '0');
  return { id: `urn:uuid:${String(count).padStart(4, '0')}`, at: `2026-11-01T${hour}:${minute}:00.000Z`, by };
}

/** A journal of acts as it comes from a file: written and read again. */
export function journalOf(...acts: readonly Act[]): Journal {
  return readJournal([{ path: '.counterpoint/quay/ada.jsonl', text: fileOf(acts) }]);
}

export function fileOf(acts: readonly Act[]): string {
  return acts.map((act) => `${writeLine(act)}\n`).join('');
}

/** A comparison with acts laid over it. */
export function review(comparison: Comparison, ...acts: readonly Act[]): ReviewedComparison {
  return mergeDecisions(comparison, journalOf(...acts));
}
