import { test } from 'node:test';
import { assertWritersAtOnce } from '../unit/history/writersAtOnce.ts';

for (const windows of [2, 5]) {
  test(
    `${windows} windows that save 10,000 runs each at once: none is refused or lost, all sums are right`,
    { timeout: 900_000 },
    async (context) => await assertWritersAtOnce(context, windows, 10_000),
  );
}
