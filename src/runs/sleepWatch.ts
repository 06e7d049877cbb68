import type { Clock } from '../core/clock.ts';

/** How often a window with runs that are on looks, ms. */
export const lookEveryMs = 1_000;

/** A wall clock may be corrected by so much without the machine having slept, ms. */
const correctionMs = 1_000;

/** A busy window may look so much too late, ms. */
const latenessMs = 5_000;

/**
 * Looks whether the machine slept since the last look; to be called every second and before a run
 * ends. On Linux and macOS the monotonic clock stands still meanwhile and the wall clock does not;
 * on Windows both go on and the look comes late. A wall clock that was set forward looks the same:
 * a run too many is marked rather than one too few.
 */
export function watchForSleep(clock: Clock): () => boolean {
  const read = () => ({ now: clock.now(), wall: clock.wallClock().getTime() });
  let before = read();
  return () => {
    const now = read();
    const passed = now.now - before.now;
    const passedOnWall = now.wall - before.wall;
    before = now;
    return passedOnWall - passed > correctionMs || passed > lookEveryMs + latenessMs;
  };
}
