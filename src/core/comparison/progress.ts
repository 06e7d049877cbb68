import type { Comparison } from './comparison.ts';

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
