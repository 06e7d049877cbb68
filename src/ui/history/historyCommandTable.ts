import { chosenRuns } from './chosenRuns.ts';
import type { CommandHandler, CommandParts } from '../commands.ts';
import { isHistoryNode } from './historyNode.ts';
import { selectedComparisons, selectedRuns } from './historySelection.ts';

/** The commands of the History view. */
export function historyCommandTable(
  parts: Pick<CommandParts, 'host' | 'history'>,
): Readonly<Record<string, CommandHandler>> {
  const { host, history } = parts;
  const { tree, shown, view } = history;
  const runs = (node: unknown) => selectedRuns(node, view.selection);
  return {
    groupHistory: async () => (await import('./historyGroupingPicker.ts')).pickGrouping(shown),
    filterHistory: async (filter) => {
      const { filterHistory } = await import('./filterHistory.ts');
      return filterHistory({ host, shown }, filter);
    },
    clearHistoryFilter: () => shown.setFilter({}),
    renameRun: async (node) => {
      const { renameRun } = await import('./annotateRuns.ts');
      // Of several selected rows the clicked one is meant.
      return renameRun(host, isHistoryNode(node) && node.kind === 'run' ? [node.run] : runs(node));
    },
    pinRuns: async (node) => (await import('./annotateRuns.ts')).pinRuns(host, runs(node), true),
    unpinRuns: async (node) => (await import('./annotateRuns.ts')).pinRuns(host, runs(node), false),
    tagRuns: async (node) => (await import('./annotateRuns.ts')).tagRuns(host, runs(node)),
    deleteRuns: async (node) => {
      const { deleteRuns } = await import('./historyCommands.ts');
      return deleteRuns(host, runs(node), selectedComparisons(node, view.selection));
    },
    deleteGroup: async (node) => {
      if (!isHistoryNode(node) || node.kind !== 'group') return;
      await (await import('./deleteManyRuns.ts')).deleteManyRuns(host, node.filter);
    },
    deleteOldRuns: async () => (await import('./deleteOldRuns.ts')).deleteOldRuns(host),
    clearHistory: async () => (await import('./clearHistory.ts')).clearHistory(host),
    togglePrivateMode: async () => (await import('./privateMode.ts')).togglePrivateMode(host),
    whatIf: async (args) => {
      const { openWhatIf, parseWhatIfArguments } = await import('./whatIf.ts');
      openWhatIf(host, parseWhatIfArguments(args) ?? chosenRuns(history, args));
    },
    compareRuns: async (args) => {
      const { openSideBySide, parseRunIds } = await import('./compareRuns.ts');
      openSideBySide(host, parseRunIds(args) ?? runs(args).map(({ id }) => id));
    },
    exportHistory: async (args) => {
      const { exportHistory, parseExportArguments } = await import('./exportHistory.ts');
      const given = parseExportArguments(args) ?? { filter: chosenRuns(history, args) };
      return exportHistory(host, given);
    },
    importHistory: async (file) => (await import('./importHistory.ts')).importHistory(host, file),
    loadMoreRuns: (node) => {
      if (isHistoryNode(node) && node.kind === 'more') tree.loadMore(node.tier);
    },
  };
}
