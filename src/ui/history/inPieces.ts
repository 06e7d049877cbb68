import { setImmediate as turn } from 'node:timers/promises';

/** With a run's texts some 0.1 ms each: the editor's other extensions wait for no more of them. */
const atOnce = 200;

/** Works on some at a time, and lets others have their turn in between. */
export async function inPieces<T>(
  items: readonly T[],
  work: (some: readonly T[]) => void,
): Promise<void> {
  for (let at = 0; at < items.length; at += atOnce) {
    if (at > 0) await turn();
    work(items.slice(at, at + atOnce));
  }
}
