import type { Run } from '../../src/core/run.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import { fill } from '../shared/fill.ts';

/** A run's place in its comparison: 'Block 5'. */
export function runName(run: Run | null, strings: ComparisonStrings): string {
  if (run === null) return strings.noRun;
  if (run.origin === 'warmup') return strings.warmUp;
  return fill(strings.block, { block: run.block ?? 1 });
}
