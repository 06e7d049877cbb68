import * as vscode from 'vscode';
import { pickFilter } from './historyFilterPicker.ts';
import { parseHistoryFilter } from './historyFilterArguments.ts';
import type { FilterParts } from './historyFilterSteps.ts';

/** Shows the runs of a filter in the view; without one the person puts it together. */
export async function filterHistory(parts: FilterParts, value: unknown): Promise<void> {
  if (value === undefined) return pickFilter(parts);
  parts.shown.setFilter(parseHistoryFilter(value));
  await vscode.commands.executeCommand('bedrockTiers.history.focus');
}
