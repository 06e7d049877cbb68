import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { tierLabel } from '../../src/core/tier.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { ResponseStrings, RunAction, TierChoice } from '../../src/protocol/response.ts';
import { runAction } from '../../src/protocol/response.ts';
import type { IdleQueue } from '../shared/idleQueue.ts';
import type { Host } from './host.ts';

/** What every part of the panel needs. */
export interface Panel {
  readonly host: Host;
  readonly strings: ResponseStrings;
  readonly tiers: readonly TierChoice[];
  readonly idle: IdleQueue;
}

/** Hands the panel's surroundings down. */
export const PanelContext = createContext<Panel | null>(null);

/** The panel's surroundings, for a component inside it. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('Used outside the panel.');
  return panel;
}

/** A function that sends one of the plain actions on a run. */
export function useRunAction(runId: string): (action: RunAction) => void {
  const { host } = usePanel();
  return (action) => host.send(runAction, { runId, action });
}

/** A tier's name as the host translated it. */
export function labelOf(tier: string, tiers: readonly TierChoice[]): string {
  return tiers.find((choice) => choice.tier === tier)?.label ?? tierLabel(tier, inEnglish);
}
