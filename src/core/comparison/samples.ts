import type { Patience } from '../request.ts';
import { isTierMismatch, type Run, type Usage } from '../run.ts';
import type { Tier } from '../tier.ts';
import { figureOf, isSpeed, type Headline } from './headline.ts';

/** How long a comparison's calls were waited for, by tier. */
export type PatienceOf = (tier: Tier) => Pick<Patience, 'firstByteMs' | 'silenceMs'>;

/** What one run says of a headline. */
export interface Sample {
  /** ms, or tokens/s. */
  readonly value: number;
  /** True where we gave up waiting: the call takes longer than `value`. */
  readonly isBound: boolean;
}

/** Why a run is no sample. Only `failed` speaks against the tier. */
export type Exclusion =
  | 'failed'
  /** Cancelled, interrupted or still running. */
  | 'unfinished'
  | 'slept'
  | 'otherTier'
  | 'cacheRead'
  /** The headline's figure is not known: an answer in one burst has no speed. */
  | 'noFigure';

/** One tier and the baseline over the blocks that are complete for both; the same index is the same block. */
export interface PairSamples {
  readonly model: string;
  readonly baseline: Tier;
  readonly tier: Tier;
  readonly blocks: readonly number[];
  readonly baselineSamples: readonly Sample[];
  readonly tierSamples: readonly Sample[];
  readonly baselineRuns: readonly Run[];
  readonly tierRuns: readonly Run[];
}

/** Cache reads up to so many tokens, or this share of the input, are no warm prompt. */
const harmlessCacheRead = { tokens: 64, share: 0.05 };

/** The runs of a comparison that may be samples: those of its blocks, without warm-ups. */
export function blockRuns(runs: readonly Run[], model: string): Run[] {
  return runs.filter(
    (run) => run.model === model && run.origin === 'comparison' && run.block !== null,
  );
}

/** Reads a run as a sample of the headline, or says why it is none. */
export function readSample(
  run: Run,
  headline: Headline,
  patienceOf: PatienceOf,
): Sample | Exclusion {
  if (run.status !== 'succeeded' && run.status !== 'failed') return 'unfinished';
  if (run.slept) return 'slept';
  if (isTierMismatch(run)) return 'otherTier';
  if (readsCache(run)) return 'cacheRead';
  if (run.status === 'failed') {
    const value = waitedFor(run, headline, patienceOf);
    return value === null ? 'failed' : { value, isBound: true };
  }
  const value = figureOf(run, headline);
  return value !== null && value > 0 ? { value, isBound: false } : 'noFigure';
}

/** Whether so much of the prompt came from a cache that the run is no cold one. */
export function readsCache({ usage }: Pick<Run, 'usage'>): boolean {
  const read = usage?.cacheReadTokens ?? 0;
  const allowed = Math.max(
    harmlessCacheRead.tokens,
    harmlessCacheRead.share * (inputOf(usage) ?? 0),
  );
  return read > allowed;
}

/** All input tokens of a run, cached ones included; `null` = not reported. */
export function inputOf(usage: Usage | null): number | null {
  if (usage === null || usage.inputTokens === null) return null;
  return usage.inputTokens + (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0);
}

/** The samples of a tier and the baseline, from the `blockRuns` of one model. */
export function pairSamples(
  runs: readonly Run[],
  pair: { readonly model: string; readonly baseline: Tier; readonly tier: Tier },
  headline: Headline,
  patienceOf: PatienceOf,
): PairSamples {
  const ofBaseline = samplesByBlock(runs, pair.baseline, headline, patienceOf);
  const ofTier = samplesByBlock(runs, pair.tier, headline, patienceOf);
  const blocks = [...ofBaseline.keys()]
    .filter((block) => ofTier.has(block))
    .toSorted((one, two) => one - two);
  const baseline = blocks.flatMap((block) => ofBaseline.get(block) ?? []);
  const tier = blocks.flatMap((block) => ofTier.get(block) ?? []);
  const [baselineSamples, tierSamples] = atCommonCap(
    baseline.map(({ sample }) => sample),
    tier.map(({ sample }) => sample),
  );
  return {
    ...pair,
    blocks,
    baselineSamples,
    tierSamples,
    baselineRuns: baseline.map(({ run }) => run),
    tierRuns: tier.map(({ run }) => run),
  };
}

/**
 * How long a failed call was waited for in vain, which is all that is known of its time; `null`
 * where it failed otherwise. Dropping time-outs would favour the tier that has them.
 */
function waitedFor(run: Run, headline: Headline, patienceOf: PatienceOf): number | null {
  if (isSpeed(headline)) return null;
  const patience = patienceOf(run.requestedTier);
  if (run.failure?.reason === 'timeout') return patience.firstByteMs;
  if (run.failure?.reason !== 'stalled') return null;
  // The silence set in after the response's first byte, or after the last piece of the answer.
  if (run.latencyMs === null) return patience.silenceMs;
  return headline === 'wholeAnswer' ? run.latencyMs + patience.silenceMs : null;
}

interface SampledRun {
  readonly run: Run;
  readonly sample: Sample;
}

function samplesByBlock(
  runs: readonly Run[],
  tier: Tier,
  headline: Headline,
  patienceOf: PatienceOf,
): Map<number, SampledRun> {
  const samples = new Map<number, SampledRun>();
  const dropped = new Set<number>();
  for (const run of runs) {
    if (run.requestedTier !== tier || run.block === null) continue;
    const sample = readSample(run, headline, patienceOf);
    if (sample === 'unfinished') continue;
    if (typeof sample === 'string') dropped.add(run.block);
    else if (!samples.has(run.block)) samples.set(run.block, { run, sample });
  }
  // Sent again, a failed call would still be a call that failed.
  for (const block of dropped) samples.delete(block);
  return samples;
}

/**
 * A call given up after 120 s cannot be ranked against one that took 300 s. So every figure is cut
 * at the shortest wait that was given up, and is itself a bound from there on: ranks stay right.
 */
function atCommonCap(
  baseline: readonly Sample[],
  tier: readonly Sample[],
): readonly [Sample[], Sample[]] {
  const cap = Math.min(
    ...[...baseline, ...tier].filter(({ isBound }) => isBound).map(({ value }) => value),
  );
  const cut = (sample: Sample) => (sample.value < cap ? sample : { value: cap, isBound: true });
  return [baseline.map(cut), tier.map(cut)];
}
