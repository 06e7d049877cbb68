import type { PatienceOf } from '../../../../src/core/comparison/samples.ts';
import type { FailureReason } from '../../../../src/core/failure.ts';
import type { Run } from '../../../../src/core/run.ts';
import { aRun } from '../../../support/aRun.ts';
import { sampleCost } from '../../history/sampleRun.ts';
import { latencies, seededRandom } from './random.ts';

/** Ordinary patience: 120 s, 600 s on Flex, 60 s of silence. */
export const patienceOf: PatienceOf = (tier) => ({
  firstByteMs: tier === 'flex' ? 600_000 : 120_000,
  silenceMs: 60_000,
});

const prices: Record<string, number> = { priority: 1.75, default: 1, flex: 0.5 };

/** A finished run of a comparison. */
export function comparisonRun(block: number, tier: string, change: Partial<Run> = {}): Run {
  const price = prices[tier] ?? 1;
  return aRun({
    id: `${block}-${tier}`,
    origin: 'comparison',
    status: 'succeeded',
    block,
    model: 'm',
    requestedTier: tier,
    servedTier: tier,
    ttftMs: 900,
    latencyMs: 3000,
    outputTokensPerSecond: 70,
    attempts: 1,
    usage: {
      inputTokens: 1000,
      outputTokens: 200,
      cacheReadTokens: 0,
      cacheWriteTokens: null,
      reasoningTokens: null,
    },
    cost: {
      ...sampleCost(0.001 * price),
      inputPerMillion: 0.5 * price,
      outputPerMillion: 2.5 * price,
    },
    ...change,
  });
}

/** A run of a comparison that failed before anything arrived. */
export function failedRun(
  block: number,
  tier: string,
  reason: FailureReason,
  change: Partial<Run> = {},
): Run {
  return comparisonRun(block, tier, {
    status: 'failed',
    failure: { reason, message: reason },
    ttftMs: null,
    latencyMs: null,
    outputTokensPerSecond: null,
    usage: null,
    cost: null,
    servedTier: null,
    ...change,
  });
}

/** Blocks of runs whose time to first token is typically so many ms by tier. */
export function blocksOf(
  count: number,
  typical: Record<string, number>,
  { seed = 1, spread = 0.2, from = 1 }: { seed?: number; spread?: number; from?: number } = {},
): Run[] {
  const random = seededRandom(seed);
  return Object.entries(typical).flatMap(([tier, ms]) =>
    latencies(random, count, { typical: ms, spread }).map((ttftMs, index) =>
      comparisonRun(from + index, tier, { ttftMs, latencyMs: ttftMs + 2000 }),
    ),
  );
}
