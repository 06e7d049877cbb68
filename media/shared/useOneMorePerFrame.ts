import { useEffect, useState } from 'preact/hooks';

/** How many of `count` parts may be shown by now: one more per frame, as all at once would hold up the panel. */
export function useOneMorePerFrame(count: number): number {
  const [ready, setReady] = useState(1);
  useEffect(() => {
    if (ready >= count) return undefined;
    const frame = requestAnimationFrame(() => setReady(ready + 1));
    return () => cancelAnimationFrame(frame);
  }, [ready, count]);
  return ready;
}
