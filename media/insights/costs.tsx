import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatCount } from '../../src/core/format.ts';
import { costPeriods, type PeriodCost } from '../../src/core/insights/costPeriods.ts';
import { dayOf } from '../../src/core/history/dateRange.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import { fill } from '../shared/fill.ts';
import { useLoaded } from '../shared/useLoaded.ts';
import { ChartSection, type Mark } from './chart.tsx';
import { formatCost, formatPeriod } from './figures.ts';
import { labelOf, tiersOf, usePanel } from './panel.ts';
import { TierKey } from './tierKey.tsx';

/** What each day or month cost, by tier. */
export function Costs({ answer }: { answer: InsightsAnswer }): VNode {
  const panel = usePanel();
  const { strings } = panel;
  const drawing = useLoaded(() => import('./costChart.ts'));
  const order = tiersOf(answer);
  const { unit, periods, costs } = useMemo(
    () => costPeriods(answer.insights.costs, startOf(answer)),
    [answer.insights],
  );
  const inOrder = costs.toSorted(
    (one, two) =>
      periods.indexOf(one.period) - periods.indexOf(two.period) ||
      order.indexOf(one.tier) - order.indexOf(two.tier),
  );
  const shown = inOrder.filter(({ costUsd }) => costUsd !== null && costUsd > 0);
  const filterOf = (cost: PeriodCost): Mark['filter'] => ({
    ...answer.filter,
    ...within(answer, cost),
    tier: cost.tier,
  });
  const marks = shown.map((cost): Mark => ({
    label: `${formatPeriod(cost.period, 'long')}, ${labelOf(cost.tier, panel)}: ${formatCost(cost)} (${fill(strings.ofRuns, { runs: formatCount(cost.runs) })})`,
    filter: filterOf(cost),
  }));
  const title = unit === 'day' ? strings.costPerDay : strings.costPerMonth;
  return (
    <ChartSection
      of="costs"
      title={title}
      note={strings.costNote}
      marks={marks}
      draw={
        drawing &&
        ((width) =>
          drawing.costChart(
            shown.map((cost) => ({ ...cost, place: order.indexOf(cost.tier) })),
            {
              width,
              periods,
              usd: strings.usd,
              time: unit === 'day' ? strings.day : strings.month,
            },
          ))
      }
      deps={[answer.insights]}
      chartKey={
        <TierKey
          tiers={order.filter((tier) => shown.some((cost) => cost.tier === tier))}
          order={order}
        />
      }
      table={{
        caption: title,
        head: `${unit === 'day' ? strings.day : strings.month}, ${strings.tier}`,
        columns: [strings.cost, 'n'],
        rows: inOrder.map((cost) => ({
          key: `${cost.period} ${cost.tier}`,
          head: `${formatPeriod(cost.period, 'long')}, ${labelOf(cost.tier, panel)}`,
          cells: [formatCost(cost), formatCount(cost.runs)],
          filter: filterOf(cost),
        })),
      }}
    >
      {marks.length === 0 && <p>{strings.noCost}</p>}
    </ChartSection>
  );
}

/** The day with which the range begins, in the time zone of the machine. */
function startOf({ filter: { firstDay, since } }: InsightsAnswer): string | null {
  return firstDay ?? (since === undefined ? null : dayOf(new Date(since)));
}

/** A month at the edge of the range belongs to it in part. */
function within(
  { filter }: InsightsAnswer,
  { firstDay, lastDay }: PeriodCost,
): { readonly firstDay: string; readonly lastDay: string } {
  const { firstDay: first = firstDay, lastDay: last = lastDay } = filter;
  return {
    firstDay: first > firstDay ? first : firstDay,
    lastDay: last < lastDay ? last : lastDay,
  };
}
