import { useEffect, useState } from 'preact/hooks';

/** What `load` brings, loaded when it is first shown; `null` until it is there. */
export function useLoaded<T extends object>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  useEffect(() => {
    let isGone = false;
    const wait = async (): Promise<void> => {
      const module = await load();
      if (!isGone) setLoaded(module);
    };
    void wait();
    return () => {
      isGone = true;
    };
  }, []);
  return loaded;
}
