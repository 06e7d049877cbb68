import * as vscode from 'vscode';
import type { Messenger } from 'vscode-messenger';
import { isOn, isQuickLook } from '../../core/comparison/comparison.ts';
import type { Comparison } from '../../core/comparison/comparison.ts';
import { composeReport } from '../../core/comparison/report.ts';
import { addRuns, answerAction, comparisonAction } from '../../protocol/comparison.ts';
import type { AnswerAction, ComparisonAction } from '../../protocol/comparison.ts';
import { shortModelName } from '../../core/modelId.ts';
import { isEmptyPrompt } from '../../core/prompt.ts';
import type { Run, RunSource } from '../../core/run.ts';
import { copy, guards, openAsDocument } from '../prompt/answerActions.ts';
import { insertAtCursor } from '../prompt/codeEdits.ts';
import { mayStart } from './compareTiers.ts';
import type { ComparisonPanelParts } from './comparisonPanel.ts';
import { exportComparison } from './exportComparison.ts';
import { forecastCalls, planComparison } from './plannedComparison.ts';
import { readPromptSource, sourceOf } from '../prompt/promptSource.ts';
import type { PromptSource } from '../prompt/promptSource.ts';
import { translate } from '../translate.ts';

/** Answers the comparison panel's buttons. */
export function registerComparisonActions(
  messenger: Messenger,
  parts: ComparisonPanelParts,
): vscode.Disposable[] {
  const { guarded, withRun } = guards(parts.host);
  const withComparison =
    <P extends { readonly comparisonId: string }>(
      handle: (comparison: Comparison, params: P) => Promise<void>,
    ) =>
    async (params: P) => {
      const comparison = await parts.comparisons.find(params.comparisonId);
      if (comparison === undefined)
        throw new Error(vscode.l10n.t('This comparison is no longer in the history.'));
      await handle(comparison, params);
    };
  return [
    messenger.onNotification(
      comparisonAction,
      guarded(withComparison((comparison, { action }) => act(parts, comparison, action))),
    ),
    messenger.onNotification(
      addRuns,
      guarded(withComparison((comparison, { blocks }) => addBlocks(parts, comparison, blocks))),
    ),
    messenger.onNotification(
      answerAction,
      guarded(withRun((run, { action }) => actOnAnswer(run, action))),
    ),
  ];
}

async function act(
  parts: ComparisonPanelParts,
  comparison: Comparison,
  action: ComparisonAction,
): Promise<void> {
  const live = parts.comparisons.live(comparison.id);
  switch (action) {
    case 'pause':
      return live?.pause();
    case 'resume':
      return live?.resume();
    case 'stop':
      await live?.stop();
      return;
    case 'goOn':
      return goOn(parts, comparison);
    case 'runAgain':
      return runAgain(parts, comparison);
    case 'copyVerdict':
      return copy(verdictOf(comparison));
    case 'exportAs':
      return exportComparison(comparison);
    case 'showHistory':
      await vscode.commands.executeCommand('bedrockTiers.showHistory');
  }
}

/** Sends what a plan lacks, after a stop, a spent limit or an interruption. */
async function goOn(parts: ComparisonPanelParts, comparison: Comparison): Promise<void> {
  const { plan, prompt } = comparison;
  if (isOn(comparison)) return;
  const planned = { plan, instruction: prompt.instruction, source: sourceOf(prompt) };
  if (!(await mayStart(parts.host, planned))) return;
  parts.comparisons.start(comparison, await forecastCalls(parts.host, planned));
}

/** More blocks: of one that is on they follow at its end, one that is over goes on for them. */
async function addBlocks(
  parts: ComparisonPanelParts,
  comparison: Comparison,
  blocks: number,
): Promise<void> {
  if (!Number.isInteger(blocks) || blocks < 1 || isQuickLook(comparison.plan)) return;
  const live = parts.comparisons.live(comparison.id);
  if (live && isOn(live.current)) return live.addBlocks(blocks);
  const { plan } = comparison;
  return goOn(parts, { ...comparison, plan: { ...plan, repeats: plan.repeats + blocks } });
}

/** The same plan as a new comparison, on what was sent then or, if that was not kept, on what is selected now; its form is shown first. */
async function runAgain(
  { host, panels }: ComparisonPanelParts,
  { plan, prompt }: Comparison,
): Promise<void> {
  const { instruction } = prompt;
  const source = isEmptyPrompt(prompt) ? selectedBeside(prompt.source) : sourceOf(prompt);
  const anew = await planComparison(host, source, { instruction, ...plan });
  const { baseline, headline, budgetUsd, spread } = plan;
  await panels.openPlan({ ...anew, plan: { ...anew.plan, baseline, headline, budgetUsd, spread } });
}

/** The panel has the focus: what is selected in the document of the prompt, else in another one in view. */
function selectedBeside(source: RunSource | null): PromptSource {
  const { visibleTextEditors } = vscode.window;
  const origin = visibleTextEditors.find(({ document }) => document.uri.toString() === source?.uri);
  return readPromptSource(origin ?? visibleTextEditors[0]);
}

/** What a comparison says, as Markdown: one line for each tier, and what may mislead. */
function verdictOf(comparison: Comparison): string {
  const { verdicts, warnings } = composeReport(comparison, translate);
  const lines = [
    ...verdicts.map(({ model, text }) => `- ${shortModelName(model)}: ${text}`),
    ...warnings.map(({ text }) => `- ${text}`),
  ];
  return lines.join('\n');
}

async function actOnAnswer(run: Run, action: AnswerAction): Promise<void> {
  switch (action) {
    case 'copy':
      return copy(run.response);
    case 'insert':
      return insertAtCursor(run, run.response);
    case 'openAsDocument':
      return openAsDocument(run);
    case 'openRun':
      await vscode.commands.executeCommand('bedrockTiers.openRun', { kind: 'run', run });
  }
}
