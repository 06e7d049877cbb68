import { tierLabel } from '../../src/core/tier.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { ResponseStrings, RunAction, TierChoice } from '../../src/protocol/response.ts';
import { runAction } from '../../src/protocol/response.ts';
import type { IdleQueue } from '../shared/idleQueue.ts';
import { createPanelContext } from '../shared/panelContext.ts';
import type { Host } from './host.ts';

/** What every part of the panel needs. */
export interface Panel {
  readonly host: Host;
  readonly strings: ResponseStrings;
  readonly tiers: readonly TierChoice[];
  readonly keepsDrafts: boolean;
  readonly idle: IdleQueue;
}

/** Hands the panel's surroundings down, and reads them in a component inside it. */
export const [PanelContext, usePanel] = createPanelContext<Panel>();

/** A function that sends one of the plain actions on a run. */
export function useRunAction(runId: string): (action: RunAction) => void {
  const { host } = usePanel();
  return (action) => host.send(runAction, { runId, action });
}

/** A tier's name as the host translated it. */
export function labelOf(tier: string, tiers: readonly TierChoice[]): string {
  return tiers.find((choice) => choice.tier === tier)?.label ?? tierLabel(tier, inEnglish);
}
