import * as vscode from 'vscode';
import type { Run } from '../core/run.ts';
import type { HistoryNode } from './historyView.ts';
import type { Host } from './host.ts';

/** Deletes runs for good, after a question that says how many. */
export async function deleteRuns(
  host: Pick<Host, 'history' | 'historyChanged'>,
  runs: readonly Run[],
): Promise<void> {
  const deletable = runs.filter(({ status }) => status !== 'running');
  if (deletable.length === 0) return;
  const remove = vscode.l10n.t('Delete');
  const question =
    deletable.length === 1
      ? vscode.l10n.t('Delete this run from the history?')
      : vscode.l10n.t('Delete {n} runs from the history?', { n: deletable.length });
  const detail = vscode.l10n.t('Prompt, answer and figures cannot be brought back.');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (answer !== remove) return;
  (await host.history()).delete(deletable.map(({ id }) => id));
  host.historyChanged.fire();
}

/** The runs that a command of the view is about: the selected rows if the clicked one is among them. */
export function selectedRuns(
  clicked: HistoryNode | undefined,
  selected: readonly HistoryNode[],
): readonly Run[] {
  const nodes = clicked === undefined || selected.includes(clicked) ? selected : [clicked];
  return nodes.flatMap((node) => (node.kind === 'run' ? [node.run] : []));
}
