import type { Comparison, ComparisonPlan } from '../../src/core/comparison/comparison.ts';
import type { Run } from '../../src/core/run.ts';
import { aRun } from './aRun.ts';

/** Models that have all tiers and prices. */
export const modelIds = [
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'qwen.qwen3-32b-v1:0',
  'zai.glm-4.7',
  'deepseek.v3.2',
] as const;

/** A comparison to which nothing has happened, for tests; `plan` and `change` are what matters to the test. */
export function aComparison(
  plan: Partial<ComparisonPlan> = {},
  change: Partial<Omit<Comparison, 'plan'>> = {},
): Comparison {
  const patience = { firstByteMs: 120_000, silenceMs: 60_000 };
  return {
    id: 'c1',
    startedAt: '2026-11-22T10:00:00.000Z',
    status: 'running',
    plan: {
      tiers: ['priority', 'default', 'flex'],
      models: [modelIds[0]],
      repeats: 2,
      baseline: 'default',
      headline: 'firstToken',
      seed: 20_261_122,
      budgetUsd: null,
      spread: false,
      ...plan,
    },
    prompt: {
      instruction: 'Explain',
      selection: 'const a = 1;',
      languageId: 'typescript',
      source: null,
      parameters: {
        maxOutputTokens: 200,
        temperature: null,
        reasoningEffort: null,
        systemPrompt: 'Be brief.',
      },
    },
    patience: {
      priority: patience,
      default: patience,
      flex: { ...patience, firstByteMs: 600_000 },
    },
    region: 'us-east-1',
    endpoint: 'runtime',
    simulated: false,
    runs: [],
    results: [],
    looks: [],
    warnings: [],
    ...change,
  };
}

/** A call of a comparison that has succeeded, for tests. */
export function aCall(change: Partial<Run> = {}): Run {
  return aRun({
    id: `${change.model ?? ''}-${change.block ?? 1}-${change.requestedTier ?? 'default'}`,
    comparisonId: 'c1',
    origin: change.block === 0 ? 'warmup' : 'comparison',
    block: 1,
    status: 'succeeded',
    attempts: 1,
    ttftMs: 500,
    latencyMs: 1_000,
    ...change,
  });
}

/** Calls of all tiers in each of the blocks. */
export function callsOf(blocks: readonly number[], change: Partial<Run> = {}): Run[] {
  return blocks.flatMap((block) =>
    ['priority', 'default', 'flex'].map((requestedTier) =>
      aCall({ block, requestedTier, ...change }),
    ),
  );
}

/** A cost of so many USD. */
export function aCost(usd: number): NonNullable<Run['cost']> {
  return {
    usd,
    inputPerMillion: 0.15,
    outputPerMillion: 0.6,
    cacheReadPerMillion: null,
    cacheWritePerMillion: null,
    tier: 'default',
    tierAssumed: false,
    basis: 'exact',
    source: 'test',
    asOf: '2026-11-01',
  };
}
