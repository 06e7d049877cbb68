/** What a suite says in its last line. */
export interface Counts {
  passed: number;
  failed: number;
}

/** The line every suite ends with, so that `npm test` can add them up. */
export function formatCounts({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

/** The last such line in a suite's output, if it got that far. */
export function parseCounts(output: string): Counts | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last && { passed: Number(last[1]), failed: Number(last[2]) };
}
