/** What the probe saw since it was last asked. */
export interface HostLoad {
  /** The longest time for which the extension host did not answer. */
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
