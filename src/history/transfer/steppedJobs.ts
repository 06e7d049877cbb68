import type { SteppedWork } from './exportRuns.ts';

/** Work under way, by number. */
export interface SteppedJobs<P extends { readonly state: string }> {
  readonly begin: (work: SteppedWork<P>) => number;
  /** The next step of a job; one that is over is forgotten. Throws where there is none. */
  readonly step: (job: number) => P;
  readonly cancel: (job: number) => void;
  readonly cancelAll: () => void;
}

/** Numbers work of one kind. */
export function createSteppedJobs<P extends { readonly state: string }>(): SteppedJobs<P> {
  const jobs = new Map<number, SteppedWork<P>>();
  let last = 0;
  const cancel = (job: number): void => {
    const work = jobs.get(job);
    jobs.delete(job);
    work?.cancel();
  };
  return {
    begin: (work) => {
      last++;
      jobs.set(last, work);
      return last;
    },
    step: (job) => {
      const work = jobs.get(job);
      if (work === undefined) throw new Error(`There is no job ${job}.`);
      const progress = work.step();
      if (progress.state !== 'working') jobs.delete(job);
      return progress;
    },
    cancel,
    cancelAll: () => {
      for (const job of jobs.keys()) cancel(job);
    },
  };
}
