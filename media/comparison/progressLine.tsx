import type { VNode } from 'preact';
import { isOn, isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import { formatCount, formatUsd } from '../../src/core/format.ts';
import { fill } from '../shared/fill.ts';
import { formatRoughly } from './formatRoughly.ts';
import { usePanel } from './panel.ts';
import { progressOf, type Progress } from './progress.ts';

/** How far the comparison is, what it takes still and what it has cost by now. */
export function ProgressLine({ comparison }: { comparison: Comparison }): VNode {
  const { strings } = usePanel();
  const progress = progressOf(comparison);
  const { ended, calls } = progress;
  const where = whereText(comparison, progress, strings);
  const spent = spentText(comparison, progress, strings);
  const left =
    isOn(comparison) && progress.timeLeftMs !== null
      ? fill(strings.timeLeft, { time: formatRoughly(progress.timeLeftMs) })
      : null;
  return (
    <section class="progress" aria-label={strings.progress}>
      {comparison.status !== 'finished' && (
        <progress
          class={comparison.status}
          role="progressbar"
          aria-label={strings.progress}
          aria-valuemin={0}
          aria-valuemax={calls}
          aria-valuenow={ended}
          aria-valuetext={where}
          max={calls}
          value={ended}
        />
      )}
      <p class="progress-facts">
        <span>{where}</span>
        {left !== null && <span>{left}</span>}
        <span>{spent}</span>
      </p>
    </section>
  );
}

function whereText(
  comparison: Comparison,
  { ended, calls, block }: Progress,
  strings: ReturnType<typeof usePanel>['strings'],
): string {
  const { plan, status } = comparison;
  if (status === 'finished' || isQuickLook(plan)) {
    const args = { ended: formatCount(ended), calls: formatCount(calls) };
    return fill(strings.requestsEnded, args);
  }
  return block === 0 ? strings.warmUpRuns : fill(strings.blockOf, { block, blocks: plan.repeats });
}

function spentText(
  { plan }: Comparison,
  { spentUsd, isLowerBound }: Progress,
  strings: ReturnType<typeof usePanel>['strings'],
): string {
  const usd = `${isLowerBound ? '≥ ' : ''}${formatUsd(spentUsd)}`;
  return plan.budgetUsd === null
    ? fill(strings.spent, { usd })
    : fill(strings.spentOf, { usd, limit: formatUsd(plan.budgetUsd) });
}
