import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { Run } from '../../../src/core/run.ts';
import { migrate, migrations } from '../../../src/history/migrations.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { encodeText } from '../../../src/history/storedText.ts';

/** A path for a history in a folder of its own, removed after the test. */
export function temporaryHistory(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bedrock-tiers-history-'));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return path.join(folder, 'history.db');
}

/** An open history that is closed and removed after the test. */
export function temporaryStore(context: TestContext): HistoryFile {
  const store = openHistory(temporaryHistory(context));
  context.after(() => store.close());
  return store;
}

/** A file as an earlier version wrote it, with runs in it. */
export function fileOfSchema(context: TestContext, version: number, runs: readonly Run[]): string {
  const newest = temporaryHistory(context);
  const store = openHistory(newest);
  for (const run of runs) store.save(run);
  store.close();
  const file = temporaryHistory(context);
  const database = new DatabaseSync(file);
  migrate(database, migrations.slice(0, version));
  database.exec(`ATTACH '${newest}' AS newest`);
  for (const table of version < 5 ? ['runs', 'texts'] : ['runs', 'texts', 'tags']) {
    const columns = database.prepare(`PRAGMA main.table_info(${table})`).all();
    const names = columns.map(({ name }) => String(name)).join(', ');
    database.exec(`INSERT INTO main.${table} (${names}) SELECT ${names} FROM newest.${table}`);
  }
  const update = database.prepare('UPDATE runs SET figures = ? WHERE id = ?');
  for (const run of version < 7 ? runs : []) update.run(figuresWithCopies(run), encodeText(run.id));
  database.close();
  return file;
}

/** The JSON of a run as schemas before 7 kept it: also with what has a column since. */
function figuresWithCopies(run: Run): string {
  const texts = new Set(['instruction', 'selection', 'response', 'reasoning']);
  return JSON.stringify(run, (name, value: unknown) => (texts.has(name) ? undefined : value));
}
