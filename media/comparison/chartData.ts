import { patienceOf, type Comparison } from '../../src/core/comparison/comparison.ts';
import type { Headline } from '../../src/core/comparison/headline.ts';
import { isSpeed } from '../../src/core/comparison/headline.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { blockRuns, readSample } from '../../src/core/comparison/samples.ts';
import type { Tier } from '../../src/core/tier.ts';
import { shownRatio } from './tableRows.ts';

/** One run as a chart shows it. */
export interface Dot {
  readonly tier: Tier;
  readonly block: number;
  /** Seconds, or tokens/s. */
  readonly value: number;
  /** Given up: it takes longer than `value`. */
  readonly isBound: boolean;
  readonly usd: number | null;
}

/** What the charts say of one tier beside its runs; in the unit of the dots. */
export interface TierMark {
  readonly tier: Tier;
  readonly median: number | null;
  /** The interval of its ratio to the baseline, from the baseline's median; `null` = none. */
  readonly interval: readonly [number, number] | null;
  readonly usdEach: number | null;
}

/** All that the charts of one model show. */
export interface ChartData {
  readonly model: string;
  readonly headline: Headline;
  readonly tiers: readonly Tier[];
  readonly blocks: number;
  readonly dots: readonly Dot[];
  readonly marks: readonly TierMark[];
}

/** The charts of a comparison by one of its figures, one model each. */
export function chartData(
  comparison: Comparison,
  report: ComparisonReport,
  headline: Headline,
): readonly ChartData[] {
  const { plan, runs } = comparison;
  const scale = isSpeed(headline) ? 1 : 1 / 1000;
  return plan.models.map((model) => {
    const dots = blockRuns(runs, model).flatMap((run): Dot[] => {
      const sample = readSample(run, headline, patienceOf(comparison));
      if (typeof sample === 'string' || run.block === null) return [];
      const { value, isBound } = sample;
      const usd = run.cost?.usd ?? null;
      return [{ tier: run.requestedTier, block: run.block, value: value * scale, isBound, usd }];
    });
    const rows = report.rows.filter((row) => row.model === model && row.headline === headline);
    const marks = rows.map((row) => {
      const result = shownRatio(row);
      const { figures, tier } = row;
      return {
        tier,
        median: figures.median === null ? null : figures.median * scale,
        interval: result === null ? null : intervalOf(result, scale),
        usdEach: figures.usdEach,
      };
    });
    const blocks = Math.max(0, ...dots.map(({ block }) => block));
    return { model, headline, tiers: plan.tiers, blocks, dots, marks };
  });
}

function intervalOf(
  result: NonNullable<ReturnType<typeof shownRatio>>,
  scale: number,
): readonly [number, number] | null {
  const { baselineMedian, ratioLo, ratioHi } = result;
  if (baselineMedian === null || ratioLo === null || ratioHi === null) return null;
  return [baselineMedian * ratioLo * scale, baselineMedian * ratioHi * scale];
}
