import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { Run } from '../../core/run.ts';
import type { FilterParts } from './historyFilterSteps.ts';
import { findText } from './historyFoundItem.ts';
import { describeRun, runLabel } from './historyItems.ts';
import { pickStep } from '../pickStep.ts';

interface HitItem extends vscode.QuickPickItem {
  /** `null` = show all of them in the view. */
  readonly run: Run | null;
}

/** Hits that the picker lists; the view shows all. */
const listed = 20;

/** A pause in typing after which the search is made, ms. */
const pauseMs = 150;

const detailLength = 120;

/** Searches while the person types; a hit opens, or all are shown in the view. */
export async function searchHistory(parts: FilterParts, typed: string): Promise<'left' | 'taken'> {
  const { shown } = parts;
  const { t } = vscode.l10n;
  const end = await pickStep<HitItem>({
    title: t('Search the history'),
    placeholder: t('Words, or how they begin, in instruction, selection or answer'),
    value: typed,
    canGoBack: true,
    debounceMs: pauseMs,
    items: (text) => (text === '' ? [] : hitItems(parts, text)),
  });
  if (end === undefined) return 'left';
  if (end === 'back') return 'taken';
  const { run } = end.item;
  if (run === null) {
    shown.setFilter({ ...shown.filter, text: end.typed });
    await vscode.commands.executeCommand('bedrockTiers.history.focus');
  } else {
    await vscode.commands.executeCommand('bedrockTiers.openRun', { kind: 'run', run });
  }
  return 'left';
}

async function hitItems({ host, shown }: FilterParts, text: string): Promise<HitItem[]> {
  const { t } = vscode.l10n;
  const background = await host.historyBackground();
  const filter = { ...shown.filter, text };
  const [runs, count] = await Promise.all([
    background.query({ ...filter, limit: listed }),
    background.count(filter),
  ]);
  const now = new Date();
  const n = formatCount(count);
  const all = count === 1 ? t('Show 1 run in the view') : t('Show {n} runs in the view', { n });
  const none = t('Nothing holds these words. Try fewer of them, or only how they begin');
  return [
    { label: count === 0 ? none : `$(filter) ${all}`, alwaysShow: true, run: null },
    ...runs.map((run) => hitItem(run, text, now)),
  ];
}

function hitItem(run: Run, query: string, now: Date): HitItem {
  const found = findText(run, query, detailLength);
  const place = found === null || found.where === null ? '' : `${found.where}: `;
  return {
    label: runLabel(run),
    description: describeRun(run, now),
    detail: found === null ? '' : place + found.marked.text,
    alwaysShow: true,
    run,
  };
}
