import { tierLabel, type Tier } from '../../src/core/tier.ts';
import { inEnglish } from '../../src/core/translate.ts';
import { comparisonAction, type ComparisonAction } from '../../src/protocol/comparison.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import type { IdleQueue } from '../shared/idleQueue.ts';
import { createPanelContext } from '../shared/panelContext.ts';
import type { Host } from './host.ts';

/** What every part of the panel needs. */
export interface Panel {
  readonly host: Host;
  readonly strings: ComparisonStrings;
  readonly tierLabels: Readonly<Record<Tier, string>>;
  readonly idle: IdleQueue;
}

/** Hands the panel's surroundings down, and reads them in a component inside it. */
export const [PanelContext, usePanel] = createPanelContext<Panel>();

/** A function that sends one of the plain actions on a comparison. */
export function useComparisonAction(comparisonId: string): (action: ComparisonAction) => void {
  const { host } = usePanel();
  return (action) => host.send(comparisonAction, { comparisonId, action });
}

/** A tier's name as the host translated it. */
export function labelOf(tier: Tier, { tierLabels }: Pick<Panel, 'tierLabels'>): string {
  return tierLabels[tier] ?? tierLabel(tier, inEnglish);
}
