import { fewestBlocks } from '../../src/core/comparison/results.ts';
import type { Headline } from '../../src/core/comparison/headline.ts';
import type { ComparisonReport, ReportRow } from '../../src/core/comparison/report.ts';

const sortKeys = [
  'model',
  'tier',
  'median',
  'range',
  'ratio',
  'n',
  'failed',
  'p90',
  'served',
  'usdEach',
  'usdPerThousand',
] as const;

/** A column by which the table can be sorted. */
export type SortKey = (typeof sortKeys)[number];

/** How the table is sorted. */
export interface Sort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** The rows of one figure. */
export interface RowGroup {
  readonly headline: Headline;
  readonly rows: readonly ReportRow[];
}

/** Whether a saved value names a column of the table. */
export function isSortKey(value: unknown): value is SortKey {
  return sortKeys.some((key) => key === value);
}

/** The report's rows by figure, its own headline first, each group sorted by itself; unknown figures last. */
export function rowGroups(report: ComparisonReport, sort: Sort | null): readonly RowGroup[] {
  const groups = Map.groupBy(report.rows, ({ headline }) => headline);
  return [...groups].map(([headline, rows]) => ({ headline, rows: sorted(rows, sort) }));
}

/** The sort after a click on a column: up, down, then as the report has it. */
export function sortAfterClick(sort: Sort | null, key: SortKey): Sort | null {
  if (sort?.key !== key) return { key, isDescending: false };
  return sort.isDescending ? null : { key, isDescending: true };
}

/** The ratio to the baseline that may be shown: below 8 blocks there is none. */
export function shownRatio({ result }: ReportRow): ReportRow['result'] {
  return result === null || result.nBlocks < fewestBlocks ? null : result;
}

function sorted(rows: readonly ReportRow[], sort: Sort | null): readonly ReportRow[] {
  if (sort === null) return rows;
  const direction = sort.isDescending ? -1 : 1;
  return rows.toSorted((one, two) => {
    const [a, b] = [valueOf(one, sort.key), valueOf(two, sort.key)];
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -direction : direction;
  });
}

function valueOf(row: ReportRow, key: SortKey): number | string | null {
  const { figures } = row;
  switch (key) {
    case 'model':
      return row.model;
    case 'tier':
      return row.tier;
    case 'range':
      return figures.min;
    case 'ratio':
      return shownRatio(row)?.ratio ?? null;
    case 'served':
      return row.servedTiers.join(' ');
    case 'failed':
      return figures.failed + figures.timeouts;
    case 'median':
    case 'n':
    case 'p90':
    case 'usdEach':
    case 'usdPerThousand':
      return figures[key];
  }
}
