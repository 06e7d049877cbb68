/** What the probe saw since it was last asked. */
export interface HostLoad {
  /**
   * The longest time for which its thread computed before anything else had its turn: processor time, as a
   * machine whose two cores are both busy holds it up by itself.
   */
  readonly longestMs: number;
  readonly memoryMb: number;
  /** The most that the history's processes beside it took which are there. */
  readonly besideMb: number;
}

/** The probe's commands: both tell, and begin anew. */
export const resetTitle = 'Bench: Begin to Watch the Host';
export const tellTitle = 'Bench: Tell of the Host';

/** Where it writes what it saw, in its own folder. */
export const toldFile = 'told.json';
