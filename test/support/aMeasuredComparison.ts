import { analyseComparison } from '../../src/core/comparison/analyseComparison.ts';
import {
  isOver,
  patienceOf,
  type Comparison,
  type ComparisonPlan,
} from '../../src/core/comparison/comparison.ts';
import type { Cost, Run } from '../../src/core/run.ts';
import { aRun } from './aRun.ts';

const start = Date.UTC(2026, 10, 22, 9, 0, 0);

/** How much longer than the baseline a tier takes, in the runs of `aMeasuredComparison`. */
const slowness: Readonly<Record<string, number>> = { priority: 0.7, default: 1, flex: 2.5 };

/** A finished comparison of twelve blocks with its verdict; `change` is what matters to the test. */
export function aMeasuredComparison(
  change: Partial<Omit<Comparison, 'plan'>> & {
    readonly plan?: Partial<ComparisonPlan>;
  } = {},
): Comparison {
  const plan: ComparisonPlan = {
    tiers: ['priority', 'default', 'flex'],
    models: ['openai.gpt-oss-120b-1:0'],
    repeats: 12,
    baseline: 'default',
    headline: 'firstToken',
    seed: 4_000_000_001,
    budgetUsd: 0.5,
    spread: false,
    ...change.plan,
  };
  const unmeasured: Comparison = {
    id: 'c1',
    startedAt: new Date(start).toISOString(),
    status: 'finished',
    prompt: {
      instruction: 'Find the bug',
      selection: 'const a = 1;',
      languageId: 'typescript',
      source: {
        uri: 'file:///secret/path/a.ts',
        ranges: [{ startLine: 0, startCharacter: 0, endLine: 1, endCharacter: 0 }],
      },
      parameters: {
        maxOutputTokens: 512,
        temperature: null,
        reasoningEffort: null,
        systemPrompt: 'Be brief.',
      },
    },
    patience: {
      priority: { firstByteMs: 120_000, silenceMs: 60_000 },
      default: { firstByteMs: 120_000, silenceMs: 60_000 },
      flex: { firstByteMs: 600_000, silenceMs: 60_000 },
    },
    region: 'us-east-1',
    endpoint: 'runtime',
    simulated: false,
    runs: [],
    results: [],
    looks: [],
    warnings: [],
    ...change,
    plan,
  };
  return analysed({ ...unmeasured, runs: change.runs ?? runsOf(unmeasured) });
}

/** The comparison with what its runs say by now. */
export function analysed(comparison: Comparison): Comparison {
  const { results, looks, warnings } = analyseComparison(
    comparison.plan,
    comparison.runs,
    comparison.looks,
    { patienceOf: patienceOf(comparison), finished: isOver(comparison) },
  );
  return { ...comparison, results, looks, warnings };
}

/** A warm-up block and all blocks of a plan, the order of the tiers turning from block to block. */
function runsOf(comparison: Comparison): Run[] {
  const { plan } = comparison;
  const blocks = Array.from({ length: plan.repeats + 1 }, (_, block) => block);
  return blocks.flatMap((block) =>
    plan.models.flatMap((model) =>
      turned(plan.tiers, block).map((tier, place) => runOf(comparison, model, block, tier, place)),
    ),
  );
}

function runOf(
  { id, plan, prompt, simulated, region, endpoint }: Comparison,
  model: string,
  block: number,
  tier: string,
  place: number,
): Run {
  const number = (block * plan.models.length + plan.models.indexOf(model)) * plan.tiers.length;
  // Grows with the block and jumps about a little, always alike.
  const base = 800 + 12 * block + ((number + place) % 5) * 15;
  const ttftMs = Math.round(base * (slowness[tier] ?? 1));
  return aRun({
    id: `${id} ${model} ${block} ${tier}`,
    comparisonId: id,
    block,
    origin: block === 0 ? 'warmup' : 'comparison',
    startedAt: new Date(start + (number + place) * 4000).toISOString(),
    status: 'succeeded',
    simulated,
    model,
    region,
    endpoint,
    requestedTier: tier,
    servedTier: tier,
    tierSource: 'explicit',
    ttftMs,
    firstTextMs: ttftMs,
    latencyMs: ttftMs + 1000,
    outputTokensPerSecond: 99,
    attempts: 1,
    usage: {
      inputTokens: 50,
      outputTokens: 100,
      cacheReadTokens: 0,
      cacheWriteTokens: null,
      reasoningTokens: null,
    },
    cost: costAt(tier),
    finishReason: 'stop',
    parameters: prompt.parameters,
    source: prompt.source,
    instruction: prompt.instruction,
    selection: prompt.selection,
    languageId: prompt.languageId,
    response: `Answer ${block} of ${tier}`,
    reasoning: `Thought ${block} of ${tier}`,
  });
}

function costAt(tier: string): Cost {
  const factor = { priority: 1.75, flex: 0.5 }[tier] ?? 1;
  const [inputPerMillion, outputPerMillion] = [0.15 * factor, 0.6 * factor];
  return {
    usd: (50 * inputPerMillion + 100 * outputPerMillion) / 1_000_000,
    inputPerMillion,
    outputPerMillion,
    cacheReadPerMillion: null,
    cacheWritePerMillion: null,
    tier,
    tierAssumed: false,
    basis: 'exact',
    source: 'AWS price list',
    asOf: '2026-09-17',
  };
}

function turned<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
