import * as z from 'zod';
import {
  analyseComparison,
  type ComparisonOptions,
} from '../../src/core/comparison/analyseComparison.ts';
import { isOver, type Comparison } from '../../src/core/comparison/comparison.ts';
import type { ComparisonResult } from '../../src/core/comparison/result.ts';
import type { Tier } from '../../src/core/tier.ts';
import { lookSchema, patienceSchema, statusSchema } from '../../src/history/comparisonSchema.ts';
import { runSchema } from '../../src/history/runSchema.ts';

/**
 * An exported comparison, or as much of one as says something; looks that it has had are kept, so
 * that its verdict stays.
 */
export const comparisonSchema = z.object({
  status: statusSchema.default('finished'),
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
  patience: patienceSchema.default({}),
  runs: z.array(runSchema),
  looks: z.array(lookSchema).default([]),
});

/** The rows of an exported comparison. */
export function analyseExport(
  exported: z.infer<typeof comparisonSchema>,
): readonly ComparisonResult[] {
  const { plan, runs, looks, patience } = exported;
  const options: ComparisonOptions = {
    patienceOf: (tier) => patience[tier] ?? presetPatience(tier),
    finished: isOver(exported),
  };
  return analyseComparison(plan, runs, looks, options).results;
}

/** The presets of the settings `timeout.*`, for a file that does not hold those of its time. */
function presetPatience(tier: Tier): Comparison['patience'][Tier] {
  return { firstByteMs: tier === 'flex' ? 600_000 : 120_000, silenceMs: 60_000 };
}
