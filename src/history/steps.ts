import { setTimeout } from 'node:timers/promises';
import { HistoryError } from './historyError.ts';

/** Another window writes: so long until the next try, ms. */
const busyMs = 200;

/**
 * Between two steps, ms: longer than the others wait between two tries (connection.ts), so that a save waits
 * for one step and not for many. Right after each other they left it a gap of some 0.1 ms every 7.
 */
const gapMs = 2;

/**
 * Takes steps until one says that there is nothing left to do. Between two of them questions are
 * answered and other windows can write.
 */
export async function inSteps(step: () => boolean, signal: AbortSignal): Promise<void> {
  for (let isDue = true; isDue && !signal.aborted;) {
    isDue = await stepUnlessBusy(step);
    await setTimeout(gapMs);
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
