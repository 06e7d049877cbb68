import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Comparison } from '../core/comparison/comparison.ts';
import { isOn } from '../core/comparison/comparison.ts';
import type { HistoryPage } from '../core/history/historyFilter.ts';
import type {
  ComparisonPage,
  ComparisonSummary,
  HistoryStore,
  RunAnnotation,
  TierSummary,
} from '../core/history/historyStore.ts';
import type { Run } from '../core/run.ts';
import { reduce } from '../core/runReducer.ts';
import { annotate } from './annotations.ts';
import {
  deleteComparison,
  listComparisons,
  readComparison,
  saveComparison,
  selectComparisonPosition,
} from './comparisons.ts';
import { connect, type Connection, type ConnectionOptions } from './connection.ts';
import { comesBefore, createPageEnds } from './pageEnds.ts';
import { readPage } from './runPages.ts';
import { selectById } from './runQuery.ts';
import { fromRow, localDay, localHourOfWeek, type Row } from './storedRun.ts';
import { decodeText, encodeText } from './storedText.ts';
import { summarizeTiers } from './tierSummaries.ts';
import { inTransaction } from './transaction.ts';
import { type PlaceInTime, writeRun } from './writeRun.ts';
import {
  abandonedComparisons,
  abandonedRuns,
  beat,
  claim,
  createIsDead,
  forget,
  newWindowId,
} from './windows.ts';

/** The history in a file, and what is to be told about that file. */
export interface HistoryFile extends HistoryStore {
  /** How many runs could not be read until now, because somebody or something else wrote them. */
  readonly unreadableRuns: number;
  /** The same of comparisons. */
  readonly unreadableComparisons: number;
}

/** What is told of the file, and what a test may set. */
export type HistoryOptions = Omit<
  ConnectionOptions,
  'onOtherFile' | 'undoInMemory' | 'mostWalPages'
>;

/** Far more than those beside the window leave: they move what they wrote themselves, which may take 0.2 s. */
const mostWalPages = 8_000;

/** So far back `recentInstructions` looks: a person who sent one prompt a million times waits no longer. */
const recentRuns = 2000;

const selectInstructions = `
  SELECT instruction FROM runs CROSS JOIN texts USING (seq) WHERE origin IN ('prompt', 'chat')
  ORDER BY started_ms DESC, seq DESC LIMIT ${recentRuns}`;

const deleteById = 'DELETE FROM runs WHERE id = ? RETURNING started_ms, day, hour_of_week';

const interruptComparison = `UPDATE comparisons SET status = 'interrupted' WHERE seq = ?`;

/**
 * Opens the history, made if there is none yet. This and every use of it throw a `HistoryError`
 * where the file is of a later version, is locked or cannot be written, or the disk is full.
 */
export function openHistory(path: string, options: HistoryOptions = {}): HistoryFile {
  const history = new SqliteHistory(path, options);
  history.endAbandonedRuns();
  return history;
}

class SqliteHistory implements HistoryFile {
  readonly #connection: Connection;
  readonly #wallClock: () => Date;
  readonly #windowId = newWindowId();
  readonly #isDead = createIsDead();
  #hasBeaten = false;
  /** Changes with what others write. */
  #dataVersion: number;
  /** Of runs that were recorded in another time zone and may come back, by id. */
  readonly #placesOfDeleted = new Map<string, PlaceInTime>();
  readonly #unreadable = new Set<string>();
  readonly #unreadableComparisons = new Set<string>();
  readonly #pageEnds = createPageEnds((sql) => this.#prepare(sql));

