import type { Translate } from '../translate.ts';
import type { ComparisonStatus } from './comparison.ts';

/** Where a comparison stands, in a word or two. */
export function comparisonStatusLabel(status: ComparisonStatus, t: Translate): string {
  switch (status) {
    case 'running':
      return t('Running');
    case 'paused':
      return t('Paused');
    case 'stopped':
      return t('Stopped');
    case 'overBudget':
      return t('Limit reached');
    case 'finished':
      return t('Finished');
    case 'interrupted':
      return t('Interrupted');
  }
}
