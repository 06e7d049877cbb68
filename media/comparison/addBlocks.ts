import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { mayLookAgain, nextLookAt } from '../../src/core/comparison/looks.ts';

/** So many further blocks, and whether another verdict follows on them. */
export interface BlockChoice {
  readonly blocks: number;
  readonly runs: number;
  readonly givesVerdict: boolean;
}

/** Whether the rule of looks leaves any model another verdict. */
export function mayGiveVerdict({ plan, looks }: Pick<Comparison, 'plan' | 'looks'>): boolean {
  return plan.models.some((model) => mayLookAgain(looks.filter((look) => look.model === model)));
}

/** The numbers of further blocks that are worth offering; the first one with a verdict is among them. */
export function blockChoices({ plan, looks }: Pick<Comparison, 'plan' | 'looks'>): BlockChoice[] {
  const needed = plan.models.flatMap((model) => {
    const own = looks.filter((look) => look.model === model);
    const next = nextLookAt(own);
    return mayLookAgain(own) && next !== null ? [Math.max(1, next - plan.repeats)] : [];
  });
  const first = needed.length === 0 ? null : Math.min(...needed);
  const choices = new Set([4, 8, 12, 20, ...(first === null ? [] : [first])]);
  return [...choices]
    .toSorted((one, two) => one - two)
    .map((blocks) => ({
      blocks,
      runs: blocks * plan.tiers.length * plan.models.length,
      givesVerdict: first !== null && blocks >= first,
    }));
}
