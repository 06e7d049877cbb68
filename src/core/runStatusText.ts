import type { RunStatus } from './run.ts';
import type { Translate } from './translate.ts';

/** Where a run stands, in a word. */
export function runStatusLabel(status: RunStatus, t: Translate): string {
  switch (status) {
    case 'running':
      return t('Running');
    case 'succeeded':
      return t('Done');
    case 'failed':
      return t('Failed');
    case 'cancelled':
      return t('Cancelled');
    case 'interrupted':
      return t('Interrupted');
  }
}
