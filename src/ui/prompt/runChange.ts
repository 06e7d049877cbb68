import type { Run, RunEvent } from '../../core/run.ts';

/** What happened to a run of this window. */
export interface RunChange {
  readonly run: Run;
  readonly event: RunEvent;
}
