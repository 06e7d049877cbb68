import type { Run } from '../../run.ts';
import type { Tier } from '../../tier.ts';
import type { Comparison } from '../comparison.ts';

/** In which order the tiers of a block were called. */
export interface BlockOrder {
  readonly model: string;
  /** 0 is the discarded warm-up. */
  readonly block: number;
  readonly tiers: readonly Tier[];
}

/** What a tier of a model was priced at; USD per million tokens. */
export interface UsedPrice {
  readonly model: string;
  readonly requestedTier: Tier;
  readonly price: Omit<NonNullable<Run['cost']>, 'usd'>;
}

/** The order of the calls, block by block. */
export function blockOrders({ plan, runs }: Pick<Comparison, 'plan' | 'runs'>): BlockOrder[] {
  return plan.models.flatMap((model) => {
    const ofModel = runs.filter((run) => run.model === model && run.block !== null);
    const blocks = [...new Set(ofModel.map(({ block }) => block ?? 0))];
    return blocks
      .toSorted((one, other) => one - other)
      .map((block) => ({
        model,
        block,
        tiers: ofModel.filter((run) => run.block === block).map((run) => run.requestedTier),
      }));
  });
}

/** The prices that the costs rest on, each once. */
export function usedPrices(runs: readonly Run[]): UsedPrice[] {
  const prices = new Map<string, UsedPrice>();
  for (const { model, requestedTier, cost } of runs) {
    if (cost === null) continue;
    const { usd: _, ...price } = cost;
    const used = { model, requestedTier, price };
    prices.set(JSON.stringify(used), used);
  }
  return [...prices.values()];
}
