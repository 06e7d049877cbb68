import type { Translate } from './translate.ts';

/** Stands where a figure is not known; never 0. */
export const unknownFigure = '–';

/** A duration of `ms` milliseconds for a person: `840 ms`, `3.42 s`, `2 min 05 s`. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return unknownFigure;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A count with thousands separated: `12,345`. */
export function formatCount(count: number | null): string {
  return count === null ? unknownFigure : count.toLocaleString('en-US');
}

/** Output speed: `85.3 tokens/s`. */
export function formatSpeed(tokensPerSecond: number | null): string {
  if (tokensPerSecond === null) return unknownFigure;
  return `${tokensPerSecond >= 100 ? Math.round(tokensPerSecond) : tokensPerSecond.toFixed(1)} tokens/s`;
}

/** Money with at least three significant digits and never a rounded zero: `$12.30`, `$0.00421`, `$0.0000421`. */
export function formatUsd(usd: number | null): string {
  if (usd === null) return unknownFigure;
  if (usd === 0) return '$0';
  // What would round to 1.000 is printed as a dollar is.
  if (usd >= 0.9995)
    return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${significant(usd, 3)}`;
}

/** A price per million tokens as lists print it: `$0.15`, `$0.2625`. */
export function formatPrice(usdPerMillion: number): string {
  return `$${usdPerMillion.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 9 })}`;
}

/** Input and output price per million tokens in one line. */
export function formatPricePair(
  price: { readonly inputPerMillion: number; readonly outputPerMillion: number } | null,
  t: Translate,
): string {
  if (price === null) return t('price unknown');
  return t('{input} in · {output} out per 1M tokens', {
    input: formatPrice(price.inputPerMillion),
    output: formatPrice(price.outputPerMillion),
  });
}

/** How long ago `then` was, in words short enough for a list. */
export function formatAge(then: Date, now: Date, t: Translate): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 60) return t('{n} min ago', { n: minutes });
  if (minutes < 24 * 60) return t('{n} h ago', { n: Math.floor(minutes / 60) });
  return then.toLocaleDateString('en-CA');
}

function significant(value: number, digits: number): string {
  const magnitude = Math.floor(Math.log10(value));
  return value.toFixed(Math.min(20, digits - 1 - magnitude));
}
