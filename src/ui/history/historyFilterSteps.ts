import * as vscode from 'vscode';
import { namedRange, parseDateRange } from '../../core/history/dateRange.ts';
import { formatCount } from '../../core/format.ts';
import type { FacetValue, HistoryFacets } from '../../core/history/historyBackground.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { fileName } from '../../core/history/historyFilterText.ts';
import { shortModelName } from '../../core/modelId.ts';
import type { RunStatus } from '../../core/run.ts';
import { runStatusLabel } from '../../core/runStatusText.ts';
import { tierLabel } from '../../core/tier.ts';
import type { Host } from '../host.ts';
import type { ShownHistory } from './shownHistory.ts';
import { translate } from '../translate.ts';

/** Where a filter is chosen: on the background's values, for the view. */
export interface FilterParts {
  readonly host: Pick<Host, 'historyBackground'>;
  readonly shown: ShownHistory;
}

/** A value that can be chosen; `null` chooses nothing. */
export interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice: HistoryFilter | null;
}

/** One thing to filter by, and its values. */
export interface FilterStep {
  readonly label: string;
  readonly placeholder: string;
  /** What the choice sets. */
  readonly fields: readonly (keyof HistoryFilter)[];
  readonly items: (
    host: Pick<Host, 'historyBackground'>,
    typed: string,
  ) => readonly ChoiceItem[] | Promise<readonly ChoiceItem[]>;
}

const statuses: readonly RunStatus[] = [
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'running',
];

/** What a filter has no condition of yet. */
export function filterSteps(filter: HistoryFilter): readonly FilterStep[] {
  const { t } = vscode.l10n;
  const steps: readonly FilterStep[] = [
    facetStep(t('Tier'), 'tier', 'tiers', (tier) => tierLabel(tier, translate)),
    facetStep(t('Model'), 'model', 'models', shortModelName),
    fixedStep(t('Status'), ['status'], statusItems()),
    {
      label: t('Date'),
      placeholder: t('Choose, or type a day, a month, or two of them: 2026-03-01..2026-03-09'),
      fields: ['firstDay', 'lastDay', 'since', 'until'],
      items: (_, typed) => dateItems(typed, new Date()),
    },
    facetStep(t('File'), 'file', 'files', fileName),
    fixedStep(
      t('Real or simulated'),
      ['simulated'],
      [
        { label: t('Real'), choice: { simulated: false } },
        { label: t('Simulated'), choice: { simulated: true } },
      ],
    ),
    facetStep(t('Tag'), 'tag', 'tags', (tag) => tag),
    fixedStep(
      t('Pinned'),
      ['pinned'],
      [
        { label: t('Pinned'), choice: { pinned: true } },
        { label: t('Not pinned'), choice: { pinned: false } },
      ],
    ),
    fixedStep(
      t('Served tier'),
      ['mismatched'],
      [
        { label: t('Served by another tier than asked for'), choice: { mismatched: true } },
        { label: t('Served as asked, or not reported'), choice: { mismatched: false } },
      ],
    ),
  ];
  return steps.filter(({ fields }) => fields.every((field) => filter[field] === undefined));
}

function fixedStep(
  label: string,
  fields: FilterStep['fields'],
  items: readonly ChoiceItem[],
): FilterStep {
  return { label, placeholder: vscode.l10n.t('Choose one'), fields, items: () => items };
}

/** The values that runs have, each with their number. */
function facetStep(
  label: string,
  field: 'tier' | 'model' | 'file' | 'tag',
  facet: keyof HistoryFacets,
  name: (value: string) => string,
): FilterStep {
  const item = ({ value, runs }: FacetValue): ChoiceItem => {
    const n = runs === 1 ? vscode.l10n.t('1 run') : countOf(runs);
    const shown = name(value);
    return {
      label: shown,
      description: n,
      detail: shown === value ? '' : value,
      choice: chosen(field, value),
    };
  };
  return {
    label,
    placeholder: vscode.l10n.t('Choose one'),
    fields: [field],
    items: async (host) => {
      const facets = await (await host.historyBackground()).facets();
      const items = facets[facet].map(item);
      const none: ChoiceItem = { label: vscode.l10n.t('No run has one'), choice: null };
      return items.length === 0 ? [none] : items;
    },
  };
}

function chosen(field: 'tier' | 'model' | 'file' | 'tag', value: string): HistoryFilter {
  switch (field) {
    case 'tier':
      return { tier: value };
    case 'model':
      return { model: value };
    case 'file':
      return { file: value };
    case 'tag':
      return { tag: value };
  }
}

function countOf(runs: number): string {
  return vscode.l10n.t('{n} runs', { n: formatCount(runs) });
}

function statusItems(): ChoiceItem[] {
  return statuses.map((status) => ({
    label: runStatusLabel(status, translate),
    choice: { status },
  }));
}

function dateItems(typed: string, now: Date): ChoiceItem[] {
  const { t } = vscode.l10n;
  const range = parseDateRange(typed);
  const typedItem = range && { label: typed, alwaysShow: true, choice: range };
  return [
    ...(typedItem === null ? [] : [typedItem]),
    { label: t('Today'), choice: namedRange('today', now) },
    { label: t('Yesterday'), choice: namedRange('yesterday', now) },
    { label: t('The last 7 days'), choice: namedRange('last7Days', now) },
    { label: t('The last 30 days'), choice: namedRange('last30Days', now) },
    { label: t('This month'), choice: namedRange('thisMonth', now) },
    { label: t('Last month'), choice: namedRange('lastMonth', now) },
  ];
}
