// What a comparison adds to its calls, and whether what it says is true.
import { measureColumnErrors } from './comparisonColumns.ts';
import { measureInterval } from './comparisonInterval.ts';
import { measureComparisonTime } from './comparisonTime.ts';
import { measureVerdicts } from './comparisonVerdicts.ts';
import type { Figure } from './figure.ts';

export async function measureComparison(): Promise<Figure[]> {
  return [
    ...(await measureComparisonTime()),
    await measureColumnErrors(),
    ...(await measureVerdicts()),
    measureInterval(),
  ];
}
