import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import { boundsOf } from './bounds.ts';
import { tierFigures, type TierFigures } from './figures.ts';
import { isSpeed, type Headline } from './headline.ts';
import { isLookDue, mayLookAgain, nextLevel, nextLookAt, takeLook, type Look } from './looks.ts';
import { costOfPair, meanRunCost } from './pairCost.ts';
import { hasQueueSigns } from './queueSigns.ts';
import type { ComparisonResult } from './result.ts';
import { analyse, fewestBlocks, firstLookLevel } from './results.ts';
import { blockRuns, pairSamples, type PairSamples, type PatienceOf } from './samples.ts';
import type { VerdictContext } from './verdictText.ts';
import { commonWarnings, modelWarnings, refusalWarnings, type Warning } from './warnings.ts';
import { withheldByData, type Withheld } from './withheld.ts';

/** What of a plan its analysis needs. */
export interface AnalysedPlan {
  readonly tiers: readonly Tier[];
  readonly models: readonly string[];
  readonly repeats: number;
  readonly baseline: Tier;
  readonly headline: Headline;
}

/** How a comparison's runs are read. */
export interface ComparisonOptions {
  /** How long calls were waited for. */
  readonly patienceOf: PatienceOf;
  /** No further runs are under way: only then may there be a new look. */
  readonly finished: boolean;
}

/** A result with all that its words need. */
export interface JudgedPair {
  readonly model: string;
  readonly result: ComparisonResult;
  readonly context: VerdictContext;
}

/** What a comparison says. Store `looks` and `results`: with them it says the same when opened again. */
export interface ComparisonAnalysis {
  readonly pairs: readonly JudgedPair[];
  readonly results: readonly ComparisonResult[];
  readonly looks: readonly Look[];
  readonly warnings: readonly Warning[];
  readonly figures: readonly TierFigures[];
}

/** Analyses a comparison, model by model; `looks` are those that it has had. */
export function analyseComparison(
  plan: AnalysedPlan,
  runs: readonly Run[],
  looks: readonly Look[],
  options: ComparisonOptions,
): ComparisonAnalysis {
  const models = plan.models.map((model) => {
    const before = looks.filter((look) => look.model === model);
    return analyseModel(plan, runs, model, before, options);
  });
  const pairs = models.flatMap((model) => model.pairs);
  return {
    pairs,
    results: pairs.map(({ result }) => result),
    looks: [...looks, ...models.flatMap(({ look }) => look ?? [])],
    warnings: [
      ...models.flatMap(({ warnings }) => warnings),
      ...commonWarnings(plan.models.flatMap((model) => blockRuns(runs, model))),
    ],
    figures: plan.models.flatMap((model) =>
      plan.tiers.map((tier) =>
        tierFigures(runs, { model, tier }, plan.headline, options.patienceOf),
      ),
    ),
  };
}

/** Another figure than the chosen headline: numbers and intervals, no verdict. */
export function exploreHeadline(
  plan: AnalysedPlan,
  runs: readonly Run[],
  headline: Headline,
  { patienceOf }: Pick<ComparisonOptions, 'patienceOf'>,
): JudgedPair[] {
  const explored = { ...plan, headline };
  return plan.models.flatMap((model) => {
    const ofModel = blockRuns(runs, model);
    const pairs = samplePairs(explored, ofModel, model, patienceOf).map((pair) => ({
      ...pair,
      withheld: { reason: 'exploratory' as const },
    }));
    const results = resultsOf(model, pairs, headline, firstLookLevel);
    return judged(explored, ofModel, pairs, results, []);
  });
}

interface ModelAnalysis {
  readonly pairs: readonly JudgedPair[];
  /** The look that was taken now. */
  readonly look: Look | null;
  readonly warnings: readonly Warning[];
}

interface SampledPair {
  readonly samples: PairSamples;
  readonly withheld: Withheld | null;
}