  constructor(path: string, options: HistoryOptions) {
    this.#wallClock = options.wallClock ?? (() => new Date());
    this.#connection = connect(path, {
      ...options,
      undoInMemory: true,
      mostWalPages,
      onOtherFile: () => (this.#hasBeaten = false),
    });
    this.#dataVersion = this.#readDataVersion();
  }

  get unreadableRuns(): number {
    return this.#unreadable.size;
  }

  get unreadableComparisons(): number {
    return this.#unreadableComparisons.size;
  }

  save(run: Run): void {
    this.#use((database) => this.#save(database, run));
  }

  saveWhenFree(current: () => Run, signal: AbortSignal): Promise<void> {
    return this.#connection.useWhenFree((database) => this.#save(database, current()), signal);
  }

  #save(database: DatabaseSync, run: Run): void {
    inTransaction(database, 'IMMEDIATE', () => {
      writeRun(this.#prepare, run);
      if (run.status !== 'running') return;
      if (!this.#hasBeaten) this.#beat(database);
      claim(database, this.#windowId, encodeText(run.id));
    });
  }

  annotate(ids: readonly string[], change: RunAnnotation): void {
    this.#use((database) =>
      inTransaction(database, 'IMMEDIATE', () => annotate(this.#prepare, ids, change)),
    );
  }

  restore(runs: readonly Run[]): void {
    this.#use((database) =>
      inTransaction(database, 'IMMEDIATE', () => {
        for (const run of runs)
          writeRun(this.#prepare, run, this.#placesOfDeleted.get(encodeText(run.id)));
      }),
    );
  }

  beat(): Promise<void> {
    return this.#connection.useWhenFree((database) => {
      this.#beat(database);
      // What was saved moves from the side file into the file itself here, not in a save that somebody waits
      // for. Passive: waits for nobody and leaves what another window still reads. Others move what they wrote.
      const version = this.#readDataVersion();
      if (version === this.#dataVersion) database.exec('PRAGMA wal_checkpoint(PASSIVE)');
      this.#dataVersion = version;
    });
  }

  #readDataVersion(): number {
    return Number(this.#prepare('PRAGMA data_version').get()?.['data_version']);
  }

  #beat(database: DatabaseSync): void {
    beat(database, this.#windowId, this.#wallClock().getTime());
    this.#hasBeaten = true;
  }

  endAbandonedRuns(): number {
    const nowMs = this.#wallClock().getTime();
    const find = (database: DatabaseSync) => {
      const isDead = (row: Row): boolean => this.#isDead(row, nowMs);
      const runs = abandonedRuns(database, this.#windowId, isDead);
      return { runs, comparisons: abandonedComparisons(database, this.#windowId, isDead) };
    };
    return this.#use((database) => {
      // Looked at without the write lock first: mostly there are none.
      const { runs, comparisons } = find(database);
      if (runs.length + comparisons.length === 0) return 0;
      // And again with it: another window may have ended them meanwhile, or gone on with them.
      return inTransaction(database, 'IMMEDIATE', () => this.#interrupt(find(database)));
    });
  }

  #interrupt(abandoned: { readonly runs: string[]; readonly comparisons: number[] }): number {
    const failure = {
      reason: 'interrupted',
      message: 'The window closed during the run.',
    } as const;
    for (const id of abandoned.runs) {
      const row = this.#prepare(selectById).get(encodeText(id));
      const run = row && this.#read(row);
      if (run !== undefined)
        writeRun(this.#prepare, reduce(run, { type: 'failed', failure, atMs: 0 }));
    }
    for (const seq of abandoned.comparisons) this.#prepare(interruptComparison).run(seq);
    return abandoned.runs.length + abandoned.comparisons.length;
  }

  get(id: string): Run | undefined {
    const row = this.#use(() => this.#prepare(selectById).get(encodeText(id)));
    return row && this.#read(row);
  }

  query(page: HistoryPage = {}): Run[] {
    return this.#use(() => readPage(this.#prepare, page, this.#pageEnds, (row) => this.#read(row)));
  }

  delete(ids: readonly string[]): void {
    this.#use((database) =>
      inTransaction(database, 'IMMEDIATE', () => {
        for (const id of ids) this.#delete(encodeText(id));
      }),
    );
  }

  #delete(id: string): void {
    const row = this.#prepare(deleteById).get(id);
    // Only what this time zone would not give it again: of most runs nothing.
    const { started_ms = null, day = null, hour_of_week = null } = row ?? {};
    const ms = Number(started_ms);
    if (row !== undefined && (day !== localDay(ms) || hour_of_week !== localHourOfWeek(ms)))
      this.#placesOfDeleted.set(id, { started_ms, day, hour_of_week });
  }

  saveComparison(comparison: Comparison): void {
    this.#use((database) =>
      inTransaction(database, 'IMMEDIATE', () => {
        if (isOn(comparison) && !this.#hasBeaten) this.#beat(database);
        saveComparison(this.#prepare, comparison, this.#windowId);
      }),
    );
  }

  getComparison(id: string): Comparison | undefined {
    const comparison = this.#use(() => readComparison(this.#prepare, id, (row) => this.#read(row)));
    if (comparison === undefined) this.#unreadableComparisons.add(encodeText(id));
    return comparison ?? undefined;
  }

  listComparisons({ limit, before }: ComparisonPage): ComparisonSummary[] {
    return this.#use(() => {
      const after = comesBefore(this.#pageEnds, selectComparisonPosition, before);
      const listed = listComparisons(this.#prepare, limit, after, (id) =>
        this.#unreadableComparisons.add(id),
      );
      this.#pageEnds.remember(selectComparisonPosition, listed.at(-1));
      return listed;
    });
  }

  deleteComparisons(ids: readonly string[]): void {
    this.#use((database) =>
      inTransaction(database, 'IMMEDIATE', () => {
        for (const id of ids) deleteComparison(this.#prepare, id);
      }),
    );
  }

  summarizeTiers(): TierSummary[] {
    return this.#use((database) => summarizeTiers(database, this.#prepare));
  }

  recentInstructions(limit: number): string[] {
    return this.#use(() => this.#recentInstructions(limit));
  }

  #recentInstructions(limit: number): string[] {
    const instructions = new Set<string>();
    for (const row of this.#prepare(selectInstructions).iterate()) {
      if (instructions.size >= limit) break;
      const instruction = decodeText(String(row['instruction']));
      if (instruction.trim() !== '') instructions.add(instruction);
    }
    return [...instructions];
  }

  close(): void {
    this.#connection.close((database) => {
      if (this.#hasBeaten) forget(database, this.#windowId);
    });
  }

  #use<T>(work: (database: DatabaseSync) => T): T {
    return this.#connection.use(work);
  }

  readonly #prepare = (sql: string): StatementSync => this.#connection.prepare(sql);

  #read(row: Row): Run | undefined {
    const run = fromRow(row);
    if (run === undefined) this.#unreadable.add(String(row['id']));
    return run;
  }
}
