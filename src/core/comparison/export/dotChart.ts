import { tierLabel, type Tier } from '../../tier.ts';
import type { Translate } from '../../translate.ts';
import { patienceOf, type Comparison } from '../comparison.ts';
import { headlineLabel } from '../headline.ts';
import { blockRuns, readSample } from '../samples.ts';
import { median } from '../../statistics.ts';
import { figureText } from './figureText.ts';

/** One measured call. */
export interface Dot {
  readonly value: number;
  /** The call was given up: it takes longer than `value`. */
  readonly isBound: boolean;
  /** What the dot says when it is pointed at. */
  readonly text: string;
}

/** The calls of one tier. */
export interface DotRow {
  readonly label: string;
  readonly dots: readonly Dot[];
  readonly median: number | null;
}

/** The calls of one model by tier, on a logarithmic axis. */
export interface DotChart {
  /** The accessible name. */
  readonly title: string;
  /** What the chart shows, in words. */
  readonly description: string;
  /** What the marks mean. */
  readonly legend: string;
  readonly axisLabel: string;
  readonly rows: readonly DotRow[];
  readonly formatValue: (value: number) => string;
}

/** The chart of a model's calls by the comparison's own headline. */
export function dotChart(comparison: Comparison, model: string, t: Translate): DotChart {
  const { headline, tiers } = comparison.plan;
  const rows = tiers.map((tier) => dotRow(comparison, model, tier, t));
  const args = { headline: headlineLabel(headline, t), model };
  return {
    title: comparison.simulated
      ? t('{headline} of every call on {model}, by tier (simulated)', args)
      : t('{headline} of every call on {model}, by tier', args),
    description: rows
      .map(({ label, dots, median: middle }) =>
        t('{tier}: median {median} (n = {n}).', {
          tier: label,
          median: figureText(middle, headline),
          n: dots.length,
        }),
      )
      .join(' '),
    legend: t(
      'A dot is a call, the bar the median, an arrow a call that was given up and takes longer.',
    ),
    axisLabel: t('{headline} (logarithmic scale)', args),
    rows,
    formatValue: (value) => figureText(value, headline),
  };
}

function dotRow(comparison: Comparison, model: string, tier: Tier, t: Translate): DotRow {
  const { headline } = comparison.plan;
  const dots = blockRuns(comparison.runs, model)
    .filter((run) => run.requestedTier === tier)
    .flatMap((run): Dot[] => {
      const sample = readSample(run, headline, patienceOf(comparison));
      if (typeof sample === 'string') return [];
      const figure = figureText(sample.value, headline, sample.isBound ? '>' : '');
      const text = t('Block {block}: {figure}', { block: run.block ?? 0, figure });
      return [{ ...sample, text }];
    });
  const middle = median(dots.map(({ value }) => value));
  return { label: tierLabel(tier, t), dots, median: middle };
}
