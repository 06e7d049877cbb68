import { formatCount, formatDuration, formatUsd, unknownFigure } from '../../format.ts';
import { median, quantile } from '../../statistics.ts';
import { tierLabel, type Tier } from '../../tier.ts';
import type { Translate } from '../../translate.ts';
import { boundsOf } from '../bounds.ts';
import { patienceOf, type Comparison } from '../comparison.ts';
import { headlineLabel, type Headline } from '../headline.ts';
import type { ComparisonReport, ReportRow } from '../report.ts';
import type { ComparisonResult } from '../result.ts';
import { blockRuns, pairSamples, readSample } from '../samples.ts';
import { costRatioText, rangeText, verdictUsd } from '../verdictFigures.ts';
import type { ContentTable } from './content.ts';
import { figureText, pText, ratioText } from './figureText.ts';

/** What was measured of every tier of every model, by one headline. */
export function tierTable(
  comparison: Comparison,
  report: ComparisonReport,
  headline: Headline,
  t: Translate,
): ContentTable {
  const rows = report.rows.filter((row) => row.headline === headline);
  return {
    caption: captionOf(report, headline, t),
    head: [
      t('Model'),
      t('Tier'),
      'n',
      t('Median'),
      t('Least'),
      t('Most'),
      t('90th percentile'),
      t('Calls'),
      t('Failed'),
      t('Given up'),
      t('Cost of a call'),
      t('Cost of 1,000'),
      t('Served by'),
    ],
    figures: [2, 12],
    rows: rows.map((row) => [
      row.model,
      tierLabel(row.tier, t),
      formatCount(row.figures.n),
      ...spreadTexts(comparison, row),
      formatCount(row.figures.calls),
      formatCount(row.figures.failed),
      formatCount(row.figures.timeouts),
      formatUsd(row.figures.usdEach),
      formatUsd(row.figures.usdPerThousand),
      servedText(row.servedTiers, t),
    ]),
  };
}

/** Every tier against the baseline, by one headline. */
export function pairTable(
  comparison: Comparison,
  report: ComparisonReport,
  headline: Headline,
  t: Translate,
): ContentTable {
  const baseline = tierLabel(report.baseline, t);
  const pairs = report.rows.filter((row) => row.headline === headline && row.result !== null);
  return {
    caption: t('{headline}: against {baseline}', {
      headline: headlineLabel(headline, t),
      baseline,
    }),
    head: [
      t('Model'),
      t('Tier'),
      t('Complete blocks'),
      t('Median'),
      t('Median of {baseline}', { baseline }),
      t('Ratio'),
      t('Interval'),
      'p',
      t('p (Holm)'),
      t('Level'),
      t('Cost ratio'),
      t('Saved a call'),
      t('Cost per second saved'),
      t('Further blocks for 10 %'),
    ],
    figures: [2, 14],
    rows: pairs.flatMap((row) =>
      row.result === null ? [] : [pairRow(comparison, report.baseline, row, row.result, t)],
    ),
  };
}

function captionOf(report: ComparisonReport, headline: Headline, t: Translate): string {
  const args = { headline: headlineLabel(headline, t) };
  return headline === report.headline
    ? t('{headline}: the figure of the verdict', args)
    : t('{headline}: without a verdict', args);
}

function pairRow(
  comparison: Comparison,
  baseline: Tier,
  { model, tier, headline }: ReportRow,
  result: ComparisonResult,
  t: Translate,
): string[] {
  const runs = blockRuns(comparison.runs, model);
  const pair = { model, baseline, tier };
  const bounds = boundsOf(pairSamples(runs, pair, headline, patienceOf(comparison)), result);
  const hasInterval = result.ratioLo !== null && result.ratioHi !== null;
  return [
    model,
    tierLabel(tier, t),
    formatCount(result.nBlocks),
    figureText(result.tierMedian, headline, bounds.tierMedian),
    figureText(result.baselineMedian, headline, bounds.baselineMedian),
    ratioText(result.ratio),
    hasInterval
      ? `${ratioText(result.ratioLo, bounds.ratioLo)} … ${ratioText(result.ratioHi, bounds.ratioHi)}`
      : unknownFigure,
    pText(result.p),
    pText(result.pHolm),
    String(result.level),
    result.costRatio === undefined ? unknownFigure : `${costRatioText(result.costRatio)}x`,
    result.secondsSaved === undefined ? unknownFigure : formatDuration(result.secondsSaved * 1000),
    savingText(result),
    formatCount(result.planMoreBlocks ?? null),
  ];
}

function savingText(result: ComparisonResult): string {
  const { dollarsPerSecondSaved: usd, dollarsPerSecondSavedLo, dollarsPerSecondSavedHi } = result;
  if (usd === undefined) return unknownFigure;
  // Ends of the ratio; of money the greater end may be the first.
  const ends = [dollarsPerSecondSavedLo ?? usd, dollarsPerSecondSavedHi ?? usd];
  const [low = usd, high = usd] = ends.toSorted((one, two) => one - two);
  return `${verdictUsd(usd)} (${rangeText(verdictUsd(low), verdictUsd(high))})`;
}

/** Median and ends, marked where they would be others if the calls that were given up had never ended. */
function spreadTexts(
  comparison: Comparison,
  { model, tier, headline, figures }: ReportRow,
): string[] {
  const samples = blockRuns(comparison.runs, model)
    .filter((run) => run.requestedTier === tier)
    .map((run) => readSample(run, headline, patienceOf(comparison)))
    .filter((sample) => typeof sample !== 'string');
  const values = samples.map(({ value }) => value);
  const longest = samples.map(({ value, isBound }) => (isBound ? Number.MAX_VALUE : value));
  const text = (value: number | null, figure: (of: readonly number[]) => number | null) =>
    figureText(value, headline, figure(values) === figure(longest) ? '' : '>');
  return [
    text(figures.median, median),
    text(figures.min, (of) => quantile(of, 0)),
    text(figures.max, (of) => quantile(of, 1)),
    text(figures.p90, (of) => quantile(of, 0.9)),
  ];
}

function servedText(tiers: readonly (Tier | null)[], t: Translate): string {
  if (tiers.length === 0) return unknownFigure;
  return tiers.map((tier) => (tier === null ? t('not reported') : tierLabel(tier, t))).join(', ');
}
