import { setImmediate, setTimeout } from 'node:timers/promises';
import { HistoryError } from './historyError.ts';

/** Another window writes: so long until the next try, ms. */
const busyMs = 200;

/** After so much work others can write, ms: right after each other, steps leave a gap of some 0.1 ms every 7. */
const workMs = 15;

/** So long they can, ms: longer than they wait between two tries (connection.ts). */
const gapMs = 2;

/**
 * Takes steps until one says that there is nothing left to do. Between two of them questions are
 * answered, and now and then other windows can write.
 */
export async function inSteps(step: () => boolean, signal: AbortSignal): Promise<void> {
  let since = performance.now();
  for (let isDue = true; isDue && !signal.aborted;) {
    isDue = await stepUnlessBusy(step);
    if (performance.now() - since < workMs) {
      await setImmediate();
      continue;
    }
    await setTimeout(gapMs);
    since = performance.now();
  }
}

async function stepUnlessBusy(step: () => boolean): Promise<boolean> {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof HistoryError && error.reason === 'locked')) throw error;
  }
  await setTimeout(busyMs);
  return true;
}
