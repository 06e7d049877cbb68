import { analyseComparison } from '../../src/core/comparison/analyseComparison.ts';
import type { CallForecast } from '../../src/core/comparison/forecast.ts';
import {
  isOver,
  patienceOf,
  type Comparison,
  type ComparisonPlan,
  type ComparisonStatus,
} from '../../src/core/comparison/comparison.ts';
import { composeReport } from '../../src/core/comparison/report.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import { findPrice, estimateCost } from '../../src/core/catalogue/pricing.ts';
import type { Run, RunEvent } from '../../src/core/run.ts';
import { newRun, reduce } from '../../src/core/runReducer.ts';
import { tierLabel, type Tier } from '../../src/core/tier.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { ComparisonState, PlanForm } from '../../src/protocol/comparison.ts';
import { comparisonStrings } from '../../src/ui/comparison/comparisonStrings.ts';
import { latencies, seededRandom } from '../unit/core/comparison/random.ts';

/** Models whose prices are known in us-east-1. */
export const models = [
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'deepseek.v3.2',
  'minimax.minimax-m2.5',
] as const;

const region = 'us-east-1';
const started = Date.parse('2026-11-22T10:00:00.000Z');

/** How long a tier takes to its first token, ms, and its tokens per second. */
const paces: Readonly<Record<Tier, { readonly typical: number; readonly speed: number }>> = {
  priority: { typical: 430, speed: 160 },
  default: { typical: 760, speed: 118 },
  flex: { typical: 2600, speed: 92 },
};

/** What a test wants of a comparison. */
export interface ComparisonWish {
  readonly plan?: Partial<ComparisonPlan>;
  readonly status?: ComparisonStatus;
  /** Blocks that are complete; all of them unless it says otherwise. */
  readonly blocks?: number;
  /** Answers by place among the runs; scripted ones unless it says otherwise. */
  readonly answer?: (index: number) => string;
  readonly simulated?: boolean;
  /** Which runs fail, by place among them. */
  readonly fails?: (index: number) => boolean;
}

/** A plan of three tiers on one model, 12 blocks. */
export function aPlan(change: Partial<ComparisonPlan> = {}): ComparisonPlan {
  return {
    tiers: ['priority', 'default', 'flex'],
    models: [models[0]],
    repeats: 12,
    baseline: 'default',
    headline: 'firstToken',
    seed: 42,
    budgetUsd: null,
    spread: false,
    ...change,
  };
}

/** A comparison whose runs are measured by a seeded generator. */
export function aSeededComparison(wish: ComparisonWish = {}): Comparison {
  const plan = aPlan(wish.plan);
  const runs = runsOf(plan, wish);
  const comparison: Comparison = {
    id: 'comparison-1',
    startedAt: new Date(started).toISOString(),
    status: wish.status ?? 'finished',
    plan,
    prompt: {
      instruction: 'Write documentation comments for this function',
      selection: 'def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)',
      languageId: 'python',
      source: null,
      parameters: {
        maxOutputTokens: 4096,
        temperature: null,
        reasoningEffort: null,
        systemPrompt: null,
      },
    },
    patience: Object.fromEntries(
      plan.tiers.map((tier) => [tier, { firstByteMs: 120_000, silenceMs: 60_000 }]),
    ),
    region,
    endpoint: wish.simulated === true ? 'demo' : 'runtime',
    simulated: wish.simulated ?? false,
    runs,
    results: [],
    looks: [],
    warnings: [],
  };
  if (!isOver(comparison) || plan.repeats === 1) return comparison;
  const { results, looks, warnings } = analyseComparison(plan, runs, [], {
    patienceOf: patienceOf(comparison),
    finished: true,
  });
  return { ...comparison, results, looks, warnings };
}

/** The panel's state around a comparison, with the report that its runs give. */
export function stateAround(
  comparison: Comparison | null,
  change: Partial<ComparisonState> = {},
): ComparisonState {
  return {
    form: null,
    comparison,
    report: comparison === null ? null : composeReport(comparison, inEnglish),
    tierLabels: Object.fromEntries(
      ['priority', 'default', 'flex'].map((tier) => [tier, tierLabel(tier, inEnglish)]),
    ),
    strings: comparisonStrings(inEnglish),
    ...change,
  };
}

/** A form before the start. */
export function aForm(change: Partial<PlanForm> = {}): PlanForm {
  const plan = change.plan ?? aPlan();
  return {
    plan,
    instruction: 'Write documentation comments for this function',
    selectionSummary: '5 lines of fibonacci.py',
    tiers: ['priority', 'default', 'flex'].map((tier) => ({
      tier,
      label: tierLabel(tier, inEnglish),
      refusals: [],
    })),
    calls: plan.models.flatMap((model) =>
      ['priority', 'default', 'flex'].map((tier) => forecastOf(model, tier)),
    ),
    simulated: false,
    keepsDrafts: true,
    ...change,
  };
}

