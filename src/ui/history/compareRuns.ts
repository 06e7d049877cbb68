import * as vscode from 'vscode';
import { type Run, tierOf } from '../../core/run.ts';
import {
  fewestSideBySide,
  mostSideBySide,
  putSideBySide,
} from '../../core/sideBySide/sideBySide.ts';
import { commonTiers, tierLabel } from '../../core/tier.ts';
import {
  compareTiersInstead,
  openRunBeside,
  showSideBySide,
  sideBySideReady,
  type SideBySideState,
} from '../../protocol/sideBySide.ts';
import type { Host } from '../host.ts';
import { sideBySideStrings } from './sideBySideStrings.ts';
import { findRun } from '../prompt/startRun.ts';
import { adoptPage, columnForPages } from '../statePage.ts';
import { translate } from '../translate.ts';

/** The panel's view type: the manifest's activation event and the serializer name it too. */
export const sideBySideViewType = 'bedrockTiers.sideBySide';

/** Puts two to four runs side by side; other numbers are refused with what to do. */
export function openSideBySide(host: Host, ids: readonly string[]): void {
  if (ids.length < fewestSideBySide || ids.length > mostSideBySide) {
    throw new Error(
      vscode.l10n.t('Select two to four runs in the History view to put side by side.'),
    );
  }
  const panel = vscode.window.createWebviewPanel(
    sideBySideViewType,
    vscode.l10n.t('Runs Side by Side'),
    columnForPages(),
    { enableFindWidget: true },
  );
  adoptSideBySide(host, panel, ids);
}

/** Takes over a panel that VS Code brought back after a reload. */
export function restoreSideBySide(host: Host, panel: vscode.WebviewPanel): void {
  adoptSideBySide(host, panel, null);
}

/** Reads what a caller hands to the command; `null` where that is nothing of the kind. */
export function parseRunIds(value: unknown): readonly string[] | null {
  if (typeof value !== 'object' || value === null || !('ids' in value)) return null;
  const { ids } = value;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : null;
}

function adoptSideBySide(
  host: Host,
  panel: vscode.WebviewPanel,
  ids: readonly string[] | null,
): void {
  adoptPage(panel, host, ids && { ids }, {
    name: 'sideBySide',
    title: vscode.l10n.t('Runs Side by Side'),
    icon: 'diff',
    ready: sideBySideReady,
    show: showSideBySide,
    compose: async (about) => composeState(about.ids, await findRuns(host, about.ids)),
    failed: (about, problem) => ({ ...composeState(about.ids, []), nothing: null, problem }),
    register: (messenger, guarded) => [
      messenger.onNotification(
        openRunBeside,
        guarded(async ({ runId }) => onRun(host, runId, 'openRun')),
      ),
      messenger.onNotification(
        compareTiersInstead,
        guarded(async ({ runId }) => onRun(host, runId, 'compareTiers')),
      ),
    ],
  });
}

async function onRun(host: Host, id: string, command: 'openRun' | 'compareTiers'): Promise<void> {
  const run = await findRun(host, id);
  if (run === undefined) throw new Error(vscode.l10n.t('This run is no longer in the history.'));
  await vscode.commands.executeCommand(`bedrockTiers.${command}`, { kind: 'run', run });
}

async function findRuns(host: Host, ids: readonly string[]): Promise<readonly Run[]> {
  const found = await Promise.all(ids.map((id) => findRun(host, id)));
  return found.filter((run) => run !== undefined);
}

function composeState(ids: readonly string[], runs: readonly Run[]): SideBySideState {
  const tiers = [...commonTiers, ...runs.map(tierOf), ...runs.map((run) => run.requestedTier)];
  return {
    ids,
    runs,
    sideBySide: putSideBySide(runs, translate),
    nothing:
      runs.length < fewestSideBySide
        ? vscode.l10n.t('These runs are no longer in the history.')
        : null,
    problem: null,
    tierLabels: Object.fromEntries(tiers.map((tier) => [tier, tierLabel(tier, translate)])),
    strings: sideBySideStrings(translate),
  };
}
