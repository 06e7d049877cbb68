import { createContext, type Context } from 'preact';
import { useContext } from 'preact/hooks';

/** Hands a panel's surroundings down to its components: the context, and the hook that reads it. */
export function createPanelContext<T>(): readonly [Context<T | null>, () => T] {
  const context = createContext<T | null>(null);
  const use = (): T => {
    const panel = useContext(context);
    if (panel === null) throw new Error('Used outside the panel.');
    return panel;
  };
  return [context, use];
}