/** A run that is under way: nothing has arrived but what `text` says. */
export function aRunningRun(comparison: Comparison, tier: Tier, text: string): Run {
  const run = draftOf({
    id: `running-${tier}`,
    tier,
    model: comparison.plan.models[0] ?? models[0],
    block: Math.max(0, ...comparison.runs.map(({ block }) => block ?? 0)) + 1,
    simulated: comparison.simulated,
    startedAt: new Date().toISOString(),
  });
  const events: RunEvent[] = [
    { type: 'started', id: run.id, attempt: 1 },
    ...(text === ''
      ? []
      : [{ type: 'textDelta', text, atMs: paces[tier]?.typical ?? 800 } as const]),
  ];
  return events.reduce(reduce, run);
}

function runsOf(plan: ComparisonPlan, wish: ComparisonWish): readonly Run[] {
  const random = seededRandom(plan.seed);
  const blocks = wish.blocks ?? plan.repeats;
  const first = plan.repeats === 1 ? 1 : 0;
  const runs: Run[] = [];
  for (let block = first; block <= blocks; block++) {
    for (const model of plan.models) {
      for (const tier of plan.tiers) {
        const { typical, speed } = paces[tier] ?? { typical: 800, speed: 100 };
        const [ttft = typical] = latencies(random, 1, { typical, spread: 0.28 });
        runs.push(
          measured({
            id: `run-${runs.length}`,
            tier,
            model,
            block,
            simulated: wish.simulated ?? false,
            startedAt: new Date(started + runs.length * 9_000).toISOString(),
            ttft,
            speed: speed * (0.85 + 0.3 * random()),
            tokens: 380 + Math.floor(40 * random()),
            text: wish.answer?.(runs.length) ?? answerOf(runs.length),
            fails: wish.fails?.(runs.length) ?? false,
          }),
        );
      }
    }
  }
  return runs;
}

interface DraftWish {
  readonly id: string;
  readonly tier: Tier;
  readonly model: string;
  readonly block: number;
  readonly simulated: boolean;
  readonly startedAt: string;
}

function draftOf(wish: DraftWish): Run {
  return newRun({
    id: wish.id,
    startedAt: wish.startedAt,
    origin: wish.block === 0 ? 'warmup' : 'comparison',
    comparisonId: 'comparison-1',
    block: wish.block,
    simulated: wish.simulated,
    model: wish.model,
    region,
    route: 'in-region',
    endpoint: wish.simulated ? 'demo' : 'runtime',
    api: 'chat',
    requestedTier: wish.tier,
    tierSource: 'explicit',
    parameters: {
      maxOutputTokens: 4096,
      temperature: null,
      reasoningEffort: null,
      systemPrompt: null,
    },
    source: null,
    instruction: 'Write documentation comments for this function',
    selection: '',
    languageId: null,
  });
}

function measured(
  wish: DraftWish & {
    readonly ttft: number;
    readonly speed: number;
    readonly tokens: number;
    readonly text: string;
    readonly fails: boolean;
  },
): Run {
  if (wish.fails) return failed(wish);
  const end = wish.ttft + (1000 * wish.tokens) / wish.speed;
  const usage = {
    inputTokens: 412,
    outputTokens: wish.tokens,
    cacheReadTokens: 0,
    cacheWriteTokens: null,
    reasoningTokens: null,
  };
  const events: RunEvent[] = [
    { type: 'started', id: wish.id, attempt: 1 },
    { type: 'textDelta', text: wish.text.slice(0, 12), atMs: wish.ttft },
    { type: 'textDelta', text: wish.text.slice(12), atMs: end },
    { type: 'servedTier', tier: wish.tier },
    { type: 'usage', usage, raw: null },
    { type: 'completed', finishReason: 'stop', atMs: end },
  ];
  const run = events.reduce(reduce, draftOf(wish));
  return reduce(run, { type: 'priced', cost: estimateCost(builtInCatalogue, run) });
}

function failed(wish: DraftWish): Run {
  const failure = {
    reason: 'capacity',
    message: '503 Bedrock is unable to process your request: high demand.',
  } as const;
  const events: RunEvent[] = [
    { type: 'started', id: wish.id, attempt: 1 },
    { type: 'failed', failure, atMs: 380 },
  ];
  return events.reduce(reduce, draftOf(wish));
}

function forecastOf(model: string, tier: Tier): CallForecast {
  const price = findPrice(builtInCatalogue, model, region, tier);
  const usd = (tokens: number) =>
    price === null
      ? null
      : (412 * price.inputPerMillion + tokens * price.outputPerMillion) / 1_000_000;
  const { typical, speed } = paces[tier] ?? { typical: 800, speed: 100 };
  const latencyMs = typical + (1000 * 400) / speed;
  return { model, tier, usd: usd(400), worstUsd: usd(4096), latencyMs };
}

/** Answers that differ as those of a model do. */
function answerOf(index: number): string {
  const verb = ['Computes', 'Returns', 'Calculates'][index % 3];
  const note = ['grows exponentially', 'doubles with every step', 'is exponential'][index % 3];
  return `Here is the function with its documentation:

\`\`\`python
def fib(n: int) -> int:
    """${verb} the n-th Fibonacci number.

    Args:
        n: The index, counted from 0.

    Returns:
        The n-th number of the sequence.
    """
    return n if n < 2 else fib(n - 1) + fib(n - 2)
\`\`\`

**Notes**

- Each call makes two more, so the time ${note}.
- For larger \`n\` use \`functools.cache\`, which makes it linear.
- Negative numbers are returned as they are${index % 2 === 0 ? '; a check would say so early' : ''}.
`;
}
