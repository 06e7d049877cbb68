import * as Plot from '@observablehq/plot';
import { finishPlot, tagged } from '../shared/plotDrawing.ts';
import { tierColour } from '../shared/tierShapes.ts';
import { timeAxis, timeAxisMarks } from './timeAxis.ts';

/** The runs of one tier whose time lies within a range of ms. */
export interface DistributionBar {
  readonly from: number;
  readonly to: number;
  readonly runs: number;
  /** Of the tier's runs. */
  readonly share: number;
  /** The place of the tier, for its colour. */
  readonly tier: number;
  readonly row: number;
}

/** Words and room of the chart. */
export interface DistributionText {
  readonly width: number;
  readonly rowNames: readonly string[];
  readonly axis: string;
  readonly share: string;
}

/** Room for one tier, px. */
const rowHeight = 96;
/** The part of it that the highest bar fills; above it stands the tier's name. */
const barRoom = 0.68;

/** Each tier's runs by their time, on one log axis; all tiers by one scale of shares. */
export function distributionChart(
  bars: readonly DistributionBar[],
  { width, rowNames, axis, share }: DistributionText,
): SVGElement {
  // What is below 1 ms begins at 0, which has no place on a log axis.
  const start = ({ from }: DistributionBar) => Math.max(from, 0.8) / 1000;
  const end = ({ to }: DistributionBar) => to / 1000;
  const all = bars.flatMap((bar) => [start(bar), end(bar)]);
  const most = Math.max(...bars.map((bar) => bar.share));
  const scale = barRoom / most;
  const tick =
    most >= 0.5 ? 0.5 : most >= 0.2 ? 0.2 : most >= 0.1 ? 0.1 : most >= 0.05 ? 0.05 : 0.01;
  const ticks = rowNames.flatMap((_, row) => [
    { y: row + 1, text: '0' },
    { y: row + 1 - tick * scale, text: String(tick * 100) },
  ]);
  return finishPlot(
    Plot.plot({
      width,
      height: 60 + rowHeight * rowNames.length,
      marginTop: 18,
      marginLeft: 34,
      marginRight: 14,
      marginBottom: 40,
      className: 'plot',
      x: timeAxis(all),
      y: { domain: [rowNames.length, 0], axis: null },
      color: { type: 'identity' },
      marks: [
        ...timeAxisMarks(all, { width, label: axis }),
        Plot.ruleY(ticks, { y: 'y', className: 'chart-grid-line' }),
        Plot.text(ticks, {
          y: 'y',
          text: 'text',
          frameAnchor: 'left',
          textAnchor: 'end',
          dx: -6,
          fontSize: 11,
        }),
        Plot.text([share], { frameAnchor: 'top-left', dx: -30, dy: -16, fontSize: 11 }),
        Plot.rect(bars, {
          x1: start,
          x2: end,
          y1: ({ row }: DistributionBar) => row + 1,
          y2: ({ row, share: own }: DistributionBar) => row + 1 - own * scale,
          fill: ({ tier }: DistributionBar) => tierColour(tier),
          stroke: 'var(--vscode-editor-background)',
          className: 'chart-marks',
          render: tagged(
            'data-mark',
            bars.map((_, index) => index),
          ),
        }),
        Plot.text(rowNames, {
          frameAnchor: 'right',
          textAnchor: 'end',
          y: (_: string, index: number) => index + 0.16,
          text: (name: string) => name,
          fontSize: 12,
          stroke: 'var(--vscode-editor-background)',
          strokeWidth: 3,
          fill: 'currentColor',
        }),
      ],
    }),
    '',
  );
}
