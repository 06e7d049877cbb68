import { isDay } from '../core/history/dateRange.ts';
import { HistoryError } from './historyError.ts';

const hourMs = 3_600_000;

/** More than any time zone is away from UTC, ms; days of a changing clock have an hour more. */
const zoneMs = 26 * hourMs;

/** A day as the history stores it: 20261125. */
export function toStoredDay(field: string, day: string): number {
  if (!isDay(day)) throw new HistoryError('invalidFilter', `${field} is no date: ${day}`);
  return Number(day.replaceAll('-', ''));
}

/** The same as a date: `2026-11-25`. */
export function fromStoredDay(day: unknown): string {
  return String(day)
    .padStart(8, '0')
    .replace(/^(\d+)(\d\d)(\d\d)$/, '$1-$2-$3');
}

/** When the day began in UTC, ms since 1970. */
function startInUtc(day: number): number {
  // Date.UTC would take the years up to 99 for those of the twentieth century.
  return new Date(0).setUTCFullYear(
    Math.floor(day / 10_000),
    (Math.floor(day / 100) % 100) - 1,
    day % 100,
  );
}

/** Around when a stored day began, whatever the time zone was, ms since 1970: not before, and surely by then. */
export function aroundStart(day: number): { readonly notBefore: number; readonly surely: number } {
  const start = startInUtc(day);
  return { notBefore: start - zoneMs, surely: start + zoneMs };
}

/** Around when it ended: surely not before, and by then at last. */
export function aroundEnd(day: number): { readonly notBefore: number; readonly surely: number } {
  const end = startInUtc(day) + 24 * hourMs;
  return { notBefore: end - zoneMs, surely: end + zoneMs };
}

/** Whether a moment, ms since 1970, can have been on a stored day anywhere. */
export function isOnDay(ms: number, day: number): boolean {
  return Number.isInteger(day) && ms >= aroundStart(day).notBefore && ms < aroundEnd(day).surely;
}
