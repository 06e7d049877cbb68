import type { Tier } from '../tier.ts';
import type { ComparisonPlan } from './comparison.ts';
import { hash32, seededRandom } from './seededRandom.ts';

/**
 * The order in which the tiers of one block are called: a Fisher-Yates shuffle of the plan's tiers,
 * fresh for each model and block. It follows from the plan alone, so that anybody can check it.
 */
export function blockOrder(
  { tiers, seed }: Pick<ComparisonPlan, 'tiers' | 'seed'>,
  model: string,
  block: number,
): Tier[] {
  const random = seededRandom(hash32(`${model}\n${block}`, seed));
  const order = [...tiers];
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    const [one, other] = [order[last], order[chosen]];
    if (one === undefined || other === undefined) continue;
    order[last] = other;
    order[chosen] = one;
  }
  return order;
}
