import type { DatabaseSync } from 'node:sqlite';
import { indexableText } from '../../core/history/searchWords.ts';
import type { Prepare } from '../comparisons.ts';
import type { Row } from '../storedRun.ts';
import { decodeText } from '../storedText.ts';
import { inTransaction } from '../transaction.ts';

const forgotten = `
    DELETE FROM unindexed WHERE seq = OLD.seq;
    DELETE FROM unindexable WHERE seq = OLD.seq;
    INSERT INTO unpurged SELECT id FROM search_docsize WHERE id = OLD.seq ON CONFLICT DO NOTHING;
    DELETE FROM search WHERE rowid = OLD.seq;`;

/*
 * Full text by words, of what the person and the model wrote. It keeps no copy of the texts; filling it
 * takes long now and then (FTS5 merges its parts), so that a save only notes what is to be indexed and
 * FTS5 merges nothing by itself. What is deleted stays in the index until the part that holds it is
 * merged: `unpurged` counts that.
 */
export const searchSchema = `
  CREATE VIRTUAL TABLE search USING fts5(
    instruction, selection, response,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
  INSERT INTO search (search, rank)
    VALUES ('automerge', 0), ('usermerge', 8), ('crisismerge', 64), ('deletemerge', 1);
  CREATE VIRTUAL TABLE search_terms USING fts5vocab(search, instance);
  CREATE TABLE unindexed (seq INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE unindexable (seq INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE unpurged (seq INTEGER PRIMARY KEY) STRICT;
  INSERT INTO unindexed SELECT seq FROM runs WHERE status <> 'running';
  CREATE TRIGGER runs_ended AFTER INSERT ON runs WHEN NEW.status <> 'running' BEGIN
    INSERT INTO unindexed VALUES (NEW.seq) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER runs_ended_now AFTER UPDATE OF status ON runs WHEN NEW.status <> 'running' BEGIN
    INSERT INTO unindexed VALUES (NEW.seq) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER texts_changed AFTER UPDATE ON texts
    WHEN (SELECT status FROM runs WHERE runs.seq = NEW.seq) <> 'running' BEGIN
    INSERT INTO unindexed VALUES (NEW.seq) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER runs_on_again AFTER UPDATE OF status ON runs
    WHEN NEW.status = 'running' AND OLD.status <> 'running' BEGIN
    ${forgotten}
  END;
  CREATE TRIGGER texts_deleted AFTER DELETE ON texts BEGIN
    ${forgotten}
  END;
`;

/** The statement that notes the ended runs of a range of numbers, both ends included, for indexing. */
export const noteRange = `
  INSERT INTO unindexed SELECT seq FROM runs
  WHERE seq BETWEEN ? AND ? AND status <> 'running' ON CONFLICT DO NOTHING`;

/** A step indexes no more, in characters and in runs: a save in another window waits for it, some ms. */
const mostCharacters = 32_000;
const mostRuns = 40;

/** A longer run is searched as it is: indexing one of 10 MB would hold up every save for a second. */
const longestIndexed = 250_000;

/** Pages of the index that one step of merging writes. */
const mergedPages = 32;

/** An index of so few runs is rewritten as soon as something was deleted. */
const smallIndex = 20_000;

const selectUnindexed = `
  SELECT seq, instruction, selection, response,
    length(instruction) + length(selection) + length(response) AS characters
  FROM unindexed JOIN texts USING (seq) ORDER BY seq LIMIT ${mostRuns}`;

const insertWords =
  'INSERT INTO search (rowid, instruction, selection, response) VALUES (?, ?, ?, ?)';

/**
 * Empties the index, whatever it is worth, and notes all runs for indexing: until they are, a search reads
 * the texts themselves. FTS5 reads nothing of what it throws away (https://www.sqlite.org/fts5.html#the_delete_all_command).
 * Its pages are not overwritten, or other windows would wait for 16 s where there are 724,000 runs: the
 * new index takes their place.
 */
export function emptyIndex(database: DatabaseSync): void {
  const { secure_delete: overwrites } = database.prepare('PRAGMA secure_delete').get() ?? {};
  database.exec('PRAGMA secure_delete = FAST');
  try {
    inTransaction(database, 'IMMEDIATE', () =>
      database.exec(`
        INSERT INTO search (search) VALUES ('delete-all');
        DELETE FROM unindexable;
        DELETE FROM unpurged;
        INSERT INTO unindexed SELECT seq FROM runs WHERE status <> 'running' ON CONFLICT DO NOTHING`),
    );
  } finally {
    database.exec(`PRAGMA secure_delete = ${Number(overwrites)}`);
  }
}

