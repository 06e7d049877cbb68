import type { HistoryFilter } from '../../src/core/history/historyFilter.ts';
import { inTierOrder } from '../../src/core/insights/sums.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import { tierLabel, type Tier } from '../../src/core/tier.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import type { InsightsStrings } from '../../src/protocol/insightsStrings.ts';
import { createPanelContext } from '../shared/panelContext.ts';
import type { Host } from './host.ts';

/** What every part of the panel needs. */
export interface Panel {
  readonly host: Host;
  readonly strings: InsightsStrings;
  readonly tierLabels: Readonly<Record<Tier, string>>;
}

/** Hands the panel's surroundings down, and reads them in a component inside it. */
export const [PanelContext, usePanel] = createPanelContext<Panel>();

/** A tier's name as the host translated it. */
export function labelOf(tier: Tier, { tierLabels }: Pick<Panel, 'tierLabels'>): string {
  return tierLabels[tier] ?? tierLabel(tier, inEnglish);
}

/** The name of a tier with a model. */
export function groupName(
  { tier, model }: { readonly tier: Tier; readonly model: string },
  panel: Pick<Panel, 'tierLabels'>,
): string {
  return `${labelOf(tier, panel)} · ${shortModelName(model)}`;
}

/** The tiers of the whole history in their order: a tier keeps its colour whatever is chosen. */
export function tiersOf({ insights }: InsightsAnswer): readonly Tier[] {
  return inTierOrder(['priority', 'default', 'flex', ...insights.known.map(({ tier }) => tier)]);
}

/** The filter of an answer, narrowed to the runs that times are of. */
export function timedRuns({ filter }: InsightsAnswer, change: HistoryFilter): HistoryFilter {
  return { ...filter, everyday: true, status: 'succeeded', ...change };
}
