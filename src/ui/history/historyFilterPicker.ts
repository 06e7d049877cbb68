import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { describeFilter, withoutFields } from '../../core/history/historyFilterText.ts';
import { filterSteps } from './historyFilterSteps.ts';
import type { FilterParts, FilterStep } from './historyFilterSteps.ts';
import { searchHistory } from './historySearch.ts';
import { pickStep } from '../pickStep.ts';
import { translate } from '../translate.ts';

interface FilterItem extends vscode.QuickPickItem {
  readonly action:
    | { readonly kind: 'show' | 'clear' | 'search' }
    | { readonly kind: 'step'; readonly step: FilterStep }
    | { readonly kind: 'remove'; readonly fields: readonly (keyof HistoryFilter)[] };
}

/** Lets the person put a filter together, condition by condition; the view follows at once. */
export async function pickFilter(parts: FilterParts): Promise<void> {
  const { shown } = parts;
  for (;;) {
    const end = await showConditions(parts);
    if (end === undefined || end === 'back') return;
    const { action } = end.item;
    switch (action.kind) {
      case 'show':
        return;
      case 'clear':
        shown.setFilter({});
        break;
      case 'remove':
        shown.removeFields(action.fields);
        break;
      case 'search':
        if ((await searchHistory(parts, end.typed)) === 'left') return;
        break;
      case 'step':
        if ((await takeStep(parts, action.step)) === 'left') return;
    }
  }
}

function showConditions(parts: FilterParts): ReturnType<typeof pickStep<FilterItem>> {
  const { t } = vscode.l10n;
  return pickStep<FilterItem>({
    title: t('Filter the history'),
    placeholder: t('Choose what to filter by, or type words to search for'),
    canGoBack: false,
    items: (typed) => conditionItems(parts, typed),
    onButton: ({ action }) => {
      if (action.kind === 'remove') parts.shown.removeFields(action.fields);
      if (action.kind === 'step') parts.shown.removeFields(action.step.fields);
    },
  });
}

/** What is on comes first, then what can be added. */
async function conditionItems(parts: FilterParts, typed: string): Promise<FilterItem[]> {
  const { shown } = parts;
  const { t } = vscode.l10n;
  const search: FilterItem = {
    label: `$(search) ${typed === '' ? t('Words…') : t('Search for “{text}”', { text: typed })}`,
    description: t('in instruction, selection and answer'),
    alwaysShow: true,
    action: { kind: 'search' },
  };
  const offered = [
    ...(shown.filter.text === undefined || typed !== '' ? [search] : []),
    ...filterSteps(shown.filter).map((step): FilterItem => ({
      label: `$(blank) ${step.label}…`,
      action: { kind: 'step', step },
    })),
  ];
  if (!shown.isFiltered) return offered;
  const runs = await (await parts.host.historyBackground()).count(shown.filter);
  const show: FilterItem = {
    label: `$(check) ${runs === 1 ? t('Show 1 run') : t('Show {n} runs', { n: formatCount(runs) })}`,
    action: { kind: 'show' },
  };
  const clear: FilterItem = {
    label: `$(clear-all) ${t('Clear the filter')}`,
    action: { kind: 'clear' },
  };
  const separator = (label: string): FilterItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    action: { kind: 'show' },
  });
  return [
    show,
    separator(t('Filtered by (Enter removes)')),
    ...activeItems(shown.filter),
    clear,
    separator(t('Filter by')),
    ...offered,
  ];
}

function activeItems(filter: HistoryFilter): FilterItem[] {
  const remove = {
    iconPath: new vscode.ThemeIcon('close'),
    tooltip: vscode.l10n.t('Remove this condition'),
  };
  return describeFilter(filter, translate).map(({ fields, words }) => ({
    label: `$(filter-filled) ${words}`,
    buttons: [remove],
    action: { kind: 'remove', fields },
  }));
}

async function takeStep({ host, shown }: FilterParts, step: FilterStep): Promise<'left' | 'taken'> {
  const end = await pickStep({
    title: vscode.l10n.t('Filter the history: {field}', { field: step.label }),
    placeholder: step.placeholder,
    canGoBack: true,
    items: (typed) => step.items(host, typed),
  });
  if (end === undefined) return 'left';
  if (end === 'back' || end.item.choice === null) return 'taken';
  shown.setFilter({ ...withoutFields(shown.filter, step.fields), ...end.item.choice });
  return 'taken';
}
