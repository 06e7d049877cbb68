import * as z from 'zod';
import { failureReasons } from '../core/failure.ts';
import type { Json, Run } from '../core/run.ts';

/** `null`, also where the field is missing: a run stored before the field existed does not know it. */
function orNull<T extends z.ZodType>(schema: T) {
  return schema.nullable().default(null);
}

// Whatever came out of JSON.parse is Json; a deep check would cost more than all the rest.
const json = z.custom<Json>((value) => value !== undefined);

const usage = z.object({
  inputTokens: orNull(z.number()),
  outputTokens: orNull(z.number()),
  cacheReadTokens: orNull(z.number()),
  cacheWriteTokens: orNull(z.number()),
  reasoningTokens: orNull(z.number()),
});

const cost = z.object({
  usd: z.number(),
  inputPerMillion: z.number(),
  outputPerMillion: z.number(),
  cacheReadPerMillion: orNull(z.number()),
  cacheWritePerMillion: orNull(z.number()),
  tier: z.string(),
  tierAssumed: z.boolean(),
  basis: z.enum(['exact', 'rule']),
  source: z.string(),
  asOf: z.string(),
});

const failure = z.object({
  // A reason that a later version has added.
  reason: z.enum(failureReasons).catch('unknown'),
  message: z.string(),
});

const parameters = z.object({
  maxOutputTokens: orNull(z.number()),
  temperature: orNull(z.number()),
  reasoningEffort: orNull(z.string()),
  systemPrompt: orNull(z.string()),
});

const range = z.object({
  startLine: z.number(),
  startCharacter: z.number(),
  endLine: z.number(),
  endCharacter: z.number(),
});

/** A run as JSON, of whatever version: fields that we do not know are dropped, later ones are `null` if missing. */
export const runSchema: z.ZodType<Run> = z.object({
  id: z.string(),
  parentRunId: orNull(z.string()),
  comparisonId: orNull(z.string()),
  block: orNull(z.number()),
  splitId: orNull(z.string()),
  promptName: orNull(z.string()),
  origin: z.enum(['prompt', 'chat', 'api', 'comparison', 'warmup', 'probe', 'check']),
  startedAt: z.string(),
  status: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted']),
  simulated: z.boolean(),
  model: z.string(),
  region: z.string(),
  route: z.string(),
  endpoint: z.enum(['runtime', 'mantle', 'custom', 'demo']),
  api: z.enum(['chat', 'converse']),
  requestedTier: z.string(),
  servedTier: orNull(z.string()),
  tierSource: z.enum(['explicit', 'prompt', 'workload', 'split', 'statusBar']),
  ttftMs: orNull(z.number()),
  firstTextMs: orNull(z.number()),
  latencyMs: orNull(z.number()),
  outputTokensPerSecond: orNull(z.number()),
  attempts: z.number(),
  retryWaitMs: z.number(),
  slept: z.boolean().default(false),
  serverLatencyMs: orNull(z.number()),
  usage: orNull(usage),
  rawUsage: json.default(null),
  cost: orNull(cost),
  finishReason: orNull(z.string()),
  requestId: orNull(z.string()),
  failure: orNull(failure),
  parameters,
  source: orNull(z.object({ uri: z.string(), ranges: z.array(range) })),
  instruction: z.string(),
  selection: z.string(),
  languageId: orNull(z.string()),
  response: z.string(),
  reasoning: z.string(),
  title: orNull(z.string()),
  pinned: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
});
