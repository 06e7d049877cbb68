import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount, formatDuration } from '../../src/core/format.ts';
import type { InsightsGroup } from '../../src/core/insights/insights.ts';
import type { Tier } from '../../src/core/tier.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import { fill } from '../shared/fill.ts';
import { useLoaded } from '../shared/useLoaded.ts';
import { ChartSection, type Mark } from './chart.tsx';
import type { DistributionBar } from './distributionChart.ts';
import { formatShare } from './figures.ts';
import type { TimeFigure } from './host.ts';
import { labelOf, tiersOf, timedRuns, usePanel } from './panel.ts';

/** How the times of each tier's runs are spread. */
export function Distribution({ answer }: { answer: InsightsAnswer }): VNode {
  const panel = usePanel();
  const { strings, host } = panel;
  const [figure, setFigure] = useState(host.saved.figure);
  const drawing = useLoaded(() => import('./distributionChart.ts'));
  const order = tiersOf(answer);
  const tiers = order
    .map((tier) => ({ tier, bars: barsOf(answer.insights.groups, tier, figure) }))
    .filter(({ bars }) => bars.length > 0);
  const bars = tiers.flatMap(({ tier, bars }) =>
    bars.map((bar) => ({ ...bar, tier: order.indexOf(tier), of: tier })),
  );
  const name = figure === 'ttft' ? strings.firstToken : strings.wholeAnswer;
  const rowNames = tiers.map(({ tier, bars }) => {
    const runs = bars.reduce((sum, bar) => sum + bar.runs, 0);
    return `${labelOf(tier, panel)}, ${fill(strings.ofRuns, { runs: formatCount(runs) })}`;
  });
  const marks = bars.map(({ of: tier, from, to, runs, share }): Mark => ({
    label: `${labelOf(tier, panel)}, ${rangeText(from, to)}: ${formatShare(share)} (${fill(strings.ofRuns, { runs: formatCount(runs) })})`,
    filter: timedRuns(answer, {
      tier,
      [figure === 'ttft' ? 'ttftMs' : 'latencyMs']: { from, to },
    }),
  }));
  const choose = (chosen: TimeFigure): void => {
    host.save({ figure: chosen });
    setFigure(chosen);
  };
  const words = { axis: `${name}, s`, share: `% (${strings.shareOfRuns})` };
  return (
    <ChartSection
      of="distribution"
      title={strings.distribution}
      note={strings.distributionNote}
      marks={marks}
      draw={
        drawing &&
        ((width) =>
          drawing.distributionChart(
            bars.map((bar) => ({ ...bar, row: tiers.findIndex(({ tier }) => tier === bar.of) })),
            { width, rowNames, ...words },
          ))
      }
      deps={[answer.insights, figure]}
      controls={
        <label class="field inline">
          <span class="visually-hidden">{strings.figure}</span>
          <select
            value={figure}
            onChange={({ currentTarget }) =>
              choose(currentTarget.value === 'latency' ? 'latency' : 'ttft')
            }
          >
            <option value="ttft" selected={figure === 'ttft'}>
              {strings.firstToken}
            </option>
            <option value="latency" selected={figure === 'latency'}>
              {strings.wholeAnswer}
            </option>
          </select>
        </label>
      }
      table={{
        caption: `${strings.distribution}: ${name}`,
        head: `${strings.tier}, ${name}`,
        columns: [strings.share, 'n'],
        rows: bars.map(({ of: tier, from, to, runs, share }, index) => ({
          key: `${tier} ${from}`,
          head: `${labelOf(tier, panel)}, ${rangeText(from, to)}`,
          cells: [formatShare(share), formatCount(runs)],
          filter: marks[index]?.filter ?? null,
        })),
      }}
    />
  );
}

function rangeText(from: number, to: number): string {
  return `${formatDuration(from)} – ${formatDuration(to)}`;
}

/** One tier's bars, its models together. */
function barsOf(
  groups: readonly InsightsGroup[],
  tier: Tier,
  figure: TimeFigure,
): Omit<DistributionBar, 'tier' | 'row'>[] {
  const bins = groups.filter((group) => group.tier === tier).flatMap((group) => group[figure].bins);
  const all = bins.reduce((sum, { runs }) => sum + runs, 0);
  return [...Map.groupBy(bins, ({ from }) => from)]
    .toSorted(([one], [two]) => one - two)
    .map(([from, same]) => {
      const runs = same.reduce((sum, bin) => sum + bin.runs, 0);
      return { from, to: same[0]?.to ?? from, runs, share: runs / all };
    });
}
