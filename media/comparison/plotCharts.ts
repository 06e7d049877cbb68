import * as Plot from '@observablehq/plot';
import { logTicks } from '../shared/logTicks.ts';
import { finishPlot, tagged } from '../shared/plotDrawing.ts';
import type { ChartData, Dot } from './chartData.ts';
import { tierColour, tierShapes } from '../shared/tierShapes.ts';

/** Words and room of a chart. */
export interface ChartText {
  readonly labels: readonly string[];
  /** The name of the axis of times or speeds. */
  readonly value: string;
  readonly usd: string;
  /** What the chart shows, for those who do not see it. */
  readonly name: string;
  readonly width: number;
}

/** Room for one tier, px. */
const rowHeight = 58;
/** The part of a row in which its dots are spread by block. */
const spread = 0.56;

/** All runs of one model as dots on a log axis, with median and interval of every tier. */
export function runsChart(data: ChartData, text: ChartText): SVGElement {
  const { tiers, dots, marks } = data;
  const rowOf = (tier: string): number => tiers.indexOf(tier);
  const height = (dot: Dot): number =>
    rowOf(dot.tier) - spread / 2 + (spread * (dot.block - 0.5)) / Math.max(1, data.blocks) - 0.1;
  const medians = marks.flatMap(({ tier, median }) => (median === null ? [] : { tier, median }));
  const intervals = marks.flatMap(({ tier, interval }) =>
    interval === null ? [] : { row: rowOf(tier) + 0.36, low: interval[0], high: interval[1] },
  );
  const links = linksOf(data, height);
  const colour = ({ tier }: { tier: string }): string => tierColour(rowOf(tier));
  return finishPlot(
    Plot.plot({
      ...room(text, 46 + rowHeight * tiers.length),
      marginLeft: 12 + 7 * Math.max(...text.labels.map(({ length }) => length)),
      x: logAxis(data, text),
      y: { domain: [tiers.length - 0.5, -0.5], axis: null },
      marks: [
        Plot.gridX(ticksOf(data, text.width), { className: 'chart-grid-line' }),
        Plot.axisX(ticksOf(data, text.width), axisOptions(text)),
        Plot.text(text.labels, {
          x: null,
          y: (_, index) => index,
          text: (label: string) => label,
          frameAnchor: 'left',
          textAnchor: 'end',
          dx: -10,
          fontSize: 12,
        }),
        Plot.link(links, {
          x1: 'x1',
          x2: 'x2',
          y1: 'y1',
          y2: 'y2',
          className: 'chart-links',
          render: tagged(
            'data-block',
            links.map(({ block }) => block),
          ),
        }),
        Plot.ruleX(medians, {
          x: 'median',
          y1: ({ tier }: { tier: string }) => rowOf(tier) - 0.42,
          y2: ({ tier }: { tier: string }) => rowOf(tier) + 0.24,
          strokeWidth: 2.5,
        }),
        Plot.link(intervals, { x1: 'low', x2: 'high', y1: 'row', y2: 'row', strokeWidth: 1.5 }),
        ...(['low', 'high'] as const).map((end) =>
          Plot.ruleX(intervals, {
            x: end,
            y1: ({ row }: { row: number }) => row - 0.07,
            y2: ({ row }: { row: number }) => row + 0.07,
            strokeWidth: 1.5,
          }),
        ),
        Plot.dot(dots, {
          x: 'value',
          y: height,
          symbol: (dot: Dot) => tierShapes[rowOf(dot.tier) % tierShapes.length]?.symbol,
          // What was given up takes longer than its dot says: it is left open.
          fill: (dot: Dot) => (dot.isBound ? 'none' : colour(dot)),
          stroke: colour,
          r: 3.6,
          className: 'chart-dots',
          render: tagged(
            'data-block',
            dots.map(({ block }) => block),
          ),
        }),
      ],
      symbol: { type: 'identity' },
      color: { type: 'identity' },
    }),
    text.name,
  );
}

