import * as vscode from 'vscode';
import { daysBefore } from '../../core/history/dateRange.ts';
import { deleteManyRuns } from './deleteManyRuns.ts';
import type { Host } from '../host.ts';

/** Ages that are offered, days; another one may be typed. */
const ages = [7, 30, 90, 180, 365];

/** Asks for an age and deletes the runs that are older; comparisons and their runs stay. */
export async function deleteOldRuns(
  host: Pick<Host, 'history' | 'historyBackground' | 'historyChanged'>,
): Promise<void> {
  const days = await askDays();
  if (days === undefined) return;
  const until = daysBefore(new Date(), days);
  await deleteManyRuns(host, { until });
}

function askDays(): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly days: number }>();
  picker.title = t('Delete runs by age');
  picker.placeholder = t('Older than so many days. Pinned runs and comparisons stay');
  const show = () => {
    const typed = Number(picker.value);
    const isNew = Number.isInteger(typed) && typed > 0 && !ages.includes(typed);
    picker.items = [...(isNew ? [typed] : []), ...ages].map((days) => ({
      label: days === 1 ? t('Older than 1 day') : t('Older than {days} days', { days }),
      days,
    }));
  };
  show();
  picker.onDidChangeValue(show);
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.days);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
