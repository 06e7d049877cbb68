import { useEffect, useState } from 'preact/hooks';
import { formatDuration } from '../../src/core/format.ts';

const tickMs = 100;

/** Time that still runs, in steps a reader can follow. */
export function formatElapsed(ms: number): string {
  return ms < 59_950 ? `${(ms / 1000).toFixed(1)} s` : formatDuration(ms);
}

/** What has passed since `startedAtMs` on the monotonic clock, ms; ticks while it runs. */
export function useElapsed(isRunning: boolean, startedAtMs: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(performance.now()), tickMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return Math.max(0, now - startedAtMs);
}
