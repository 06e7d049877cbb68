import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { Translate } from '../translate.ts';
import { analyseComparison, exploreHeadline, type JudgedPair } from './analyseComparison.ts';
import { isOver, isQuickLook, patienceOf, type Comparison } from './comparison.ts';
import { tierFigures, type TierFigures } from './figures.ts';
import { headlines, type Headline } from './headline.ts';
import type { ComparisonResult, Verdict } from './result.ts';
import { blockRuns } from './samples.ts';
import { verdictText } from './verdictText.ts';
import { warningText } from './warningText.ts';
import type { Warning } from './warnings.ts';

/** A verdict of a tier against the baseline, in words. */
export interface ReportedVerdict {
  readonly model: string;
  readonly tier: Tier;
  /** `null`: figures only, and the text says why. */
  readonly verdict: Verdict | null;
  readonly text: string;
}

/** A figure of one tier of one model: a row of the table. */
export interface ReportRow {
  readonly model: string;
  readonly tier: Tier;
  readonly headline: Headline;
  readonly figures: TierFigures;
  /** Against the baseline; `null` for the baseline itself. */
  readonly result: ComparisonResult | null;
  /** The tiers that served, each once; `null` = not reported. */
  readonly servedTiers: readonly (Tier | null)[];
}

/** What may mislead, in words. */
export interface ReportedWarning {
  readonly kind: Warning['kind'];
  /** `null` = about all. */
  readonly model: string | null;
  readonly text: string;
}

/** What a comparison says, in words and figures: the same in the panel and in every export. */
export interface ComparisonReport {
  /** Those of the plan, or others that somebody looks at afterwards. */
  readonly headline: Headline;
  readonly baseline: Tier;
  /** Not what was asked before the first block: figures and intervals without a verdict. */
  readonly isExploratory: boolean;
  readonly verdicts: readonly ReportedVerdict[];
  /** Every headline of every tier and model, the report's own headline first. */
  readonly rows: readonly ReportRow[];
  readonly warnings: readonly ReportedWarning[];
}

/** The question and the baseline by which a comparison is looked at. */
export type Viewpoint = Pick<ComparisonReport, 'headline' | 'baseline'>;

/** Puts into words what a comparison says by now, by its own plan or from another viewpoint. */
export function composeReport(
  comparison: Comparison,
  t: Translate,
  viewpoint: Viewpoint = comparison.plan,
): ComparisonReport {
  const { headline, baseline } = viewpoint;
  const analysis = analyseComparison(comparison.plan, comparison.runs, comparison.looks, {
    patienceOf: patienceOf(comparison),
    finished: isOver(comparison),
  });
  const isPlanned = (asked: Headline): boolean =>
    asked === comparison.plan.headline && baseline === comparison.plan.baseline;
  const pairsOf = (asked: Headline): readonly JudgedPair[] =>
    isPlanned(asked) ? analysis.pairs : explorePairs(comparison, { headline: asked, baseline });
  const others = headlines.filter((other) => other !== headline);
  return {
    headline,
    baseline,
    isExploratory: !isPlanned(headline),
    // A quick look ranks nothing.
    verdicts: isQuickLook(comparison.plan) ? [] : pairsOf(headline).map((pair) => inWords(pair, t)),
    rows: [headline, ...others].flatMap((asked) => rowsOf(comparison, asked, pairsOf(asked))),
    warnings: analysis.warnings.map((warning) => ({
      kind: warning.kind,
      model: 'model' in warning ? warning.model : null,
      text: warningText(warning, t),
    })),
  };
}

function inWords({ model, result, context }: JudgedPair, t: Translate): ReportedVerdict {
  const { tier, verdict } = result;
  return { model, tier, verdict, text: verdictText(result, context, t) };
}

function explorePairs(comparison: Comparison, { headline, baseline }: Viewpoint): JudgedPair[] {
  const plan = { ...comparison.plan, baseline };
  return exploreHeadline(plan, comparison.runs, headline, { patienceOf: patienceOf(comparison) });
}

function rowsOf(
  comparison: Comparison,
  headline: Headline,
  pairs: readonly JudgedPair[],
): ReportRow[] {
  const { plan, runs } = comparison;
  return plan.models.flatMap((model) =>
    plan.tiers.map((tier) => ({
      model,
      tier,
      headline,
      figures: tierFigures(runs, { model, tier }, headline, patienceOf(comparison)),
      result:
        pairs.find((pair) => pair.model === model && pair.result.tier === tier)?.result ?? null,
      servedTiers: servedTiers(blockRuns(runs, model).filter((run) => run.requestedTier === tier)),
    })),
  );
}

function servedTiers(runs: readonly Run[]): (Tier | null)[] {
  const answered = runs.filter(({ status }) => status === 'succeeded');
  return [...new Set(answered.map(({ servedTier }) => servedTier))];
}
