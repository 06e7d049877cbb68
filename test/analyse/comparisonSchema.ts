import * as z from 'zod';
import {
  analyseComparison,
  type ComparisonOptions,
} from '../../src/core/comparison/analyseComparison.ts';
import type { ComparisonResult } from '../../src/core/comparison/result.ts';
import type { Tier } from '../../src/core/tier.ts';
import { runSchema } from '../../src/history/runSchema.ts';

const maybeNumber = z.number().nullable();

const resultSchema: z.ZodType<ComparisonResult> = z.object({
  model: z.string().exactOptional(),
  tier: z.string(),
  nBlocks: z.number(),
  baselineMedian: maybeNumber,
  tierMedian: maybeNumber,
  logShift: maybeNumber,
  ratio: maybeNumber,
  p: z.number(),
  pHolm: z.number(),
  level: z.number(),
  logLo: maybeNumber,
  logHi: maybeNumber,
  ratioLo: maybeNumber,
  ratioHi: maybeNumber,
  verdict: z
    .enum(['too-few', 'faster', 'slower', 'no-practical-difference', 'no-evidence'])
    .nullable(),
  costRatio: z.number().exactOptional(),
  secondsSaved: z.number().exactOptional(),
  dollarsPerSecondSaved: z.number().exactOptional(),
  dollarsPerSecondSavedLo: z.number().exactOptional(),
  dollarsPerSecondSavedHi: z.number().exactOptional(),
  planLogLo: z.number().exactOptional(),
  planLogHi: z.number().exactOptional(),
  planTotalBlocks: z.number().exactOptional(),
  planNextLook: z.number().exactOptional(),
  planMoreBlocks: z.number().exactOptional(),
});

/** An exported comparison; looks that it has had are kept, so that its verdict stays. */
export const comparisonSchema = z.object({
  plan: z
    .object({
      tiers: z.array(z.string()).min(2),
      models: z.array(z.string()).min(1),
      repeats: z.number().int().positive(),
      baseline: z.string(),
      headline: z.enum(['firstToken', 'wholeAnswer', 'outputSpeed']),
    })
    .refine(({ tiers, baseline }) => tiers.includes(baseline), {
      path: ['baseline'],
      error: 'is none of the tiers',
    }),
  runs: z.array(runSchema),
  looks: z
    .array(
      z.object({
        model: z.string(),
        n: z.number(),
        level: z.number(),
        results: z.array(resultSchema),
      }),
    )
    .default([]),
});

/** The rows of an exported comparison. */
export function analyseExport({
  plan,
  runs,
  looks,
}: z.infer<typeof comparisonSchema>): readonly ComparisonResult[] {
  const options: ComparisonOptions = { patienceOf: presetPatience, finished: true };
  return analyseComparison(plan, runs, looks, options).results;
}

/** The presets of the settings `timeout.*`: an export does not hold those of its time. */
function presetPatience(tier: Tier) {
  return { firstByteMs: tier === 'flex' ? 600_000 : 120_000, silenceMs: 60_000 };
}
