import * as Plot from '@observablehq/plot';
import { logTicks } from '../shared/logTicks.ts';

/** A log axis around values in seconds. */
export function timeAxis(values: readonly number[]) {
  return { type: 'log' as const, domain: [...domainOf(values)] };
}

/** Grid and ticks of the axis: one needs about 52 px. */
export function timeAxisMarks(
  values: readonly number[],
  { width, label }: { readonly width: number; readonly label: string },
): Plot.Markish[] {
  const [low, high] = domainOf(values);
  const ticks = [...logTicks(low, high, Math.max(2, Math.floor((width - 60) / 52)))];
  return [
    Plot.gridX(ticks, { className: 'chart-grid-line' }),
    Plot.axisX(ticks, {
      label,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
      text: (tick: number) => String(tick),
      fontSize: 11,
    }),
  ];
}

function domainOf(values: readonly number[]): readonly [number, number] {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [0.1, 10];
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  // A single value needs room for the ticks beside it.
  const margin = high / low < 2 ? 2 : 1.15;
  return [low / margin, high * margin];
}
