import type { Prepare } from './comparisons.ts';
import { HistoryError } from './historyError.ts';
import type { Position } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { encodeText } from './storedText.ts';

/** Lists that may be open and half read at a time, with room to spare. */
const most = 1000;

/** Ends of pages given out: the next page must be found even if that run is deleted meanwhile. */
export interface PageEnds {
  /** Notes the last of a page, found by a statement that selects its position by its id. */
  readonly remember: (selectPosition: string, end: { readonly id: string } | undefined) => void;
  /** Where it stands or stood. Throws if it never was one. */
  readonly find: (selectPosition: string, id: string) => Position;
}

/** Remembers the newest of them. */
export function createPageEnds(prepare: Prepare): PageEnds {
  const positions = new Map<string, Position>();
  return {
    remember: (selectPosition, end) => {
      const row = end && prepare(selectPosition).get(encodeText(end.id));
      if (end === undefined || row === undefined) return;
      positions.set(selectPosition + end.id, toPosition(row));
      const [oldest] = positions.keys();
      if (positions.size > most && oldest !== undefined) positions.delete(oldest);
    },
    find: (selectPosition, id) => {
      const row = prepare(selectPosition).get(encodeText(id));
      const position = row === undefined ? positions.get(selectPosition + id) : toPosition(row);
      if (position === undefined) {
        throw new HistoryError('invalidFilter', `before is nothing of the history: ${id}`);
      }
      return position;
    },
  };
}

/** The position after which a page begins; `null` where it is the first. */
export function comesBefore(
  pageEnds: PageEnds,
  selectPosition: string,
  before: string | undefined,
): Position | null {
  return before === undefined ? null : pageEnds.find(selectPosition, before);
}

function toPosition(row: Row): Position {
  return { startedMs: Number(row['started_ms']), seq: Number(row['seq']) };
}
