import * as vscode from 'vscode';
import type { Run } from '../core/run.ts';
import type { Host } from './host.ts';
import { section } from './settings.ts';

/** What a step of the walkthrough waits for; the manifest's completion events name the context keys. */
export type Milestone = 'hasTriedDemo' | 'isConnected' | 'hasChosenTier' | 'hasCompared';

const key = 'milestones';

/** Tells the walkthrough what was done, so that its steps complete themselves. */
export function registerWalkthrough({ context, onRunEnd, choice }: Host): vscode.Disposable {
  const reached = new Set(context.globalState.get<readonly Milestone[]>(key, []));
  const reach = (milestone: Milestone) => {
    if (!reached.has(milestone)) void context.globalState.update(key, [...reached.add(milestone)]);
    void announce(milestone);
  };
  return vscode.Disposable.from(
    onRunEnd((run) => {
      for (const milestone of milestonesOf(run)) reach(milestone);
    }),
    choice.onDidChooseTier(() => reach('hasChosenTier')),
    vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
      // Only such tabs may be a walkthrough, which knows nothing of what was done before it was opened.
      if (!opened.some(({ input }) => input === undefined)) return;
      for (const milestone of reached) void announce(milestone);
    }),
  );
}

/**
 * A step completes when its key becomes true while the walkthrough listens, and never if it was true
 * before: so it becomes false again at once.
 */
async function announce(milestone: Milestone): Promise<void> {
  const name = `${section}.${milestone}`;
  await vscode.commands.executeCommand('setContext', name, true);
  await vscode.commands.executeCommand('setContext', name, false);
}

/** What a run shows to have been done. */
function milestonesOf({ status, simulated, origin }: Run): readonly Milestone[] {
  if (status !== 'succeeded') return [];
  return [
    simulated ? 'hasTriedDemo' : 'isConnected',
    ...(origin === 'comparison' ? (['hasCompared'] as const) : []),
  ];
}
