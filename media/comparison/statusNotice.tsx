import type { VNode } from 'preact';
import { isOver, isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { formatUsd } from '../../src/core/format.ts';
import { fill } from '../shared/fill.ts';
import { Notice } from '../shared/notice.tsx';
import { usePanel } from './panel.ts';
import { Warnings } from './warnings.tsx';

/** Says why no call is sent where a person might wait for one, and what a quick look is not. */
export function StatusNotice(props: {
  comparison: Comparison;
  report: ComparisonReport | null;
}): VNode | null {
  const { comparison, report } = props;
  const { strings } = usePanel();
  const text = statusText(comparison, strings);
  if (text !== null) {
    return (
      <Notice kind="warning" icon="warning">
        <p>{text}</p>
      </Notice>
    );
  }
  if (!isQuickLook(comparison.plan)) return null;
  const warnings = isOver(comparison) ? (report?.warnings ?? []) : [];
  return (
    <Notice kind="info" icon="info">
      <p>{strings.quickLookNote}</p>
      <Warnings warnings={warnings} />
    </Notice>
  );
}

function statusText(
  { status, plan }: Comparison,
  strings: ReturnType<typeof usePanel>['strings'],
): string | null {
  if (status === 'overBudget')
    return fill(strings.overBudgetNote, { limit: formatUsd(plan.budgetUsd) });
  if (status === 'interrupted') return strings.interruptedNote;
  return null;
}
