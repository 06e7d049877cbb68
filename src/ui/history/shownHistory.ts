import * as vscode from 'vscode';
import { withoutFields } from '../../core/history/historyFilterText.ts';
import type { HistoryFilter, HistoryGrouping } from '../../core/history/historyFilter.ts';

/** What the History view shows: which runs, and how they are grouped. */
export interface ShownHistory extends vscode.Disposable {
  readonly filter: HistoryFilter;
  readonly isFiltered: boolean;
  readonly grouping: HistoryGrouping;
  /** Counts the changes: an answer to an earlier question is of no use. */
  readonly version: number;
  readonly setFilter: (filter: HistoryFilter) => void;
  readonly removeFields: (fields: readonly (keyof HistoryFilter)[]) => void;
  readonly setGrouping: (grouping: HistoryGrouping) => void;
  readonly onDidChange: vscode.Event<void>;
}

/** For `when` clauses: whether a filter is on. */
const filteredKey = 'bedrockTiers.historyFiltered';

const groupingKey = 'historyGrouping';

/** The groupings in the order in which they are offered. */
export const groupings: readonly HistoryGrouping[] = ['tier', 'model', 'day', 'prompt'];

/** The grouping is remembered for the workspace; a filter ends with the window. */
export function createShownHistory(memento: vscode.Memento): ShownHistory {
  const changed = new vscode.EventEmitter<void>();
  let filter: HistoryFilter = {};
  let version = 0;
  const fire = () => {
    version++;
    changed.fire();
  };
  const isFiltered = () => Object.keys(filter).length > 0;
  const setFilter = (next: HistoryFilter) => {
    filter = withoutAbsent(next);
    void vscode.commands.executeCommand('setContext', filteredKey, isFiltered());
    fire();
  };
  return {
    get filter() {
      return filter;
    },
    get isFiltered() {
      return isFiltered();
    },
    get grouping() {
      const kept = memento.get<unknown>(groupingKey);
      return groupings.find((grouping) => grouping === kept) ?? 'tier';
    },
    get version() {
      return version;
    },
    setFilter,
    removeFields: (fields) => setFilter(withoutFields(filter, fields)),
    setGrouping: (grouping) => {
      void memento.update(groupingKey, grouping);
      fire();
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}

/** A field that is there without a value is none. */
function withoutAbsent(filter: HistoryFilter): HistoryFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''),
  );
}
