import { isTierMismatch, type Run } from '../run.ts';
import type { FailureReason } from '../failure.ts';
import type { Tier } from '../tier.ts';
import type { Headline } from './headline.ts';
import { refusedCall } from './refusal.ts';
import { readSample, readsCache, type PairSamples, type PatienceOf } from './samples.ts';
import {
  countCalls,
  differingLengths,
  failsTooOften,
  type CallCount,
  type OutputLengths,
} from './withheld.ts';

/** Calls of one tier of one model that have something in common. */
interface Calls {
  readonly model: string;
  readonly tier: Tier;
  readonly count: number;
  /** All calls of the tier. */
  readonly calls: number;
}

/** What may mislead in a comparison; each kind has its sentence in warningText.ts. */
export type Warning =
  | (Calls & { readonly kind: 'cacheReads' })
  | (Calls & { readonly kind: 'otherTier'; readonly served: readonly Tier[] })
  | (Calls & { readonly kind: 'tierNotReported' })
  | (Calls & { readonly kind: 'slept' })
  | (Calls & { readonly kind: 'retries' })
  /** Answers that came at once after the wait: they have no output speed. */
  | (Calls & { readonly kind: 'bursts' })
  /** Calls that were given up and count as long as they were waited for at least. */
  | (Calls & { readonly kind: 'timeouts'; readonly shortestMs: number })
  | (CallCount & {
      readonly kind: 'failedCalls';
      readonly model: string;
      readonly tier: Tier;
      /** So many that there is no verdict. */
      readonly withholds: boolean;
    })
  | (OutputLengths & {
      readonly kind: 'outputLengths';
      readonly model: string;
      readonly tier: Tier;
      readonly baseline: Tier;
      readonly withholds: boolean;
    })
  /** Regions and routes of one model's calls that should have been one. */
  | { readonly kind: 'places'; readonly model: string; readonly places: readonly string[] }
  /** A refusal that would not go away ended the model's calls before the plan did. */
  | {
      readonly kind: 'refused';
      readonly model: string;
      readonly tier: Tier;
      readonly region: string;
      readonly reason: FailureReason;
    }
  /** All calls within a day: what holds now may not hold then. */
  | { readonly kind: 'oneTimeWindow'; readonly from: string; readonly to: string }
  | { readonly kind: 'simulated'; readonly count: number };

const dayMs = 24 * 60 * 60 * 1000;

/** How a comparison's runs are read. */
export interface Reading {
  readonly headline: Headline;
  readonly patienceOf: PatienceOf;
}

/** What may mislead in the runs of one model, tier by tier; `runs` are its `blockRuns`. */
export function modelWarnings(
  runs: readonly Run[],
  tiers: readonly Tier[],
  pairs: readonly PairSamples[],
  reading: Reading,
): Warning[] {
  return [
    ...tiers.flatMap((tier) =>
      tierWarnings(
        runs.filter((run) => run.requestedTier === tier && run.status !== 'running'),
        tier,
        reading,
      ),
    ),
    ...pairs.flatMap((pair) => lengthWarnings(pair, reading.headline)),
    ...placeWarnings(runs),
  ];
}

/** What may mislead in all runs of a comparison together. */
export function commonWarnings(runs: readonly Run[]): Warning[] {
  const times = runs.map(({ startedAt }) => startedAt).toSorted();
  const [from, to] = [times.at(0), times.at(-1)];
  const count = runs.filter(({ simulated }) => simulated).length;
  const warnings: Warning[] = count > 0 ? [{ kind: 'simulated', count }] : [];
  if (from !== undefined && to !== undefined && Date.parse(to) - Date.parse(from) < dayMs)
    warnings.push({ kind: 'oneTimeWindow', from, to });
  return warnings;
}

/** The refusal that ended a model's calls, from all its runs, warm-ups included. */
export function refusalWarnings(runs: readonly Run[], model: string): Warning[] {
  const refused = refusedCall(runs, model);
  if (!refused?.failure) return [];
  const { requestedTier: tier, region, failure } = refused;
  return [{ kind: 'refused', model, tier, region, reason: failure.reason }];
}

function tierWarnings(runs: readonly Run[], tier: Tier, reading: Reading): Warning[] {
  const model = runs[0]?.model;
  if (model === undefined) return [];
  const callsThat = (holds: (run: Run) => boolean): Calls | null => {
    const count = runs.filter(holds).length;
    return count === 0 ? null : { model, tier, count, calls: runs.length };
  };
  const otherTier = callsThat(isTierMismatch);
  const cacheReads = callsThat(readsCache);
  const tierNotReported = callsThat(({ status, servedTier }) => {
    return status === 'succeeded' && servedTier === null;
  });
  const slept = callsThat((run) => run.slept);
  const retries = callsThat(({ attempts }) => attempts > 1);
  const bursts = callsThat(isBurst);
  const warnings: (Warning | null)[] = [
    failureWarning(runs, model, tier, reading),
    timeoutWarning(runs, model, tier, reading),
    otherTier && { kind: 'otherTier', ...otherTier, served: servedTiers(runs) },
    tierNotReported && { kind: 'tierNotReported', ...tierNotReported },
    cacheReads && { kind: 'cacheReads', ...cacheReads },
    retries && { kind: 'retries', ...retries },
    bursts && { kind: 'bursts', ...bursts },
    slept && { kind: 'slept', ...slept },
  ];
  return warnings.filter((warning) => warning !== null);
}

function failureWarning(
  runs: readonly Run[],
  model: string,
  tier: Tier,
  { headline, patienceOf }: Reading,
): Warning | null {
  const count = countCalls(runs, tier, headline, patienceOf);
  if (count.failed === 0) return null;
  return { kind: 'failedCalls', model, tier, ...count, withholds: failsTooOften(count) };
}

function timeoutWarning(
  runs: readonly Run[],
  model: string,
  tier: Tier,
  { headline, patienceOf }: Reading,
): Warning | null {
  const waits = runs.flatMap((run) => {
    const sample = readSample(run, headline, patienceOf);
    return typeof sample !== 'string' && sample.isBound ? [sample.value] : [];
  });
  if (waits.length === 0) return null;
  const calls = { model, tier, count: waits.length, calls: runs.length };
  return { kind: 'timeouts', ...calls, shortestMs: Math.min(...waits) };
}

function lengthWarnings(pair: PairSamples, headline: Headline): Warning[] {
  const lengths = differingLengths(pair);
  if (lengths === null) return [];
  const { model, tier, baseline } = pair;
  const withholds = headline === 'wholeAnswer';
  return [{ kind: 'outputLengths', model, tier, baseline, ...lengths, withholds }];
}

function placeWarnings(runs: readonly Run[]): Warning[] {
  const model = runs[0]?.model;
  const places = [...new Set(runs.map(({ region, route }) => `${region} (${route})`))];
  return model === undefined || places.length < 2 ? [] : [{ kind: 'places', model, places }];
}

function servedTiers(runs: readonly Run[]): Tier[] {
  const served = runs.filter(isTierMismatch).map(({ servedTier }) => servedTier);
  return [...new Set(served)].filter((tier) => tier !== null);
}

/** Whether an answer of several tokens came in one burst, so that it has no speed. */
export function isBurst({ status, usage, outputTokensPerSecond }: Run): boolean {
  const tokens = usage?.outputTokens ?? 0;
  return status === 'succeeded' && tokens >= 2 && outputTokensPerSecond === null;
}
