import type { Run } from '../../run.ts';
import type { Translate } from '../../translate.ts';
import { patienceOf, type Comparison } from '../comparison.ts';
import { readSample, type Exclusion } from '../samples.ts';

/** What a run counts as in the verdict: a sample, a sample that is a bound, a warm-up, or nothing, and why. */
export type CountsAs = 'sample' | 'bound' | 'warmup' | Exclusion;

/** Says what a run counts as by the comparison's own headline. */
export function countsAs(comparison: Comparison, run: Run): CountsAs {
  if (run.origin === 'warmup' || run.block === null) return 'warmup';
  const sample = readSample(run, comparison.plan.headline, patienceOf(comparison));
  if (typeof sample === 'string') return sample;
  return sample.isBound ? 'bound' : 'sample';
}

/** The figure of the verdict that a run counts with; `null` where it does not count. */
export function countedValue(comparison: Comparison, run: Run): number | null {
  if (run.origin === 'warmup' || run.block === null) return null;
  const sample = readSample(run, comparison.plan.headline, patienceOf(comparison));
  return typeof sample === 'string' ? null : sample.value;
}

/** What a run counts as, in words. */
export function countsAsText(counts: CountsAs, t: Translate): string {
  switch (counts) {
    case 'sample':
      return t('counts');
    case 'bound':
      return t('counts as longer than waited for');
    case 'warmup':
      return t('warm-up');
    case 'failed':
      return t('failed');
    case 'unfinished':
      return t('not finished');
    case 'slept':
      return t('the computer slept');
    case 'otherTier':
      return t('served by another tier');
    case 'cacheRead':
      return t('read from a cache');
    case 'noFigure':
      return t('has no such figure');
  }
}
