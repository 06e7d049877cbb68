// Runs as a person's history of two years has them: the same seed gives the same runs.
import { seededRandom } from '../../src/core/comparison/seededRandom.ts';
import type { Cost, Run, RunOrigin } from '../../src/core/run.ts';

/** The last moment of the generated history, ms since 1970. */
export const generatedUntilMs = Date.UTC(2026, 10, 25, 12);

const spanMs = 2 * 365 * 86_400_000;
const tiers = ['priority', 'default', 'flex'];
const tierWeights = [0.2, 0.6, 0.2];
const pace: Readonly<Record<string, number>> = { priority: 0.6, default: 1, flex: 2.4 };
const tags = ['review', 'urgent', 'docs', 'refactoring', 'experiment', 'customer'];
const models = [
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'amazon.nova-premier-v1:0',
  'amazon.nova-pro-v1:0',
  'amazon.nova-lite-v1:0',
  'amazon.nova-micro-v1:0',
  'deepseek.v3-v1:0',
  'qwen.qwen3-coder-480b-a35b-v1:0',
  'qwen.qwen3-32b-v1:0',
  'mistral.mistral-large-3-v1:0',
  'moonshot.kimi-k2-thinking-v1:0',
  'minimax.minimax-m2-v1:0',
];

/** A word that every answer holds, and one that about one in ten thousand does. */
export const commonWord = 'returns';
export const rareWord = 'quokka';

/** Gives the runs one after another, oldest first. */
export function* generatedRuns(count: number, seed: number): Generator<Run> {
  const random = seededRandom(seed);
  const sentences = sentencesOf(random);
  const instructions = Array.from({ length: 400 }, (_, at) => `${pick(sentences, random)} (${at})`);
  for (let at = 0; at < count; at++) {
    const startedMs = generatedUntilMs - spanMs + Math.floor((spanMs * (at + random())) / count);
    yield generatedRun(at, startedMs, { random, sentences, instructions });
  }
}

interface Material {
  readonly random: () => number;
  readonly sentences: readonly string[];
  readonly instructions: readonly string[];
}

function generatedRun(at: number, startedMs: number, material: Material): Run {
  const { random, sentences, instructions } = material;
  const requestedTier = weighted(random);
  const servedTier = random() < 0.01 ? 'default' : requestedTier;
  const failed = random() < 0.03;
  const model = models[Math.floor(random() ** 2 * models.length)] ?? '';
  const ttftMs = 300 * (pace[requestedTier] ?? 1) * Math.exp(0.7 * gaussian(random));
  const outputTokens = Math.ceil(20 + 900 * random() ** 2);
  const latencyMs = ttftMs + (outputTokens * 9 * (pace[requestedTier] ?? 1)) / (0.7 + random());
  const inputTokens = Math.ceil(50 + 3000 * random() ** 2);
  const origin: RunOrigin = random() < 0.9 ? 'prompt' : pick(['chat', 'api', 'probe'], random);
  return {
    ...constants,
    id: `run-${at.toString(36).padStart(6, '0')}-${Math.floor(random() * 2 ** 32).toString(36)}`,
    startedAt: new Date(startedMs).toISOString(),
    origin,
    status: failed ? 'failed' : 'succeeded',
    simulated: random() < 0.05,
    model,
    requestedTier,
    servedTier: failed ? null : servedTier,
    ttftMs: failed ? null : ttftMs,
    firstTextMs: failed ? null : ttftMs + 5,
    latencyMs: failed ? null : latencyMs,
    outputTokensPerSecond: failed ? null : (outputTokens - 1) / ((latencyMs - ttftMs) / 1000),
    serverLatencyMs: failed ? null : latencyMs - 20,
    usage: failed ? null : { ...noUsage, inputTokens, outputTokens },
    rawUsage: failed ? null : { prompt_tokens: inputTokens, completion_tokens: outputTokens },
    cost: failed ? null : costOf(inputTokens, outputTokens, servedTier),
    finishReason: failed ? null : 'stop',
    failure: failed ? { reason: 'throttled', message: 'Too many requests.' } : null,
    source: {
      uri: `file:///home/me/project/src/file-${Math.floor(random() ** 3 * 500)}.ts`,
      ranges: [{ startLine: 3, startCharacter: 0, endLine: 12, endCharacter: 1 }],
    },
    instruction: pick(instructions, random),
    selection: joined(sentences, random, 2),
    response: failed
      ? ''
      : joined(sentences, random, 14) + (random() < 0.0001 ? ` A ${rareWord} hops.` : ''),
    title: random() < 0.02 ? 'A title of my own' : null,
    pinned: random() < 0.002,
    tags: random() < 0.1 ? [pick(tags, random)] : [],
  };
}

const noUsage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
};

const constants = {
  parentRunId: null,
  comparisonId: null,
  block: null,
  splitId: null,
  promptName: null,
  region: 'us-east-1',
  route: 'in-region',
  endpoint: 'runtime',
  api: 'chat',
  tierSource: 'statusBar',
  attempts: 1,
  retryWaitMs: 0,
  slept: false,
  requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  parameters: {
    maxOutputTokens: 4096,
    temperature: null,
    reasoningEffort: null,
    systemPrompt: null,
  },
  languageId: 'typescript',
  reasoning: '',
} as const;

function costOf(inputTokens: number, outputTokens: number, tier: string): Cost {
  return {
    usd: (inputTokens * 0.15 + outputTokens * 0.6) / 1e6,
    inputPerMillion: 0.15,
    outputPerMillion: 0.6,
    cacheReadPerMillion: null,
    cacheWritePerMillion: null,
    tier,
    tierAssumed: false,
    basis: 'exact',
    source: 'price list',
    asOf: '2026-11-01',
  };
}

/** Some thousand sentences of about 80 characters out of 20,000 words, the first of them frequent. */
function sentencesOf(random: () => number): string[] {
  const words = Array.from({ length: 20_000 }, (_, at) => wordOf(at));
  return Array.from({ length: 5_000 }, () => {
    const chosen = Array.from(
      { length: 10 },
      () => words[Math.floor(random() ** 4 * 20_000)] ?? '',
    );
    return `The function ${commonWord} ${chosen.join(' ')}.`;
  });
}

/** A word that can be spoken, another one for every number. */
function wordOf(at: number): string {
  const syllables = ['ba', 'con', 'di', 'fer', 'gu', 'lam', 'mo', 'nix', 'pro', 'sta', 'ter', 'vi'];
  let word = '';
  for (let rest = at + 12; rest > 0; rest = Math.floor(rest / 12)) word += syllables[rest % 12];
  return word;
}

function joined(sentences: readonly string[], random: () => number, count: number): string {
  return Array.from({ length: count }, () => pick(sentences, random)).join(' ');
}

function pick<T>(values: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

function weighted(random: () => number): string {
  let rest = random();
  return tiers.find((_, at) => (rest -= tierWeights[at] ?? 0) < 0) ?? 'default';
}

/** By Box and Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
