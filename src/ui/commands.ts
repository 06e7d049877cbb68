import * as vscode from 'vscode';
import type { HistoryView } from './history/createHistoryView.ts';
import { historyCommandTable } from './history/historyCommandTable.ts';
import { isHistoryNode } from './history/historyNode.ts';
import { selectedRuns } from './history/historySelection.ts';
import type { Host } from './host.ts';
import { parseComparisonArguments } from './comparison/comparisonArguments.ts';
import type { Comparing } from './comparison/compareTiers.ts';
import { connectionCommandTable } from './connection/connectionCommandTable.ts';
import type { Prompting } from './prompt/promptSelection.ts';
import type { InsightsPanels } from './history/showInsights.ts';

/** What the commands work on. */
export interface CommandParts {
  readonly host: Host;
  /** Loaded on first need. */
  readonly prompting: () => Promise<Prompting>;
  /** Loaded on first need. */
  readonly comparing: () => Promise<Comparing>;
  /** Loaded on first need. */
  readonly insights: () => Promise<InsightsPanels>;
  readonly history: HistoryView;
}

/** What a command does with the arguments that VS Code or a caller hands it. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Every command of the manifest and what it does. */
export function commandTable(parts: CommandParts): Readonly<Record<string, CommandHandler>> {
  const { host, prompting, comparing, insights, history } = parts;
  return {
    promptSelection: async (args) => {
      const { promptSelection } = await import('./prompt/promptSelection.ts');
      return promptSelection(await prompting(), parsePromptArguments(args));
    },
    compareTiers: async (args) => {
      const { compareRun, compareTiers } = await import('./comparison/compareTiers.ts');
      if (isHistoryNode(args) && args.kind === 'run')
        return compareRun(await comparing(), args.run);
      return compareTiers(await comparing(), parseComparisonArguments(args));
    },
    openComparison: async (node) => openComparison(await comparing(), node),
    exportComparison: async (node) => exportRow(await comparing(), node),
    cancelRun: async () => cancelRun(await prompting()),
    selectTier: async (tier) => {
      if (typeof tier === 'string' && tier.trim()) return host.choice.setTier(tier.trim());
      const { pickTier } = await import('./tier/tierPicker.ts');
      return pickTier(host);
    },
    selectModel: async (model) => {
      if (typeof model === 'string' && model.trim()) return host.choice.setModel(model.trim());
      const { pickModel } = await import('./tier/modelPicker.ts');
      return pickModel(host);
    },
    ...connectionCommandTable(host),
    cycleTier: async () => (await prompting()).input.cycleTier(),
    refreshPrices: async () => (await import('./prices/refreshPrices.ts')).refreshPrices(host),
    probeTiers: async () => (await import('./prices/probeTiers.ts')).probeTiers(host),
    showInsights: async () => (await insights()).open(),
    showHistory: () => vscode.commands.executeCommand('bedrockTiers.history.focus'),
    showLog: () => host.log.show(),
    openRun: async (node) => {
      const [run] = selectedRuns(node, history.view.selection);
      if (run) await (await prompting()).panel.show(run.id);
    },
    runAgain: async (node) => {
      const [run] = selectedRuns(node, history.view.selection);
      if (run === undefined) return;
      const { sendAgain } = await import('./prompt/responseActions.ts');
      await sendAgain(await prompting(), run);
    },
    copyAnswer: async (node) => {
      const [run] = selectedRuns(node, history.view.selection);
      if (run) await vscode.env.clipboard.writeText(run.response);
    },
  };
}

/** Registers the commands; a failure is logged and thrown on, so that VS Code shows it and a caller learns of it. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const registered = Object.entries({
    ...commandTable(parts),
    ...historyCommandTable(parts),
  }).map(([name, handle]) =>
    vscode.commands.registerCommand(`bedrockTiers.${name}`, async (...args: unknown[]) => {
      try {
        return await handle(...args);
      } catch (error) {
        parts.host.log.error(`The command ${name} failed`, error);
        throw error;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** Cancels the run in view if it is on, else the newest one that is. */
async function cancelRun({ host, panel }: Prompting): Promise<void> {
  const runner = await host.runner();
  const inView = panel.currentRunId === null ? undefined : runner.get(panel.currentRunId);
  const run = inView ?? runner.running.at(-1);
  if (run) runner.cancel(run.id);
}

function openComparison({ panels }: Comparing, node: unknown): void {
  const id = comparisonOf(node);
  if (id !== null) panels.open(id);
}

async function exportRow({ comparisons }: Comparing, node: unknown): Promise<void> {
  const id = comparisonOf(node);
  const comparison = id === null ? undefined : await comparisons.find(id);
  if (comparison === undefined) return;
  const { exportComparison } = await import('./comparison/exportComparison.ts');
  await exportComparison(comparison);
}

/** The comparison of a row, or the id that a caller gives. */
function comparisonOf(node: unknown): string | null {
  if (typeof node === 'string') return node;
  return isHistoryNode(node) && node.kind === 'comparison' ? node.comparison.id : null;
}

/** VS Code hands a resource and more to a command of the context menu: only our own keys are read. */
function parsePromptArguments(value: unknown): {
  instruction?: string;
  tier?: string;
  model?: string;
} {
  if (typeof value !== 'object' || value === null) return {};
  return {
    ...('instruction' in value && typeof value.instruction === 'string'
      ? { instruction: value.instruction }
      : {}),
    ...('tier' in value && typeof value.tier === 'string' ? { tier: value.tier } : {}),
    ...('model' in value && typeof value.model === 'string' ? { model: value.model } : {}),
  };
}
