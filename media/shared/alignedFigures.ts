import { unknownFigure } from '../../src/core/format.ts';
import { isSpeed, type Headline } from '../../src/core/comparison/headline.ts';

/** Writes the figures of a table's column alike, so that their digits stand under each other. */
export interface AlignedFormat {
  /** Empty where the unit stands in the text. */
  readonly unit: string;
  readonly text: (value: number | null) => string;
}

/** One unit and as many decimals for all figures of a headline. */
export function alignedFigures(
  headline: Headline,
  values: readonly (number | null)[],
): AlignedFormat {
  const least = smallest(values);
  if (isSpeed(headline)) return withDigits('tokens/s', 1, 1);
  const most = Math.max(0, ...values.filter((value) => value !== null));
  if (most < 1000) return withDigits('ms', 1, 0);
  return withDigits('s', 1000, least !== null && least < 100_000 ? 2 : 1);
}

/** USD with three significant digits of the smallest amount. */
export function alignedUsd(values: readonly (number | null)[]): AlignedFormat {
  const least = smallest(values);
  const digits = least === null ? 2 : Math.max(2, 2 - Math.floor(Math.log10(least)));
  const { text } = withDigits('', 1, Math.min(12, digits));
  return { unit: 'USD', text };
}

function withDigits(unit: string, divisor: number, digits: number): AlignedFormat {
  return {
    unit,
    text: (value) =>
      value === null
        ? unknownFigure
        : (value / divisor).toLocaleString('en-US', {
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          }),
  };
}

function smallest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null && value > 0);
  return known.length === 0 ? null : Math.min(...known.filter((value) => value !== null));
}
