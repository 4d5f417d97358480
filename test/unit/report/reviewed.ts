import type { Act } from '../../../server/review/act';
import { decideOnLink, decideOnSilence, replyTo, resolveNote, writeNote } from '../../../server/review/decide';
import { withoutDecisions } from '../../../server/review/merge';
import type { Report } from '../../../server/report/content';
import { compareTexts } from '../pairs';
import { ada, bo, journalOf, review, stamp } from '../review/review';
import { evil } from './hostile';
import { reportOf } from './make';

/** Of every kind of act at least one, by two reviewers who differ; one of them writes hostile words. */
export function everyAct(): Act[] {
  const read = withoutDecisions(compareTexts());
  const [link] = read.links;
  const [silence] = read.silences.left;
  const said = 'Fees & <b>duties</b>\nare not the same.';
  const first = decideOnLink(read, link!, { verdict: 'accepted', importance: 3, reason: said }, stamp(ada));
  const changed = decideOnLink(
    review(compareTexts(), first),
    review(compareTexts(), first).links[0]!,
    { verdict: { relabelled: 'divergence' } },
    stamp(ada),
  );
  const other = decideOnLink(read, link!, { verdict: 'rejected', reason: evil, fault: 'link' }, stamp(bo));
  const silent = decideOnSilence(read, 'left', silence!, { verdict: 'accepted', topic: '=lighthouse' }, stamp(bo));
  const note = writeNote(read, 'link', { left: link!.left, right: link!.right }, `See ${evil}`, stamp(bo));
  const [thread] = review(compareTexts(), note).notes;
  const general = writeNote(read, 'theme', {}, 'A note on the whole.', stamp(ada));
  return [
    first,
    changed,
    other,
    silent,
    note,
    general,
    replyTo(thread!, '+1', stamp(ada)),
    resolveNote(thread!, true, stamp(bo)),
  ];
}

/** A report of a comparison on which all of that was done. */
export function reviewedReport(acts: readonly Act[] = everyAct()): Report {
  return reportOf([review(compareTexts(), ...acts)], 'Ports', new Map([['quay', journalOf(...acts)]]));
}
