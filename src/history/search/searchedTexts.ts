import type { Row } from '../storedRun.ts';

/** The columns of `texts` that a search looks into. */
export const searchedColumns: readonly string[] = ['instruction', 'selection', 'response'];

/** A piece of SQL that is true of runs of whose texts a condition is. */
export function ofTexts(condition: string): string {
  return `EXISTS (SELECT 1 FROM texts WHERE texts.seq = runs.seq AND ${condition})`;
}

/** The searched texts of a row, as they are stored. */
export function textsOf(row: Row): string[] {
  return searchedColumns.map((column) => String(row[column]));
}

/** The numbers of the rows whose texts match. */
export function* matchingSeqs(
  rows: Iterable<Row>,
  matches: (texts: readonly string[]) => boolean,
): Generator<number> {
  for (const row of rows) if (matches(textsOf(row))) yield Number(row['seq']);
}