/** What the next step of keeping the index should do first. */
export interface IndexTurn {
  /** Merges before it indexes: every other time, or the parts become more than FTS5 can count (2,000). */
  readonly mergesFirst: boolean;
  /** Takes out what was deleted, however little it is. */
  readonly purges: boolean;
}

/** Does a small piece of what is due and says whether there may be more. */
export function tendIndex(database: DatabaseSync, prepare: Prepare, turn: IndexTurn): boolean {
  // Looked at without the write lock first: mostly there is nothing to do.
  const piece = pieceDue(prepare, turn);
  return inTransaction(database, 'IMMEDIATE', () => piece(prepare));
}

function pieceDue(prepare: Prepare, turn: IndexTurn): (prepare: Prepare) => boolean {
  if (hasUnindexed(prepare)) return turn.mergesFirst ? mergeOrIndex : indexSome;
  return turn.purges || isWorthPurging(prepare) ? purge : mergeSome;
}

function mergeOrIndex(prepare: Prepare): boolean {
  return mergeSome(prepare) || indexSome(prepare);
}

/** Whether there is something left that only `purges` takes out. */
export function hasUnpurged(prepare: Prepare): boolean {
  return prepare('SELECT 1 FROM unpurged LIMIT 1').get() !== undefined;
}

function hasUnindexed(prepare: Prepare): boolean {
  return prepare('SELECT 1 FROM unindexed LIMIT 1').get() !== undefined;
}

function indexSome(prepare: Prepare): boolean {
  let characters = 0;
  for (const row of prepare(selectUnindexed).all()) {
    const { seq = null } = row;
    forgetIndexed(prepare, Number(seq));
    if (Number(row['characters']) > longestIndexed)
      prepare('INSERT INTO unindexable VALUES (?)').run(seq);
    else prepare(insertWords).run(seq, ...wordsOf(row));
    prepare('DELETE FROM unindexed WHERE seq = ?').run(seq);
    characters += Number(row['characters']);
    if (characters >= mostCharacters) break;
  }
  return true;
}

function wordsOf(row: Row): string[] {
  return ['instruction', 'selection', 'response'].map((column) =>
    indexableText(decodeText(String(row[column]))),
  );
}

/** A run that was saved again after it was indexed. */
function forgetIndexed(prepare: Prepare, seq: number): void {
  prepare('DELETE FROM unindexable WHERE seq = ?').run(seq);
  if (prepare('SELECT 1 FROM search_docsize WHERE id = ?').get(seq) === undefined) return;
  prepare('INSERT INTO unpurged VALUES (?) ON CONFLICT DO NOTHING').run(seq);
  prepare('DELETE FROM search WHERE rowid = ?').run(seq);
}

/** Where little was deleted from a large index, rewriting all of it has time. */
function isWorthPurging(prepare: Prepare): boolean {
  if (!hasUnpurged(prepare)) return false;
  const runs = `SELECT count(*) AS runs FROM (SELECT 1 FROM search_docsize LIMIT ${smallIndex})`;
  if (Number(prepare(runs).get()?.['runs']) < smallIndex) return true;
  const most = `SELECT max(seq) AS most FROM runs`;
  const removed = Number(prepare('SELECT count(*) AS removed FROM unpurged').get()?.['removed']);
  return removed * 100 > Number(prepare(most).get()?.['most']);
}

/** Writes the whole index anew, a piece at a time (a negative number says: all parts into one). */
function purge(prepare: Prepare): boolean {
  const isOn = mergeSome(prepare, -mergedPages);
  if (!isOn) prepare('DELETE FROM unpurged').run();
  return isOn;
}

/** Gives whether it had anything to do (https://www.sqlite.org/fts5.html#the_merge_command). */
function mergeSome(prepare: Prepare, pages = mergedPages): boolean {
  const changes = () => Number(prepare('SELECT total_changes() AS changes').get()?.['changes']);
  const before = changes();
  prepare(`INSERT INTO search (search, rank) VALUES ('merge', ?)`).run(pages);
  return changes() - before >= 2;
}
