import type { Run } from '../../src/core/run.ts';
import type { RunStore } from '../../src/runs/runner.ts';

/** Where a runner under test records: nobody else writes there. */
export function runStore(save: (run: Run) => void): RunStore {
  return { save, saveWhenFree: async (current) => save(current()) };
}
