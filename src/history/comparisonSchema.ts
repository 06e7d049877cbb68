import * as z from 'zod';
import type { Comparison } from '../core/comparison/comparison.ts';
import type { Look } from '../core/comparison/looks.ts';
import type { ComparisonResult } from '../core/comparison/result.ts';
import { failureReasons } from '../core/failure.ts';
import type { Warning } from '../core/comparison/warnings.ts';

/** `null`, also where the field is missing: what was stored before the field existed does not know it. */
function orNull<T extends z.ZodType>(schema: T) {
  return schema.nullable().default(null);
}

const figure = orNull(z.number());
const optionalFigure = z.number().exactOptional();

const headline = z.enum(['firstToken', 'wholeAnswer', 'outputSpeed']);

const result: z.ZodType<ComparisonResult> = z.object({
  model: z.string().exactOptional(),
  tier: z.string(),
  nBlocks: z.number(),
  baselineMedian: figure,
  tierMedian: figure,
  logShift: figure,
  ratio: figure,
  p: z.number(),
  pHolm: z.number(),
  level: z.number(),
  logLo: figure,
  logHi: figure,
  ratioLo: figure,
  ratioHi: figure,
  verdict: orNull(
    z.enum(['too-few', 'faster', 'slower', 'no-practical-difference', 'no-evidence']),
  ),
  costRatio: optionalFigure,
  secondsSaved: optionalFigure,
  dollarsPerSecondSaved: optionalFigure,
  dollarsPerSecondSavedLo: optionalFigure,
  dollarsPerSecondSavedHi: optionalFigure,
  planLogLo: optionalFigure,
  planLogHi: optionalFigure,
  planTotalBlocks: optionalFigure,
  planNextLook: optionalFigure,
  planMoreBlocks: optionalFigure,
});

/** A look as JSON. */
export const lookSchema: z.ZodType<Look> = z.object({
  model: z.string(),
  n: z.number(),
  level: z.number(),
  results: z.array(result),
});

const calls = { model: z.string(), tier: z.string(), count: z.number(), calls: z.number() };

const warning: z.ZodType<Warning> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cacheReads'), ...calls }),
  z.object({ kind: z.literal('otherTier'), ...calls, served: z.array(z.string()) }),
  z.object({ kind: z.literal('tierNotReported'), ...calls }),
  z.object({ kind: z.literal('slept'), ...calls }),
  z.object({ kind: z.literal('retries'), ...calls }),
  z.object({ kind: z.literal('bursts'), ...calls }),
  z.object({ kind: z.literal('timeouts'), ...calls, shortestMs: z.number() }),
  z.object({
    kind: z.literal('failedCalls'),
    model: z.string(),
    tier: z.string(),
    calls: z.number(),
    failed: z.number(),
    withholds: z.boolean(),
  }),
  z.object({
    kind: z.literal('outputLengths'),
    model: z.string(),
    tier: z.string(),
    baseline: z.string(),
    baselineTokens: z.number(),
    tierTokens: z.number(),
    withholds: z.boolean(),
  }),
  z.object({
    kind: z.literal('refused'),
    model: z.string(),
    tier: z.string(),
    region: z.string(),
    reason: z.enum(failureReasons),
  }),
  z.object({ kind: z.literal('places'), model: z.string(), places: z.array(z.string()) }),
  z.object({ kind: z.literal('oneTimeWindow'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('simulated'), count: z.number() }),
]);

const plan: z.ZodType<Comparison['plan']> = z.object({
  tiers: z.array(z.string()),
  models: z.array(z.string()),
  repeats: z.number(),
  baseline: z.string(),
  headline,
  seed: z.number(),
  budgetUsd: figure,
  spread: z.boolean().default(false),
});

const range = z.object({
  startLine: z.number(),
  startCharacter: z.number(),
  endLine: z.number(),
  endCharacter: z.number(),
});

const prompt: z.ZodType<Comparison['prompt']> = z.object({
  instruction: z.string(),
  selection: z.string(),
  languageId: orNull(z.string()),
  source: orNull(z.object({ uri: z.string(), ranges: z.array(range) })),
  parameters: z.object({
    maxOutputTokens: z.number(),
    temperature: figure,
    reasoningEffort: orNull(z.string()),
    systemPrompt: orNull(z.string()),
  }),
});

/** How long the calls of each tier are waited for, as JSON. */
export const patienceSchema: z.ZodType<Comparison['patience']> = z.record(
  z.string(),
  z.object({ firstByteMs: z.number(), silenceMs: z.number() }),
);

/** Where a comparison stands, as JSON. */
export const statusSchema: z.ZodType<Comparison['status']> = z.enum([
  'running',
  'paused',
  'stopped',
  'overBudget',
  'finished',
  'interrupted',
]);

/** What of a comparison lists show. */
const shown = {
  id: z.string(),
  startedAt: z.string(),
  status: statusSchema,
  simulated: z.boolean(),
  plan,
  results: z.array(result),
};

/** What of a comparison's row its summary is made of. */
export const shownSchema: z.ZodType<
  Pick<Comparison, 'id' | 'startedAt' | 'status' | 'simulated' | 'plan' | 'results'>
> = z.object(shown);

/**
 * A comparison as JSON without its runs, of whatever version: fields that we do not know are
 * dropped, and so are kinds of warnings, which are worked out anew from the runs.
 */
export const comparisonSchema: z.ZodType<Omit<Comparison, 'runs'>> = z.object({
  ...shown,
  prompt,
  patience: patienceSchema,
  region: z.string(),
  endpoint: z.enum(['runtime', 'mantle', 'custom', 'demo']),
  looks: z.array(lookSchema),
  warnings: z
    .array(z.union([warning, z.unknown().transform(() => null)]))
    .transform((warnings) => warnings.filter((each) => each !== null)),
});
