import { type Message, msg } from '../text/message';

/** The parts of a report that are links of one relation. */
export const relationParts = ['convergence', 'divergence', 'undetermined'] as const;

/** What a reader may leave out of a report. */
export const reportParts = [
  { part: 'picture', name: msg('Overview picture') },
  { part: 'questions', name: msg('Questions of each theme') },
  { part: 'summary', name: msg('Summaries') },
  { part: 'convergence', name: msg('Convergences') },
  { part: 'divergence', name: msg('Divergences') },
  { part: 'undetermined', name: msg('Possibly related passages') },
  { part: 'silences', name: msg('Silences') },
  { part: 'reasons', name: msg('Reasons') },
  { part: 'evidence', name: msg('Shared words') },
  { part: 'decisions', name: msg('Decisions of reviewers') },
  { part: 'notes', name: msg('Notes') },
  { part: 'method', name: msg('Method and its limits') },
] as const satisfies readonly { part: string; name: Message }[];

export type ReportPart = (typeof reportParts)[number]['part'];

/** Everything. */
export const allParts: ReadonlySet<ReportPart> = new Set(reportParts.map(({ part }) => part));

/** The part of a name; undefined for what is none. */
export function partNamed(name: string): ReportPart | undefined {
  return reportParts.find(({ part }) => part === name)?.part;
}
