import type { Run } from '../run.ts';
import type { Translate } from '../translate.ts';

/** The figure that a comparison gives its verdict on, chosen before the first block. */
export type Headline = 'firstToken' | 'wholeAnswer' | 'outputSpeed';

/** All headlines, in the order in which they are shown; the first is the preset. */
export const headlines: readonly Headline[] = ['firstToken', 'wholeAnswer', 'outputSpeed'];

/** What a headline measures of a run: ms, or tokens/s; `null` = not known. */
export function figureOf(run: Run, headline: Headline): number | null {
  switch (headline) {
    case 'firstToken':
      return run.ttftMs;
    case 'wholeAnswer':
      return run.latencyMs;
    case 'outputSpeed':
      return run.outputTokensPerSecond;
  }
}

/** Whether more is better: speeds are analysed as they are, and a ratio above 1 is the faster one. */
export function isSpeed(headline: Headline): boolean {
  return headline === 'outputSpeed';
}

/** A headline's name. */
export function headlineLabel(headline: Headline, t: Translate): string {
  switch (headline) {
    case 'firstToken':
      return t('Time to first token');
    case 'wholeAnswer':
      return t('Time to the whole answer');
    case 'outputSpeed':
      return t('Output speed');
  }
}
