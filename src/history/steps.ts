import { setImmediate, setTimeout } from 'node:timers/promises';
import { HistoryError } from './historyError.ts';

/** Another window writes: so long until the next try, ms. */
const busyMs = 200;

/**
 * Takes steps until one says that there is nothing left to do. Between two of them questions are
 * answered and other windows can write.
 */
export async function inSteps(step: () => boolean, signal: AbortSignal): Promise<void> {
  for (let isDue = true; isDue && !signal.aborted;) {
    isDue = await stepUnlessBusy(step);
    await setImmediate();
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
