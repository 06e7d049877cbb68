import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { Comparison } from './comparison.ts';
import { blockRuns } from './samples.ts';

type Planned = Pick<Comparison, 'plan' | 'runs'>;

/**
 * The blocks of a model whose calls have all come to an end of their own, a failure included. A
 * block that a stop or an interruption cut is not among them: it is done anew as a whole under a new
 * number, since its calls must follow each other. Its runs stay in the record, and a pair of tiers
 * that it has whole counts as one.
 */
export function blocksDone({ plan, runs }: Planned, model: string): number {
  const byBlock = Map.groupBy(blockRuns(runs, model), ({ block }) => block);
  return [...byBlock.values()].filter((ofBlock) => isDone(ofBlock, plan.tiers)).length;
}

/** The blocks of a model that are still to be done. */
export function blocksLeft(comparison: Planned, model: string): number {
  return Math.max(0, comparison.plan.repeats - blocksDone(comparison, model));
}

/** The number that a model's next block gets: one that no block had before. */
export function nextBlock({ runs }: Planned, model: string): number {
  return 1 + Math.max(0, ...blockRuns(runs, model).map(({ block }) => block ?? 0));
}

/** Whether a block's calls have all come to an end of their own. */
export function isDone(ofBlock: readonly Run[], tiers: readonly Tier[]): boolean {
  return tiers.every((tier) =>
    ofBlock.some(
      ({ requestedTier, status }) =>
        requestedTier === tier && (status === 'succeeded' || status === 'failed'),
    ),
  );
}

/** Blocks of which every call succeeded, on every model. */
export function completeBlocks({ plan, runs }: Planned): number {
  const succeeded = plan.models.flatMap((model) =>
    blockRuns(runs, model).filter(({ status }) => status === 'succeeded'),
  );
  const byBlock = Map.groupBy(succeeded, ({ block }) => block);
  const isComplete = (ofBlock: readonly Run[]): boolean =>
    plan.models.every((model) =>
      isDone(
        ofBlock.filter((run) => run.model === model),
        plan.tiers,
      ),
    );
  return [...byBlock.values()].filter(isComplete).length;
}
