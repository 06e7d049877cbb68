import { sumUsd } from '../money.ts';
import { commonTiers, type Tier } from '../tier.ts';
import type { InsightsGroup } from './insights.ts';

/** What several groups come to in runs and money: what can be added up. */
export interface GroupSums {
  readonly runs: number;
  readonly ownRuns: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly costUsd: number | null;
  readonly runsOfUnknownCost: number;
}

/** Adds groups up. */
export function sumGroups(groups: readonly InsightsGroup[]): GroupSums {
  const known = groups.flatMap(({ costUsd }) => costUsd ?? []);
  const sum = (of: (group: InsightsGroup) => number) =>
    groups.reduce((total, group) => total + of(group), 0);
  return {
    runs: sum(({ runs }) => runs),
    ownRuns: sum(({ ownRuns }) => ownRuns),
    succeeded: sum(({ succeeded }) => succeeded),
    failed: sum(({ failed }) => failed),
    costUsd: known.length === 0 ? null : sumUsd(known),
    runsOfUnknownCost: sum(({ runsOfUnknownCost }) => runsOfUnknownCost),
  };
}

/** The share of runs that succeeded of those that were neither cancelled nor interrupted; `null` of none. */
export function successRate({
  succeeded,
  failed,
}: Pick<GroupSums, 'succeeded' | 'failed'>): number | null {
  return succeeded + failed === 0 ? null : succeeded / (succeeded + failed);
}

/** The tiers in the order in which they are always shown: the common ones, then others by name. */
export function inTierOrder(tiers: Iterable<Tier>): readonly Tier[] {
  const place = (tier: Tier) => (commonTiers.includes(tier) ? commonTiers.indexOf(tier) : 99);
  return [...new Set(tiers)].toSorted(
    (one, two) => place(one) - place(two) || (one < two ? -1 : 1),
  );
}
