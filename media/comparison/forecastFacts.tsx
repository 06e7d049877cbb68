import type { VNode } from 'preact';
import { isQuickLook } from '../../src/core/comparison/comparison.ts';
import { forecast } from '../../src/core/comparison/forecast.ts';
import { formatCount, formatUsd, unknownFigure } from '../../src/core/format.ts';
import type { PlanDraft, PlanForm } from '../../src/protocol/comparison.ts';
import { formatRoughly } from './formatRoughly.ts';
import { usePanel } from './panel.ts';

/** What the plan is expected to take: requests, cost and time; nothing is sent for it. */
export function ForecastFacts({ form, draft }: { form: PlanForm; draft: PlanDraft }): VNode {
  const { strings } = usePanel();
  const { calls, usd, worstUsd, isLowerBound, durationMs } = forecast(draft.plan, form.calls);
  const money = (amount: number): string => {
    if (calls === 0 || (isLowerBound && amount === 0)) return unknownFigure;
    return `${isLowerBound ? '≥ ' : ''}${formatUsd(amount)}`;
  };
  return (
    <dl class="forecast" aria-label={strings.forecast}>
      <div>
        <dt>{isQuickLook(draft.plan) ? strings.requests : strings.requestsWithWarmUp}</dt>
        <dd>{formatCount(calls)}</dd>
      </div>
      <div>
        <dt>{strings.estimatedCost}</dt>
        <dd>{money(usd)}</dd>
      </div>
      <div>
        <dt>{strings.worstCost}</dt>
        <dd>{money(worstUsd)}</dd>
      </div>
      <div>
        <dt>{strings.expectedTime}</dt>
        <dd>{calls === 0 ? unknownFigure : formatRoughly(durationMs)}</dd>
      </div>
    </dl>
  );
}
