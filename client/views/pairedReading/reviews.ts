/** Which row shows what reviewers rejected and noted. Pure. */
import type { ClaimView, PairedLinkView, PairedNoteView, PairedReadingView } from '../../../server/protocol';
import type { Side } from '../../reading';
import type { Row } from './rows';

/** What stands in a row besides its links. */
export interface RowReview {
  readonly rejected: readonly PairedLinkView[];
  readonly notes: readonly PairedNoteView[];
}

/** By row: each rejected link in the first row of its passage; each note in the row of its link, else of the words that it is on. */
export function reviewsOf(
  { rejected, notes }: Pick<PairedReadingView, 'rejected' | 'notes'>,
  rows: readonly Row[],
): ReadonlyMap<string, RowReview> {
  const found = new Map<string, { rejected: PairedLinkView[]; notes: PairedNoteView[] }>();
  const at = (row: Row): { rejected: PairedLinkView[]; notes: PairedNoteView[] } => {
    const known = found.get(row.id) ?? { rejected: [], notes: [] };
    found.set(row.id, known);
    return known;
  };
  const rowAt = (claims: Readonly<Record<Side, readonly ClaimView[]>>): Row | undefined =>
    rows.find((row) => claims[row.side].some(({ passage }) => row.passages.includes(passage)));
  for (const link of rejected) {
    const row = rowAt(link);
    if (row) at(row).rejected.push(link);
  }
  for (const note of notes) {
    const ofLink = rows.find((row) => row.strands.some(({ links }) => links.some(({ id }) => id === note.link)));
    const row = ofLink ?? rowAt(note);
    if (row) at(row).notes.push(note);
  }
  return found;
}
