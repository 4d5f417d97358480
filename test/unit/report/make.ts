import type { Comparison } from '../../../server/readings/comparison';
import type { Report, ReportOptions } from '../../../server/report/content';
import { allParts } from '../../../server/report/parts';
import { translator } from '../../../server/report/translate';

/** A report of some comparisons, as a door makes it. */
export function reportOf(
  comparisons: readonly Comparison[],
  title = 'Ports',
  journals: Report['journals'] = new Map(),
): Report {
  return {
    title,
    root: 'file:///c',
    perspectives: [
      { id: 'town', label: 'Town' },
      { id: 'nation', label: 'Nation' },
    ],
    comparisons,
    journals,
    date: '2026-11-24',
  };
}

/** Everything, in English. */
export const wholeReport: ReportOptions = { t: translator(undefined), language: 'en', parts: allParts };
