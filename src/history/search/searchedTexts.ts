import type { Row } from '../storedRun.ts';

/** The columns of `texts` that a search looks into. */
export const searchedColumns: readonly string[] = ['instruction', 'selection', 'response'];

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
