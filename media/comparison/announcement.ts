import { isOver, isQuickLook } from '../../src/core/comparison/comparison.ts';
import type { View } from './view.ts';

/**
 * What a screen reader is told once a comparison is over and its last report is there; `null` =
 * nothing yet, or nothing at all. Said once, never while it runs.
 */
export function announcementOf({ state, isReportFinal }: View): string | null {
  const { comparison, report, strings } = state;
  if (comparison === null || !isOver(comparison)) return null;
  if (isQuickLook(comparison.plan)) return strings.announceQuickLookEnd;
  if (report === null || !isReportFinal) return null;
  return [strings.announceEnd, ...report.verdicts.map(({ text }) => text)].join(' ');
}
