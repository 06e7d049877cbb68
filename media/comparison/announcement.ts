import { isOver, isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import type { ComparisonState } from '../../src/protocol/comparison.ts';

/**
 * What a screen reader is told once a comparison is over and its report speaks of all its runs;
 * `null` = nothing yet, or nothing at all. Said once, never while it runs.
 */
export function announcementOf({
  comparison,
  report,
  strings,
}: Pick<ComparisonState, 'comparison' | 'report' | 'strings'>): string | null {
  if (comparison === null || !isOver(comparison)) return null;
  if (isQuickLook(comparison.plan)) return strings.announceQuickLookEnd;
  if (report === null || !coversAll(report, comparison)) return null;
  return [strings.announceEnd, ...report.verdicts.map(({ text }) => text)].join(' ');
}

/** Whether the report was made after the last call ended. */
function coversAll(report: ComparisonReport, { runs }: Comparison): boolean {
  const ended = runs.filter(
    ({ origin, status }) =>
      origin === 'comparison' && (status === 'succeeded' || status === 'failed'),
  );
  const rows = report.rows.filter(({ headline }) => headline === report.headline);
  return rows.reduce((sum, { figures }) => sum + figures.calls, 0) >= ended.length;
}