/** What the runs of one model cost against the time they take, with the middle of every tier. */
export function costChart(data: ChartData, text: ChartText): SVGElement {
  const { tiers, marks } = data;
  const dots = data.dots.filter(({ usd }) => usd !== null);
  const middles = marks.filter(({ median, usdEach }) => median !== null && usdEach !== null);
  const symbol = ({ tier }: { tier: string }) =>
    tierShapes[tiers.indexOf(tier) % tierShapes.length]?.symbol;
  const colour = ({ tier }: { tier: string }): string => tierColour(tiers.indexOf(tier));
  return finishPlot(
    Plot.plot({
      ...room(text, 46 + rowHeight * tiers.length),
      marginLeft: 62,
      x: logAxis(data, text),
      // Room above the dearest tier for its name.
      y: { domain: [0, 1.2 * Math.max(...dots.map(({ usd }) => usd ?? 0))] },
      symbol: { type: 'identity' },
      color: { type: 'identity' },
      marks: [
        Plot.gridX(ticksOf(data, text.width), { className: 'chart-grid-line' }),
        Plot.gridY({ ticks: 4, className: 'chart-grid-line' }),
        Plot.axisX(ticksOf(data, text.width), axisOptions(text)),
        Plot.axisY({ ticks: 4, label: null, tickSize: 0, tickFormat: usdTick, fontSize: 11 }),
        Plot.dot(dots, {
          x: 'value',
          y: 'usd',
          symbol,
          fill: colour,
          stroke: colour,
          fillOpacity: 0.35,
          strokeOpacity: 0.6,
          r: 2.6,
          className: 'chart-dots',
          render: tagged(
            'data-block',
            dots.map(({ block }) => block),
          ),
        }),
        Plot.dot(middles, {
          x: 'median',
          y: 'usdEach',
          symbol,
          fill: colour,
          stroke: 'var(--vscode-editor-background)',
          strokeWidth: 1.5,
          r: 7.5,
        }),
        Plot.text(middles, {
          x: 'median',
          y: 'usdEach',
          text: ({ tier }: { tier: string }) => text.labels[tiers.indexOf(tier)] ?? tier,
          dy: -16,
          fontSize: 12,
          fontWeight: 600,
          stroke: 'var(--vscode-editor-background)',
          strokeWidth: 4,
          fill: 'currentColor',
        }),
      ],
    }),
    text.name,
  );
}

/** A stroke from tier to tier within every block. */
function linksOf({ tiers, dots }: ChartData, height: (dot: Dot) => number) {
  const blocks = Map.groupBy(dots, ({ block }) => block);
  return [...blocks].flatMap(([block, own]) => {
    const inOrder = own.toSorted((one, two) => tiers.indexOf(one.tier) - tiers.indexOf(two.tier));
    return inOrder.slice(1).flatMap((dot, index) => {
      const before = inOrder[index];
      if (before === undefined) return [];
      const [y1, y2] = [height(before), height(dot)];
      return [{ block, x1: before.value, x2: dot.value, y1, y2 }];
    });
  });
}

function room({ width }: ChartText, height: number) {
  return { width, height, marginTop: 10, marginRight: 16, marginBottom: 38, className: 'plot' };
}

function logAxis(data: ChartData, { value }: ChartText) {
  return { type: 'log' as const, domain: [...domainOf(data)], label: value };
}

function axisOptions({ value }: ChartText) {
  return {
    label: value,
    labelAnchor: 'center' as const,
    labelArrow: 'none' as const,
    tickSize: 0,
    // A tick format would leave labels out: Plot thins those of a log axis by a rule of its own.
    text: (tick: number) => String(tick),
    fontSize: 11,
  };
}

function domainOf({ dots, marks }: ChartData): readonly [number, number] {
  const values = [
    ...dots.map(({ value }) => value),
    ...marks.flatMap(({ interval }) => interval ?? []),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [low / 1.15, high * 1.15];
}

/** A tick needs about 52 px. */
function ticksOf(data: ChartData, width: number): number[] {
  const [low, high] = domainOf(data);
  return [...logTicks(low, high, Math.max(2, Math.floor((width - 100) / 52)))];
}

/** Axis ticks have few digits anyhow: `$0.0002`. */
function usdTick(usd: number): string {
  return `$${Number(usd.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 12 })}`;
}
