import type { VNode } from 'preact';
import {
  isOn,
  isOver,
  isQuickLook,
  type Comparison,
} from '../../src/core/comparison/comparison.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { formatUsd } from '../../src/core/format.ts';
import { isEmptyPrompt } from '../../src/core/prompt.ts';
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
  const sentences = sentencesOf(comparison, strings);
  return (
    <>
      {sentences.length > 0 && (
        <Notice kind="warning" icon="warning">
          <p>{sentences.join(' ')}</p>
        </Notice>
      )}
      {isQuickLook(comparison.plan) && <QuickLookNotice comparison={comparison} report={report} />}
    </>
  );
}

function QuickLookNotice(props: {
  comparison: Comparison;
  report: ComparisonReport | null;
}): VNode {
  const { comparison, report } = props;
  const { strings } = usePanel();
  const warnings = isOver(comparison) ? (report?.warnings ?? []) : [];
  return (
    <Notice kind="info" icon="info">
      <p>{strings.quickLookNote}</p>
      <Warnings warnings={warnings} />
    </Notice>
  );
}

function sentencesOf(
  comparison: Comparison,
  strings: ReturnType<typeof usePanel>['strings'],
): readonly string[] {
  const { status, plan, prompt } = comparison;
  // Where it is on, another window has the prompt.
  const isLost = !isOn(comparison) && isEmptyPrompt(prompt);
  const lost = isLost ? [strings.promptNotKeptNote] : [];
  if (status === 'overBudget')
    return [fill(strings.overBudgetNote, { limit: formatUsd(plan.budgetUsd) }), ...lost];
  if (status === 'interrupted')
    return [strings.interruptedNote, ...(isLost ? lost : [strings.goOnNote])];
  return lost;
}
