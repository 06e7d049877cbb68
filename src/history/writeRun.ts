import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Run } from '../core/run.ts';
import { withStoredNotes, writeTags } from './annotations.ts';
import type { Prepare } from './comparisons.ts';
import { runColumns, type Row, textColumns, toRow } from './storedRun.ts';
import { encodeText } from './storedText.ts';

type Values = Readonly<Record<string, SQLInputValue>>;

/** The day and the hour that a run had where it was recorded, which a save in another time zone leaves as they are. */
export interface PlaceInTime {
  readonly started_ms: SQLOutputValue;
  readonly day: SQLOutputValue;
  readonly hour_of_week: SQLOutputValue;
}

/**
 * Stores a run whole, in the place of an earlier save of it; of a run that is on stays what a person has
 * noted. `place` is that of a run which was deleted and comes back.
 */
export function writeRun(prepare: Prepare, saved: Run, place?: PlaceInTime): void {
  const id = encodeText(saved.id);
  const stored = prepare(`SELECT seq, ${runColumns.join(', ')} FROM runs WHERE id = ?`).get(id);
  const run = stored?.['status'] === 'running' ? withStoredNotes(saved, stored) : saved;
  const { run: here, texts } = toRow(run);
  const columns = { ...here, ...kept(stored ?? place, here.started_ms) };
  if (stored === undefined) {
    const { lastInsertRowid } = insert(prepare, 'runs', columns);
    insert(prepare, 'texts', { seq: lastInsertRowid, ...texts });
  } else {
    const seq = stored['seq'] ?? null;
    const before = prepare(`SELECT ${textColumns.join(', ')} FROM texts WHERE seq = ?`).get(seq);
    change(prepare, 'runs', seq, changed(stored, columns));
    if (before === undefined) insert(prepare, 'texts', { seq, ...texts });
    else change(prepare, 'texts', seq, changed(before, texts));
  }
  writeTags(prepare, id, run.tags);
}

/** Of a run that did not begin at another time by now. */
function kept(place: Row | PlaceInTime | undefined, startedMs: SQLInputValue): Values {
  if (place === undefined || place['started_ms'] !== startedMs) return {};
  return { day: place['day'] ?? null, hour_of_week: place['hour_of_week'] ?? null };
}

function insert(prepare: Prepare, table: string, values: Values) {
  const names = Object.keys(values);
  const places = names.map(() => '?').join(', ');
  const statement = prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`);
  return statement.run(...Object.values(values));
}

/** Every index of a column that is set is written, also where the value stays: so only what differs is. */
function changed(stored: Row, values: Values): [string, SQLInputValue][] {
  return Object.entries(values).filter(([name, value]) => stored[name] !== value);
}

function change(
  prepare: Prepare,
  table: string,
  seq: SQLInputValue,
  values: readonly [string, SQLInputValue][],
): void {
  if (values.length === 0) return;
  const sets = values.map(([name]) => `${name} = ?`).join(', ');
  const bound = values.map(([, value]) => value);
  prepare(`UPDATE ${table} SET ${sets} WHERE seq = ?`).run(...bound, seq);
}
