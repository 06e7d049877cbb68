import { median } from '../statistics.ts';
import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { Headline } from './headline.ts';
import { readSample, type PairSamples, type PatienceOf } from './samples.ts';

/** Why there are figures but no verdict. */
export type Withheld =
  /** The planned blocks are not through yet: a look now would be one too many. */
  | { readonly reason: 'pending'; readonly blocks: number; readonly planned: number }
  | {
      readonly reason: 'failures';
      readonly tier: Tier;
      readonly failed: number;
      readonly calls: number;
    }
  | {
      readonly reason: 'outputLengths';
      readonly baselineTokens: number;
      readonly tierTokens: number;
    }
  /** Not the headline that was chosen before the first block. */
  | { readonly reason: 'exploratory' };

/** Calls that ended, and those of them that failed; time-outs that count as samples are no failures. */
export interface CallCount {
  readonly calls: number;
  readonly failed: number;
}

/** Median output tokens of either tier. */
export interface OutputLengths {
  readonly baselineTokens: number;
  readonly tierTokens: number;
}

/** Above this share of failed calls of either tier there is no verdict. */
const mostFailures = 0.2;

/** Answers that differ more in length take different times for that alone. */
const mostLengthDifference = 0.1;

/** Why the data of a pair allow no verdict on the headline; `null` where they do. */
export function withheldByData(
  runs: readonly Run[],
  samples: PairSamples,
  headline: Headline,
  patienceOf: PatienceOf,
): Withheld | null {
  for (const tier of [samples.tier, samples.baseline]) {
    const count = countCalls(runs, tier, headline, patienceOf);
    if (failsTooOften(count)) return { reason: 'failures', tier, ...count };
  }
  const lengths = headline === 'wholeAnswer' ? differingLengths(samples) : null;
  return lengths === null ? null : { reason: 'outputLengths', ...lengths };
}

/** Counts the calls of a tier for a headline, from the `blockRuns` of one model. */
export function countCalls(
  runs: readonly Run[],
  tier: Tier,
  headline: Headline,
  patienceOf: PatienceOf,
): CallCount {
  const readings = runs
    .filter((run) => run.requestedTier === tier)
    .map((run) => readSample(run, headline, patienceOf));
  return {
    calls: readings.filter((reading) => reading !== 'unfinished').length,
    failed: readings.filter((reading) => reading === 'failed').length,
  };
}

/** Whether so many calls failed that there is no verdict. */
export function failsTooOften({ calls, failed }: CallCount): boolean {
  return failed > mostFailures * calls;
}

/** The median output tokens where they differ by more than 10 %; `null` where not, or not reported. */
export function differingLengths(samples: PairSamples): OutputLengths | null {
  const baselineTokens = medianOutput(samples.baselineRuns);
  const tierTokens = medianOutput(samples.tierRuns);
  if (baselineTokens === null || tierTokens === null) return null;
  const [shorter, longer] = [baselineTokens, tierTokens].toSorted((one, two) => one - two);
  if (shorter === undefined || longer === undefined) return null;
  return longer > (1 + mostLengthDifference) * shorter ? { baselineTokens, tierTokens } : null;
}

function medianOutput(runs: readonly Run[]): number | null {
  return median(
    runs
      .filter(({ status }) => status === 'succeeded')
      .flatMap(({ usage }) => usage?.outputTokens ?? []),
  );
}
