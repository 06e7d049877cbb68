/** Whole days in the time zone of the machine, as a filter takes them: ISO 8601, `until` exclusive. */
export interface DateRange {
  readonly since: string;
  readonly until?: string;
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
export function namedRange(name: NamedRange, now: Date): DateRange {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  switch (name) {
    case 'today':
      return { since: iso(year, month, day) };
    case 'yesterday':
      return { since: iso(year, month, day - 1), until: iso(year, month, day) };
    case 'last7Days':
      return { since: iso(year, month, day - 6) };
    case 'last30Days':
      return { since: iso(year, month, day - 29) };
    case 'thisMonth':
      return { since: iso(year, month, 1) };
    case 'lastMonth':
      return { since: iso(year, month - 1, 1), until: iso(year, month, 1) };
  }
}

/** Reads a year, a month, a day or two of them (`2026-03`, `2026-03-01..2026-03-09`, last day included); `null` if it is none. */
export function parseDateRange(typed: string): DateRange | null {
  const [first = '', last = first, ...more] = typed.split('..').map((part) => part.trim());
  const from = parsePeriod(first);
  const to = parsePeriod(last);
  if (more.length > 0 || from === null || to === null || from.since >= to.until) return null;
  return { since: from.since, until: to.until };
}

/** The day that a history's group names (`2026-11-25`), as a range. */
export function dayRange(day: string): Required<DateRange> | null {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? parsePeriod(day) : null;
}

/** Midnight of so many days before the day of `now`, ISO 8601. */
export function daysBefore(now: Date, days: number): string {
  return iso(now.getFullYear(), now.getMonth(), now.getDate() - days);
}

function parsePeriod(typed: string): Required<DateRange> | null {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(typed);
  if (found === null) return null;
  const [, year, month, day] = found;
  const y = Number(year);
  if (month === undefined) return { since: iso(y, 0, 1), until: iso(y + 1, 0, 1) };
  const m = Number(month) - 1;
  if (m < 0 || m > 11) return null;
  if (day === undefined) return { since: iso(y, m, 1), until: iso(y, m + 1, 1) };
  const d = Number(day);
  // The 31st of a month that has none would roll over into the next.
  if (new Date(y, m, d).getDate() !== d) return null;
  return { since: iso(y, m, d), until: iso(y, m, d + 1) };
}

function iso(year: number, month: number, day: number): string {
  return new Date(year, month, day).toISOString();
}
