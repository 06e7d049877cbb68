import type { VNode } from 'preact';
import { isOn, isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import { progressOf, type Progress } from '../../src/core/comparison/progress.ts';
import { formatCount, formatUsd } from '../../src/core/format.ts';
import { fill } from '../shared/fill.ts';
import { formatRoughly } from './formatRoughly.ts';
import { usePanel } from './panel.ts';

/** How far the comparison is, what it takes still and what it has cost by now. */
export function ProgressLine({ comparison }: { comparison: Comparison }): VNode {
  const { strings } = usePanel();
  const progress = progressOf(comparison);
  const ended = endedCalls(comparison);
  const calls = progress.callsPlanned;
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
  { callsPlanned, models }: Progress,
  strings: ReturnType<typeof usePanel>['strings'],
): string {
  const { plan, status, runs } = comparison;
  if (status === 'finished' || isQuickLook(plan)) {
    const args = { ended: formatCount(endedCalls(comparison)), calls: formatCount(callsPlanned) };
    return fill(strings.requestsEnded, args);
  }
  if (runs.every(({ origin }) => origin === 'warmup')) return strings.warmUpRuns;
  // The block that the slowest model is in.
  const done = Math.min(...models.map(({ blocksDone }) => blocksDone));
  const block = Math.min(done + 1, plan.repeats);
  return fill(strings.blockOf, { block, blocks: plan.repeats });
}

function endedCalls({ runs }: Comparison): number {
  return runs.filter(({ status }) => status !== 'running').length;
}

function spentText(
  { plan }: Comparison,
  { spent }: Progress,
  strings: ReturnType<typeof usePanel>['strings'],
): string {
  const usd = `${spent.isLowerBound ? '≥ ' : ''}${formatUsd(spent.usd)}`;
  return plan.budgetUsd === null
    ? fill(strings.spent, { usd })
    : fill(strings.spentOf, { usd, limit: formatUsd(plan.budgetUsd) });
}
