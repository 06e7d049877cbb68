import type { FacetValue, HistoryFacets } from '../core/history/historyBackground.ts';
import type { Prepare } from './comparisons.ts';
import { decodeText } from './storedText.ts';

/** So many files and tags are offered. */
const most = 200;

/** The values by which runs can be filtered, the most frequent first. */
export function readFacets(prepare: Prepare): HistoryFacets {
  const read = (sql: string): FacetValue[] =>
    prepare(sql)
      .all()
      .map(({ value, runs }) => ({ value: decodeText(String(value)), runs: Number(runs) }));
  const ofTotals = (column: string) => `
    SELECT ${column} AS value, sum(runs) AS runs FROM totals WHERE day = 0
    GROUP BY ${column} HAVING sum(runs) > 0 ORDER BY 2 DESC, 1`;
  return {
    tiers: read(ofTotals('tier')),
    models: read(ofTotals('model')),
    files: read(`
      SELECT file AS value, count(*) AS runs FROM runs WHERE file IS NOT NULL
      GROUP BY file ORDER BY 2 DESC, 1 LIMIT ${most}`),
    tags: read(`
      SELECT tag AS value, count(*) AS runs FROM tags GROUP BY tag ORDER BY 2 DESC, 1 LIMIT ${most}`),
  };
}
