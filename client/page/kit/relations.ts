import type { RelationName } from '../../../server/protocol';

/** The signs of relations, the same as in hovers and reports: the relation is never told by colour alone. */
export const relationSigns: Readonly<Record<RelationName, string>> = {
  convergence: '≈',
  divergence: '≠',
  undetermined: '∼',
};
