import * as vscode from 'vscode';
import type { Comparison } from '../../core/comparison/comparison.ts';
import { isEmptyPrompt } from '../../core/prompt.ts';
import type { Run } from '../../core/run.ts';
import type { ComparisonArguments } from './comparisonArguments.ts';
import type { ComparisonPanels } from './comparisonPanels.ts';
import type { Comparisons } from './comparisons.ts';
import { canSend } from '../connection/endpoint.ts';
import type { Host } from '../host.ts';
import { forecastCalls, planComparison, problemOf, toComparison } from './plannedComparison.ts';
import type { PlannedComparison } from './plannedComparison.ts';
import { readPromptSource, sourceOf } from '../prompt/promptSource.ts';
import { confirmExcess, excessOf } from '../prompt/promptSize.ts';
import { readSettings } from '../settings.ts';
import { setUp } from '../connection/setUp.ts';
import { unfinishedComparisons } from './unfinishedComparisons.ts';

/** The parts that a comparison passes through. */
export interface Comparing {
  readonly host: Host;
  readonly comparisons: Comparisons;
  readonly panels: ComparisonPanels;
}

/**
 * Compares the tiers on what is selected. With an instruction it starts at once and resolves with
 * the comparison when it is over; without one it shows the plan and resolves with nothing.
 */
export async function compareTiers(
  comparing: Comparing,
  args: ComparisonArguments,
): Promise<Comparison | undefined> {
  const { host, panels } = comparing;
  const source = readPromptSource();
  if (args.instruction === undefined) {
    if (await goesOn(comparing)) return undefined;
    const instruction = await lastInstruction(host);
    await panels.openPlan(await planComparison(host, source, { instruction, ...args }));
    return undefined;
  }
  if (source.extent !== 'selection')
    throw new Error(vscode.l10n.t('Nothing is selected. Select text in an editor and try again.'));
  const planned = await planComparison(host, source, args);
  const tooLong = (await excessesOf(host, planned))[0];
  if (tooLong !== undefined) throw new Error(tooLong);
  const { current, finished } = await startPlanned(comparing, planned);
  panels.open(current.id);
  return finished;
}

/** Shows the plan of a comparison on what a run has sent. */
export async function compareRun({ host, panels }: Comparing, run: Run): Promise<void> {
  const { instruction, model } = run;
  await panels.openPlan(
    await planComparison(host, sourceOf(run), { instruction, models: [model] }),
  );
}

/** Starts a plan that nobody looks at first. Throws with the reason where it cannot start. */
export async function startPlanned(
  { host, comparisons }: Pick<Comparing, 'host' | 'comparisons'>,
  planned: PlannedComparison,
): Promise<ReturnType<Comparisons['start']>> {
  const problem = problemOf(await host.catalogue(), planned);
  if (problem !== null) throw new Error(problem);
  const forecasts = await forecastCalls(host, planned);
  return comparisons.start(toComparison(planned), forecasts);
}

/** Whether a plan may be sent: asks for what is missing, and about a prompt that is too long. */
export async function mayStart(host: Host, planned: PlannedComparison): Promise<boolean> {
  const problem = problemOf(await host.catalogue(), planned);
  if (problem !== null) throw new Error(problem);
  if (!(await canSend(readSettings(), host)) && !(await setUp(host))) return false;
  const [tooLong] = await excessesOf(host, planned);
  return tooLong === undefined || confirmExcess(tooLong);
}

/** Offers to go on with a comparison that was interrupted; true if the person does. */
async function goesOn({ host, comparisons, panels }: Comparing): Promise<boolean> {
  const unfinished = unfinishedComparisons(host.context.workspaceState);
  const id = unfinished.ids.at(-1);
  const comparison = id === undefined ? undefined : await comparisons.find(id);
  if (id === undefined) return false;
  if (comparison?.status !== 'interrupted') return false;
  if (isEmptyPrompt(comparison.prompt)) {
    unfinished.remove(id);
    return false;
  }
  const { t } = vscode.l10n;
  const open = {
    label: `$(debug-continue) ${t('Go on with the interrupted comparison')}`,
    detail: comparison.prompt.instruction,
  };
  const begin = { label: `$(add) ${t('New comparison')}` };
  const chosen = await vscode.window.showQuickPick([open, begin], {
    title: t('Compare Tiers'),
    placeHolder: t('A comparison was interrupted; what it measured is kept'),
  });
  if (chosen === begin) unfinished.remove(id);
  if (chosen === open) panels.open(id);
  return chosen !== begin;
}

async function excessesOf(
  host: Pick<Host, 'catalogue'>,
  { plan, instruction, source }: PlannedComparison,
): Promise<string[]> {
  const catalogue = await host.catalogue();
  return plan.models.flatMap((model) => excessOf(catalogue, source, instruction, model) ?? []);
}

/** What was asked last, as a start; without a history there is none. */
async function lastInstruction(host: Host): Promise<string> {
  try {
    return (await host.history()).recentInstructions(1)[0] ?? '';
  } catch {
    return '';
  }
}