function analyseModel(
  plan: AnalysedPlan,
  allRuns: readonly Run[],
  model: string,
  before: readonly Look[],
  { patienceOf, finished }: ComparisonOptions,
): ModelAnalysis {
  const runs = blockRuns(allRuns, model);
  const isPending = !finished && before.length === 0;
  const pairs = samplePairs(plan, runs, model, patienceOf).map((pair) =>
    isPending ? untilTheEnd(pair, plan.repeats) : pair,
  );
  const level = nextLevel(before);
  const now = resultsOf(model, pairs, plan.headline, level);
  const look = finished && isLookDue(before, now) ? takeLook(model, level, now) : null;
  const looks = look === null ? before : [...before, look];
  const results = now.map((result) => shownResult(result, looks.at(-1)));
  return {
    pairs: judged(plan, runs, pairs, results, looks, finished),
    look,
    warnings: [
      ...refusalWarnings(allRuns, model),
      ...modelWarnings(
        runs,
        plan.tiers,
        pairs.map(({ samples }) => samples),
        { headline: plan.headline, patienceOf },
      ),
    ],
  };
}

/** Between looks the last verdict stays; what was and is too few was no verdict. */
function shownResult(now: ComparisonResult, look: Look | undefined): ComparisonResult {
  const given = look?.results.find(({ tier }) => tier === now.tier);
  if (given === undefined) return now;
  return given.verdict === 'too-few' && now.verdict === 'too-few' ? now : given;
}

function samplePairs(
  plan: AnalysedPlan,
  runs: readonly Run[],
  model: string,
  patienceOf: PatienceOf,
): SampledPair[] {
  const { baseline, headline } = plan;
  return plan.tiers
    .filter((tier) => tier !== baseline)
    .map((tier) => {
      const samples = pairSamples(runs, { model, baseline, tier }, headline, patienceOf);
      return { samples, withheld: withheldByData(runs, samples, headline, patienceOf) };
    });
}

/** A pair with enough blocks before the planned end: its verdict waits, so that it is not looked at twice. */
function untilTheEnd(pair: SampledPair, planned: number): SampledPair {
  const blocks = pair.samples.blocks.length;
  if (blocks < fewestBlocks || pair.withheld !== null) return pair;
  return { ...pair, withheld: { reason: 'pending', blocks, planned } };
}

function resultsOf(
  model: string,
  pairs: readonly SampledPair[],
  headline: Headline,
  level: number,
): ComparisonResult[] {
  const figures = pairs.map(({ samples, withheld }) => ({
    tier: samples.tier,
    baselineValues: samples.baselineSamples.map(({ value }) => value),
    tierValues: samples.tierSamples.map(({ value }) => value),
    cost: costOfPair(samples),
    withheld: withheld !== null,
  }));
  const secondsPerUnit = isSpeed(headline) ? null : 0.001;
  return analyse(figures, { level, secondsPerUnit }).map((result) => ({ model, ...result }));
}

function judged(
  plan: AnalysedPlan,
  runs: readonly Run[],
  pairs: readonly SampledPair[],
  results: readonly ComparisonResult[],
  looks: readonly Look[],
  finished = true,
): JudgedPair[] {
  const runUsd = meanRunCost(runs, plan.tiers);
  return pairs.flatMap(({ samples, withheld }, index) => {
    const result = results[index];
    if (result === undefined) return [];
    const context: VerdictContext = {
      headline: plan.headline,
      baseline: plan.baseline,
      tiersPerBlock: plan.tiers.length,
      blocksNow: samples.blocks.length,
      quickerBlocks: quickerBlocks(samples, plan.headline),
      firstVerdictAt: finished ? fewestBlocks : Math.max(fewestBlocks, plan.repeats),
      mayLookAgain: mayLookAgain(looks),
      nextLookAt: nextLookAt(looks),
      cost: costOfPair(samples),
      runUsd,
      queues: hasQueueSigns(samples),
      bounds: boundsOf(samples, result),
      withheld,
    };
    return [{ model: samples.model, result, context }];
  });
}

/** Blocks in which the tier was quicker; a block in which both were given up says nothing. */
function quickerBlocks({ baselineSamples, tierSamples }: PairSamples, headline: Headline): number {
  const sign = isSpeed(headline) ? -1 : 1;
  return tierSamples.filter(
    ({ value }, block) => sign * (value - (baselineSamples[block]?.value ?? value)) < 0,
  ).length;
}
