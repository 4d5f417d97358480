import type { ComparisonView, ReviewView } from '../../../server/protocol';

/** A link or silence that nobody has decided on. */
export const undecided: ReviewView = {
  status: 'undecided',
  importance: null,
  reason: null,
  decisions: [],
  isReopened: false,
};

/** What a comparison says of reviewers where there were none. */
export const nothingReviewed: Pick<
  ComparisonView,
  'rejected' | 'rejectedSilences' | 'progress' | 'queue' | 'notes' | 'orphans' | 'agreement' | 'reviewProblems'
> = {
  rejected: [],
  rejectedSilences: { left: [], right: [] },
  progress: { decided: 0, of: 0 },
  queue: [],
  notes: [],
  orphans: [],
  agreement: [],
  reviewProblems: [],
};
