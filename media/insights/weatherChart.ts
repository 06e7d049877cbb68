import * as Plot from '@observablehq/plot';
import type { TierWeather } from '../../src/core/insights/weather.ts';
import { finishPlot, tagged } from '../shared/plotDrawing.ts';
import { tierColour } from '../shared/tierShapes.ts';
import { timeAxis, timeAxisMarks } from './timeAxis.ts';

/** One tier and model; `hour` and `day` are the places of its marks. */
export interface WeatherRow {
  readonly weather: TierWeather;
  readonly name: string;
  /** The place of the tier, for its colour. */
  readonly tier: number;
  readonly hour: number | null;
  readonly day: number | null;
}

/** Room for one tier and model, px. */
const rowHeight = 42;

/** The middle 80 % of other days as a band, and where the last hour and day lie. */
export function weatherChart(
  rows: readonly WeatherRow[],
  { width, axis }: { readonly width: number; readonly axis: string },
): SVGElement {
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1000);
  const bands = rows.flatMap(({ weather: { usual }, tier }, row) =>
    usual.p10 === null || usual.p90 === null
      ? []
      : [{ row, tier, low: seconds(usual.p10), high: seconds(usual.p90) }],
  );
  const middles = rows.flatMap(({ weather: { usual }, tier }, row) =>
    usual.median === null ? [] : [{ row, tier, at: seconds(usual.median) }],
  );
  const dots = rows.flatMap(({ weather, tier, hour, day }, row) => [
    ...(day === null
      ? []
      : [{ row, tier, at: seconds(weather.lastDay.median), mark: day, isHour: false }]),
    ...(hour === null
      ? []
      : [{ row, tier, at: seconds(weather.lastHour.median), mark: hour, isHour: true }]),
  ]);
  const all = [
    ...bands.flatMap(({ low, high }) => [low, high]),
    ...middles.map(({ at }) => at),
    ...dots.map(({ at }) => at),
  ].filter((value) => value !== null);
  const y = (row: number) => row + 0.18;
  return finishPlot(
    Plot.plot({
      width,
      height: 44 + rowHeight * rows.length,
      marginTop: 4,
      marginLeft: 8,
      marginRight: 16,
      marginBottom: 38,
      className: 'plot',
      x: timeAxis(all),
      y: { domain: [rows.length - 0.5, -0.5], axis: null },
      color: { type: 'identity' },
      marks: [
        ...timeAxisMarks(all, { width, label: axis }),
        Plot.rect(bands, {
          x1: 'low',
          x2: 'high',
          y1: ({ row }: { row: number }) => y(row) - 0.14,
          y2: ({ row }: { row: number }) => y(row) + 0.14,
          fill: ({ tier }: { tier: number }) => tierColour(tier),
          fillOpacity: 0.3,
          className: 'weather-bands',
        }),
        Plot.ruleX(middles, {
          x: 'at',
          y1: ({ row }: { row: number }) => y(row) - 0.2,
          y2: ({ row }: { row: number }) => y(row) + 0.2,
          strokeWidth: 2,
        }),
        Plot.text(rows, {
          frameAnchor: 'left',
          y: (_: WeatherRow, index: number) => index - 0.24,
          text: 'name',
          fontSize: 12,
          stroke: 'var(--vscode-editor-background)',
          strokeWidth: 3,
          fill: 'currentColor',
        }),
        Plot.dot(dots, {
          x: 'at',
          y: ({ row }: { row: number }) => y(row),
          r: 5.5,
          fill: ({ isHour, tier }: { isHour: boolean; tier: number }) =>
            isHour ? tierColour(tier) : 'var(--vscode-editor-background)',
          stroke: ({ tier }: { tier: number }) => tierColour(tier),
          strokeWidth: 2,
          className: 'chart-marks',
          render: tagged(
            'data-mark',
            dots.map(({ mark }) => mark),
          ),
        }),
      ],
    }),
    '',
  );
}
