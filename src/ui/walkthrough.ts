import * as vscode from 'vscode';
import type { Run } from '../core/run.ts';
import type { Host } from './host.ts';
import { section } from './settings.ts';

/** What a step of the walkthrough waits for; the manifest's completion events name the context keys. */
type Milestone = 'hasTriedDemo' | 'isConnected' | 'hasChosenTier' | 'hasCompared';

/** Tells the walkthrough what was done, so that its steps complete themselves. */
export function registerWalkthrough({ onRunEnd, choice }: Host): vscode.Disposable {
  const reached = new Set<Milestone>();
  const reach = (milestone: Milestone) => {
    if (reached.has(milestone)) return;
    reached.add(milestone);
    void vscode.commands.executeCommand('setContext', `${section}.${milestone}`, true);
  };
  return vscode.Disposable.from(
    onRunEnd((run) => {
      for (const milestone of milestonesOf(run)) reach(milestone);
    }),
    choice.onDidChooseTier(() => reach('hasChosenTier')),
  );
}

/** What a run shows to have been done. */
export function milestonesOf({ status, simulated, origin }: Run): readonly Milestone[] {
  if (status !== 'succeeded') return [];
  return [
    simulated ? 'hasTriedDemo' : 'isConnected',
    ...(origin === 'comparison' ? (['hasCompared'] as const) : []),
  ];
}
