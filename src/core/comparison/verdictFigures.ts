import { formatCount, formatDuration, formatSpeed, unknownFigure } from '../format.ts';
import type { BoundMark } from './bounds.ts';
import { isSpeed, type Headline } from './headline.ts';

/** By how many percent a ratio is below 1: `18`; never a rounded zero, never a rounded 100. */
export function percentBelow(ratio: number): string {
  const percent = Math.max(0, 1 - ratio) * 100;
  return percent >= 99.5 ? '>99' : percentText(percent);
}

/** By how many percent a ratio is above 1: `64`. */
export function percentAbove(ratio: number): string {
  return percentText(Math.max(0, ratio - 1) * 100);
}

/** How many times: `1.7`, `28`, `530`. */
export function multipleText(ratio: number): string {
  return Number(ratio.toPrecision(2)).toLocaleString('en-US', { maximumSignificantDigits: 2 });
}

/** A ratio of prices: `1.75`, `0.5`. */
export function costRatioText(ratio: number): string {
  return ratio.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** Two figures as a range: `18-35`. Ends that read the same are one figure. */
export function rangeText(low: string, high: string): string {
  return low === high ? low : `${low}-${high}`;
}

/** The mark of a figure that falls where the marked one rises. */
export function turned(mark: BoundMark): BoundMark {
  const opposite = { '': '', '<': '>', '>': '<' } as const;
  return opposite[mark];
}

/** Money as a verdict names it, two significant figures: `$0.0033`, `$0.0009`. */
export function verdictUsd(usd: number): string {
  return `$${Number(usd.toPrecision(2)).toLocaleString('en-US', {
    minimumFractionDigits: usd >= 100 ? 0 : 2,
    maximumFractionDigits: 20,
  })}`;
}

/** Money of a plan, good to a factor 2: whole cents, below one a single figure: `$0.13`, `$1.20`, `$0.003`. */
export function planUsd(usd: number): string {
  const rounded = Number(usd.toPrecision(2));
  if (rounded < 0.01) return verdictUsd(Number(usd.toPrecision(1)));
  const digits = rounded >= 100 ? 0 : 2;
  return `$${rounded.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** A median of the headline: `0.91 s`, `>600 s`, `85.3 tokens/s`. */
export function medianText(value: number | null, headline: Headline, mark: BoundMark): string {
  if (value === null) return unknownFigure;
  if (isSpeed(headline)) return formatSpeed(value);
  return `${mark}${value < 999.5 ? `${(value / 1000).toFixed(2)} s` : formatDuration(value)}`;
}

function percentText(percent: number): string {
  if (percent === 0) return '0';
  if (percent < 0.01) return '<0.01';
  if (percent < 1) return String(Number(percent.toPrecision(1)));
  return formatCount(Math.round(percent));
}
