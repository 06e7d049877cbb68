import type { DatabaseSync } from 'node:sqlite';

/** Gives the connection an aggregate function: the exact median, which not every build of SQLite has. */
export function registerMedianOf(database: DatabaseSync): void {
  // The first element says how many values follow it.
  database.aggregate<Float64Array>('median_of', {
    start: () => new Float64Array(16),
    step: (values, value) => (typeof value === 'number' ? withValue(values, value) : values),
    result: (values) => medianOf(values.slice(1, 1 + countOf(values)).toSorted()),
  });
}

function withValue(values: Float64Array, value: number): Float64Array {
  const count = countOf(values) + 1;
  const roomy = count < values.length ? values : grown(values);
  roomy[0] = count;
  roomy[count] = value;
  return roomy;
}

function grown(values: Float64Array): Float64Array {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}

function countOf(values: Float64Array): number {
  return values[0] ?? 0;
}

function medianOf(sorted: Float64Array): number | null {
  const middle = (sorted.length - 1) / 2;
  const [lower, upper] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}
