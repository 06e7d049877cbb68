import * as Plot from '@observablehq/plot';
import type { PeriodCost } from '../../src/core/insights/costPeriods.ts';
import { finishPlot, tagged } from '../shared/plotDrawing.ts';
import { tierColour } from '../shared/tierShapes.ts';
import { formatPeriod } from './figures.ts';

/** A bar: what one tier's runs of a period cost. */
export interface CostBar extends PeriodCost {
  /** The place of the tier, for its colour. */
  readonly place: number;
}

/** Words and room of the chart. */
export interface CostText {
  readonly width: number;
  readonly periods: readonly string[];
  readonly usd: string;
  readonly time: string;
}

/** Costs over time, stacked by tier; `bars` come by period, then tier. */
export function costChart(
  bars: readonly CostBar[],
  { width, periods, usd, time }: CostText,
): SVGElement {
  const stacked = stack(bars);
  const tops = [...Map.groupBy(stacked, ({ bar }) => bar.period)].map(([period, own]) => ({
    period,
    top: Math.max(...own.map(({ to }) => to)),
    isBound: own.some(({ bar }) => bar.runsOfUnknownCost > 0),
  }));
  const most = Math.max(...tops.map(({ top }) => top));
  return finishPlot(
    Plot.plot({
      width,
      height: 300,
      marginTop: 22,
      marginLeft: 58,
      // The last date stands under the middle of its bar.
      marginRight: 24,
      marginBottom: 40,
      className: 'plot',
      x: { type: 'band', domain: [...periods], padding: periods.length > 40 ? 0.1 : 0.25 },
      y: { domain: [0, most * 1.08] },
      color: { type: 'identity' },
      marks: [
        Plot.gridY({ ticks: 4, className: 'chart-grid-line' }),
        Plot.axisY({ ticks: 4, label: null, tickSize: 0, tickFormat: usdTick, fontSize: 11 }),
        Plot.text([usd], { frameAnchor: 'top-left', dx: -50, dy: -18, fontSize: 11 }),
        Plot.axisX(ticksOf(periods, width), {
          label: time,
          labelAnchor: 'center',
          labelArrow: 'none',
          tickSize: 0,
          text: (period: string) => formatPeriod(period, 'short'),
          fontSize: 11,
        }),
        Plot.rect(stacked, {
          x: ({ bar }: Stacked) => bar.period,
          y1: 'from',
          y2: 'to',
          fill: ({ bar }: Stacked) => tierColour(bar.place),
          stroke: 'var(--vscode-editor-background)',
          strokeWidth: 0.7,
          className: 'chart-marks',
          render: tagged(
            'data-mark',
            bars.map((_, index) => index),
          ),
        }),
        Plot.text(periods.length > 40 ? [] : tops.filter(({ isBound }) => isBound), {
          x: 'period',
          y: 'top',
          text: () => '≥',
          dy: -7,
          fontSize: 11,
        }),
      ],
    }),
    '',
  );
}

interface Stacked {
  readonly bar: CostBar;
  readonly from: number;
  readonly to: number;
}

/** The first tier at the bottom. */
function stack(bars: readonly CostBar[]): Stacked[] {
  const heights = new Map<string, number>();
  return bars.map((bar) => {
    const from = heights.get(bar.period) ?? 0;
    const to = from + (bar.costUsd ?? 0);
    heights.set(bar.period, to);
    return { bar, from, to };
  });
}

/** A date needs about 64 px. */
function ticksOf(periods: readonly string[], width: number): string[] {
  const step = Math.max(1, Math.ceil(periods.length / Math.max(1, Math.floor((width - 66) / 64))));
  return periods.filter((_, index) => (periods.length - 1 - index) % step === 0);
}

function usdTick(usd: number): string {
  return `$${Number(usd.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 12 })}`;
}
