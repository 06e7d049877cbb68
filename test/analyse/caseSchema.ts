import * as z from 'zod';
import type { Tier } from '../../src/core/tier.ts';
import {
  firstLookLevel,
  type AnalysisOptions,
  type PairFigures,
} from '../../src/core/comparison/results.ts';

/** Figures of a comparison as in golden.json: per tier one figure a block, positive and all of one unit. */
export const caseSchema = z
  .object({
    unit: z.enum(['ms', 's', 'tokens/s']).default('ms'),
    baseline: z.string(),
    samples: z.record(z.string(), z.array(z.number().positive())),
    costPerRun: z.record(z.string(), z.number().positive()).optional(),
    alpha: z.number().gt(0).lt(1).default(firstLookLevel),
  })
  .superRefine(({ baseline, samples }, context) => {
    const blocks = samples[baseline]?.length;
    if (blocks === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['samples'],
        message: `no samples of the baseline "${baseline}"`,
      });
      return;
    }
    for (const [tier, values] of Object.entries(samples)) {
      if (values.length === blocks) continue;
      const message = `${values.length} samples, but ${blocks} of the baseline`;
      context.addIssue({ code: 'custom', path: ['samples', tier], message });
    }
  });

/** A case, checked. */
export type Case = z.infer<typeof caseSchema>;

/** The tier pairs of a case, in the order of its samples. */
export function pairsOf({ baseline, samples, costPerRun }: Case): PairFigures[] {
  return Object.entries(samples)
    .filter(([tier]) => tier !== baseline)
    .map(([tier, tierValues]) => ({
      tier,
      baselineValues: samples[baseline] ?? [],
      tierValues,
      cost: costOf(tier, baseline, costPerRun ?? {}),
    }));
}

/** How the figures of a case are read. */
export function optionsOf({ unit, alpha }: Case): AnalysisOptions {
  const secondsPerUnit = { ms: 0.001, s: 1, 'tokens/s': null }[unit];
  return { level: alpha, secondsPerUnit };
}

function costOf(tier: Tier, baseline: Tier, costs: Record<string, number>): PairFigures['cost'] {
  const [ofTier, ofBaseline] = [costs[tier], costs[baseline]];
  return ofTier === undefined || ofBaseline === undefined
    ? null
    : { baseline: ofBaseline, tier: ofTier };
}
