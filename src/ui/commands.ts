import * as vscode from 'vscode';
import { deleteRuns, selectedComparisons, selectedRuns } from './historyCommands.ts';
import type { HistoryNode, HistoryTree } from './historyView.ts';
import type { Host } from './host.ts';
import { parseComparisonArguments } from './comparisonArguments.ts';
import type { Comparing } from './compareTiers.ts';
import { connectionCommandTable } from './connectionCommandTable.ts';
import type { Prompting } from './promptSelection.ts';

/** What the commands work on. */
export interface CommandParts {
  readonly host: Host;
  /** Loaded on first need. */
  readonly prompting: () => Promise<Prompting>;
  /** Loaded on first need. */
  readonly comparing: () => Promise<Comparing>;
  readonly tree: HistoryTree;
  readonly view: vscode.TreeView<HistoryNode>;
}

type Handler = (...args: readonly unknown[]) => unknown;

/** Every command of the manifest and what it does. */
export function commandTable(parts: CommandParts): Readonly<Record<string, Handler>> {
  const { host, prompting, comparing, tree, view } = parts;
  return {
    promptSelection: async (args) => {
      const { promptSelection } = await import('./promptSelection.ts');
      return promptSelection(await prompting(), parsePromptArguments(args));
    },
    compareTiers: async (args) => {
      const { compareRun, compareTiers } = await import('./compareTiers.ts');
      if (isHistoryNode(args) && args.kind === 'run')
        return compareRun(await comparing(), args.run);
      return compareTiers(await comparing(), parseComparisonArguments(args));
    },
    openComparison: async (node) => openComparison(await comparing(), node),
    exportComparison: async (node) => exportRow(await comparing(), node),
    cancelRun: async () => cancelRun(await prompting()),
    selectTier: async (tier) => {
      if (typeof tier === 'string' && tier.trim()) return host.choice.setTier(tier.trim());
      const { pickTier } = await import('./tierPicker.ts');
      return pickTier(host);
    },
    selectModel: async (model) => {
      if (typeof model === 'string' && model.trim()) return host.choice.setModel(model.trim());
      const { pickModel } = await import('./modelPicker.ts');
      return pickModel(host);
    },
    ...connectionCommandTable(host),
    cycleTier: async () => (await prompting()).input.cycleTier(),
    refreshPrices: async () => (await import('./refreshPrices.ts')).refreshPrices(host),
    probeTiers: async () => (await import('./probeTiers.ts')).probeTiers(host),
    showHistory: () => vscode.commands.executeCommand('bedrockTiers.history.focus'),
    showLog: () => host.log.show(),
    openRun: async (node) => {
      const [run] = runsOf(view, node);
      if (run) await (await prompting()).panel.show(run.id);
    },
    runAgain: async (node) => {
      const [run] = runsOf(view, node);
      if (run === undefined) return;
      const { sendAgain } = await import('./responseActions.ts');
      await sendAgain(await prompting(), run);
    },
    copyAnswer: async (node) => {
      const [run] = runsOf(view, node);
      if (run) await vscode.env.clipboard.writeText(run.response);
    },
    deleteRuns: async (node) =>
      deleteRuns(
        host,
        runsOf(view, node),
        selectedComparisons(isHistoryNode(node) ? node : undefined, view.selection),
      ),
    loadMoreRuns: (node) => {
      if (isHistoryNode(node) && node.kind === 'more') tree.loadMore(node.tier);
    },
  };
}

/** Registers the commands; a failure is logged and thrown on, so that VS Code shows it and a caller learns of it. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const registered = Object.entries(commandTable(parts)).map(([name, handle]) =>
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

function runsOf(
  view: vscode.TreeView<HistoryNode>,
  clicked: unknown,
): ReturnType<typeof selectedRuns> {
  return selectedRuns(isHistoryNode(clicked) ? clicked : undefined, view.selection);
}

function openComparison({ panels }: Comparing, node: unknown): void {
  const id = comparisonOf(node);
  if (id !== null) panels.open(id);
}

async function exportRow({ comparisons }: Comparing, node: unknown): Promise<void> {
  const id = comparisonOf(node);
  const comparison = id === null ? undefined : await comparisons.find(id);
  if (comparison === undefined) return;
  const { exportComparison } = await import('./exportComparison.ts');
  await exportComparison(comparison);
}

/** The comparison of a row, or the id that a caller gives. */
function comparisonOf(node: unknown): string | null {
  if (typeof node === 'string') return node;
  return isHistoryNode(node) && node.kind === 'comparison' ? node.comparison.id : null;
}

function isHistoryNode(value: unknown): value is HistoryNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'tier' ||
      value.kind === 'run' ||
      value.kind === 'comparison' ||
      value.kind === 'more')
  );
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
