import { formatDuration, formatSpeed, unknownFigure } from '../../format.ts';
import { isSpeed, type Headline } from '../headline.ts';

/** A figure of a headline; `mark` says on which side of it the true one lies. */
export function figureText(value: number | null, headline: Headline, mark = ''): string {
  if (value === null) return unknownFigure;
  return mark + (isSpeed(headline) ? formatSpeed(value) : formatDuration(value));
}

/** A ratio: `0.71`, `28.0`. */
export function ratioText(ratio: number | null, mark = ''): string {
  return ratio === null ? unknownFigure : mark + ratio.toFixed(ratio < 10 ? 2 : 1);
}

/** A p: `0.012`, never a rounded zero. */
export function pText(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
