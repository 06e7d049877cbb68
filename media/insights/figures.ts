import { isOfFewRuns, percentileNeeds } from '../../src/core/insights/percentileRule.ts';
import { formatCount, formatUsd, unknownFigure } from '../../src/core/format.ts';
import type { InsightsStrings } from '../../src/protocol/insightsStrings.ts';
import { fill } from '../shared/fill.ts';

/** A sum of known costs; `≥` where some are not known. */
export function formatCost(cost: {
  readonly costUsd: number | null;
  readonly runsOfUnknownCost: number;
}): string {
  if (cost.costUsd === null) return unknownFigure;
  return `${cost.runsOfUnknownCost > 0 ? '≥ ' : ''}${formatUsd(cost.costUsd)}`;
}

/** A share of 1: `98.7 %`; rounded, never up to a whole. */
export function formatShare(share: number | null): string {
  if (share === null) return unknownFigure;
  const percent = share * 100;
  if (percent > 99.9 && percent < 100) return '> 99.9 %';
  return `${percent.toFixed(percent === 100 || percent === 0 ? 0 : 1)} %`;
}

/** A percentile's words: how many runs it is of, and whether they are few. */
export function percentileHint(share: number, runs: number, strings: InsightsStrings): string {
  const { atLeast, trusted } = percentileNeeds(share);
  if (runs < atLeast)
    return fill(strings.tooFewForPercentile, { runs: formatCount(runs), atLeast });
  const ofRuns = fill(strings.ofRuns, { runs: formatCount(runs) });
  return isOfFewRuns(share, runs) ? `${ofRuns}, ${fill(strings.fewRuns, { trusted })}` : ofRuns;
}

/** A date of a chart: `25 Nov`, or `Nov 2026` for a month; `style` long has the year. */
export function formatPeriod(period: string, style: 'short' | 'long'): string {
  const [year = 0, month = 1, day] = period.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day ?? 1));
  const language = document.documentElement.lang || 'en';
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    month: 'short',
    ...(day === undefined ? {} : { day: 'numeric' }),
    ...(style === 'long' || day === undefined ? { year: 'numeric' } : {}),
  }).format(date);
}
