/** Days as a filter takes them, both included: ISO 8601 dates of the machine's time zone when a run was recorded. */
export interface DayRange {
  readonly firstDay: string;
  readonly lastDay?: string;
}

/** Ranges that are offered by name. */
export type NamedRange =
  | 'today'
  | 'yesterday'
  | 'last7Days'
  | 'last30Days'
  | 'thisMonth'
  | 'lastMonth';

/** The days that a name means on the day of `now`. */
export function namedRange(name: NamedRange, now: Date): DayRange {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  switch (name) {
    case 'today':
      return { firstDay: dayAt(year, month, day) };
    case 'yesterday':
      return { firstDay: dayAt(year, month, day - 1), lastDay: dayAt(year, month, day - 1) };
    case 'last7Days':
      return { firstDay: dayAt(year, month, day - 6) };
    case 'last30Days':
      return { firstDay: dayAt(year, month, day - 29) };
    case 'thisMonth':
      return { firstDay: dayAt(year, month, 1) };
    case 'lastMonth':
      return { firstDay: dayAt(year, month - 1, 1), lastDay: dayAt(year, month, 0) };
  }
}

/** Reads a year, a month, a day or two of them (`2026-03`, `2026-03-01..2026-03-09`, last day included); `null` if it is none. */
export function parseDateRange(typed: string): Required<DayRange> | null {
  const [first = '', last = first, ...more] = typed.split('..').map((part) => part.trim());
  const from = parsePeriod(first);
  const to = parsePeriod(last);
  if (more.length > 0 || from === null || to === null || from.firstDay > to.lastDay) return null;
  return { firstDay: from.firstDay, lastDay: to.lastDay };
}

/** The day that a moment is in, in the machine's time zone, so many days later. */
export function dayOf(moment: Date, later = 0): string {
  return dayAt(moment.getFullYear(), moment.getMonth(), moment.getDate() + later);
}

/** Whether a text names a day that there is (`2026-11-25`). */
export function isDay(text: string): boolean {
  const found = parsePeriod(text);
  return found !== null && found.firstDay === text;
}

/** Midnight of so many days before the day of `now`, ISO 8601. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString();
}

function parsePeriod(typed: string): Required<DayRange> | null {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(typed);
  if (found === null) return null;
  const [, year, month, day] = found;
  const y = Number(year);
  if (month === undefined) return { firstDay: dayAt(y, 0, 1), lastDay: dayAt(y, 11, 31) };
  const m = Number(month) - 1;
  if (m < 0 || m > 11) return null;
  if (day === undefined) return { firstDay: dayAt(y, m, 1), lastDay: dayAt(y, m + 1, 0) };
  const only = dayAt(y, m, Number(day));
  // The 31st of a month that has none would roll over into the next.
  return only === typed ? { firstDay: only, lastDay: only } : null;
}

/** What is beyond a month's ends rolls over, as in `Date`. */
function dayAt(year: number, month: number, day: number): string {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.toISOString().slice(0, 10);
}
