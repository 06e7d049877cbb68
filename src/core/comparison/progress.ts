import { isQuickLook, type Comparison, type ComparisonPlan } from './comparison.ts';

/** Calls that a plan sends in all, those of the discarded warm-up block included. */
export function plannedCalls(plan: Pick<ComparisonPlan, 'tiers' | 'models' | 'repeats'>): number {
  const blocks = isQuickLook(plan) ? 1 : plan.repeats + 1;
  return blocks * plan.models.length * plan.tiers.length;
}

/** Blocks of which every call succeeded, on every model. */
export function completeBlocks({ plan, runs }: Pick<Comparison, 'plan' | 'runs'>): number {
  const blocks = new Map<number, Set<string>>();
  for (const { origin, block, status, model, requestedTier } of runs) {
    if (origin !== 'comparison' || block === null || status !== 'succeeded') continue;
    const calls = blocks.get(block) ?? new Set();
    blocks.set(block, calls.add(JSON.stringify([model, requestedTier])));
  }
  const callsOfBlock = plan.models.length * plan.tiers.length;
  return [...blocks.values()].filter(({ size }) => size >= callsOfBlock).length;
}
