import type { SQLInputValue } from 'node:sqlite';
import type { Prepare } from '../comparisons.ts';
import type { RunQuery } from '../runQuery.ts';
import type { Row } from '../storedRun.ts';
import { containsText, type TextCondition } from './containsText.ts';
import { hasManyPending, isPending, pendingMatches } from './pendingRuns.ts';
import { matchingSeqs, ofTexts, searchedColumns, textsOf } from './searchedTexts.ts';
import { type WordSearch, wordsOf } from './wordSearch.ts';

/** The runs of the index whose words match, by number. */
const selectIndexed = `
  SELECT rowid AS seq FROM search WHERE search MATCH ? AND rowid NOT IN (SELECT seq FROM unindexed)`;

const selectTexts = `SELECT ${searchedColumns.join(', ')} FROM texts WHERE seq = ?`;

/** So many found runs are looked up one by one; more are looked for in the order of the history. */
const few = 1_000;

/** So many runs are looked at together at most. */
const longestStretch = 50_000;

/** So many of the newest runs are read before the index is asked for a beginning that many words have. */
const readFirst = [250, 2_000];

/** What of a text is searched for: words or beginnings of words, or any part of it. */
export type SearchedAs = 'words' | 'part';

/** Words where any run has them, else any part. */
export function searchedAs(prepare: Prepare, text: string): SearchedAs {
  return wordSearch(prepare, text) === null ? 'part' : 'words';
}

/** A condition on rows of `runs`. */
export function textCondition(prepare: Prepare, text: string, as: SearchedAs): RunQuery {
  const words = as === 'words' ? wordsOf(prepare, text) : null;
  return words === null ? partCondition(prepare, text) : wordCondition(prepare, words);
}

function wordCondition(prepare: Prepare, words: WordSearch): RunQuery {
  const pending = pendingMatches(prepare, words);
  return {
    sql: `runs.seq IN (${selectIndexed} UNION ALL SELECT value FROM json_each(?))`,
    values: [words.match, JSON.stringify([...pending])],
  };
}

/** The same of any part of the text. */
function partCondition(prepare: Prepare, text: string): RunQuery {
  const { sql, values, matches } = containsText(searchedColumns, text);
  if (matches === null) return { sql: ofTexts(sql), values };
  const select = `SELECT seq, ${searchedColumns.join(', ')} FROM texts WHERE ${sql}`;
  const found = matchingSeqs(prepare(select).iterate(...values), matches);
  return {
    sql: 'runs.seq IN (SELECT value FROM json_each(?))',
    values: [JSON.stringify([...found])],
  };
}

/** The same for reading the runs one after another: what the SQL finds too much of, `matches` tells by the texts. */
export function partSearch(text: string): TextCondition {
  const { sql, ...part } = containsText(searchedColumns, text);
  return { sql: ofTexts(sql), ...part };
}

/** Whether a row with texts holds what is searched for. */
export function holdsText({ matches }: Pick<TextCondition, 'matches'>, row: Row): boolean {
  return matches === null || matches(textsOf(row));
}

/** What to search by words; `null` where the text has none or no run has them. */
export function wordSearch(prepare: Prepare, text: string): WordSearch | null {
  const words = wordsOf(prepare, text);
  return words !== null && isFound(prepare, words) ? words : null;
}

function isFound(prepare: Prepare, words: WordSearch): boolean {
  return (
    (words.isBroad && isAny(readNewest(prepare, words, all, readFirst[0] ?? 0))) ||
    prepare(`${selectIndexed} LIMIT 1`).get(words.match) !== undefined ||
    isAny(pendingMatches(prepare, words))
  );
}

function isAny(found: Iterable<number>): boolean {
  // By `for`, which ends the statement that gives them.
  for (const _ of found) return true;
  return false;
}

/** Runs that a condition on `runs` wants, newest first. */
export interface Wanted {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  readonly before: { readonly startedMs: number; readonly seq: number } | null;
}

const all: Wanted = { sql: 'true', values: [], before: null };

/** Numbers of the runs that hold the words, newest first. */
export function* foundRuns(
  prepare: Prepare,
  search: WordSearch,
  wanted: Wanted,
  limit: number,
): Generator<number> {
  let rest: Wanted | null = wanted;
  // Of what many words begin with many runs have some: the newest are soon found by reading them.
  for (const length of search.isBroad ? readFirst : []) {
    if (rest === null) return;
    yield* readNewest(prepare, search, rest, length);
    rest = afterStretch(prepare, rest, length);
  }
  if (rest !== null) yield* indexedRuns(prepare, search, rest, limit);
}

/** Reads so many of the newest runs. */
function* readNewest(
  prepare: Prepare,
  { matches }: WordSearch,
  wanted: Wanted,
  length: number,
): Generator<number> {
  const rows = prepare(selectNewest(wanted)).iterate(...valuesOf(wanted), length);
  yield* matchingSeqs(rows, matches);
}

/**
 * The index has the runs in the order in which they were saved, which is nearly that of the history and no
 * more: a frequent word is looked for in one stretch of the history after another, so that the newest are
 * found without all the others. So is any word while many runs wait for the index.
 */
function* indexedRuns(
  prepare: Prepare,
  search: WordSearch,
  wanted: Wanted,
  limit: number,
): Generator<number> {
  const density = densityOf(prepare, search.match);
  if (density === null && !hasManyPending(prepare, few)) {
    const pending = JSON.stringify([...pendingMatches(prepare, search)]);
    const rows = prepare(selectFew(wanted)).all(search.match, pending, ...valuesOf(wanted));
    yield* rows.map(({ seq }) => Number(seq));
    return;
  }
  let length = Math.min(longestStretch, Math.max(200, Math.ceil((1.3 * limit) / (density ?? 1))));
  for (let rest: Wanted | null = wanted; rest !== null;) {
    yield* inStretch(prepare, search, rest, length);
    rest = afterStretch(prepare, rest, length);
    length = Math.min(longestStretch, length * 2);
  }
}

function* inStretch(
  prepare: Prepare,
  { match, mayHold: { sql, values }, matches }: WordSearch,
  wanted: Wanted,
  length: number,
): Generator<number> {
  const bound = [...valuesOf(wanted), length, match, ...values];
  for (const { seq = null, pending } of prepare(selectInStretch(wanted, sql)).iterate(...bound)) {
    const texts = pending === 1 ? prepare(selectTexts).get(seq) : undefined;
    if (texts === undefined || matches(textsOf(texts))) yield Number(seq);
  }
}

/** What is wanted after so many runs; `null` where nothing is. */
function afterStretch(prepare: Prepare, wanted: Wanted, length: number): Wanted | null {
  const select = `${selectStretch(wanted)} LIMIT 1 OFFSET ?`;
  const end = prepare(select).get(...valuesOf(wanted), length - 1);
  if (end === undefined) return null;
  return {
    ...wanted,
    before: { startedMs: Number(end['started_ms']), seq: Number(end['seq']) },
  };
}

/** Which share of the newest runs holds the words; `null` where only a few of all do. */
function densityOf(prepare: Prepare, match: string): number | null {
  const newest = `
    SELECT count(*) AS found, min(rowid) AS lowest, (SELECT max(seq) FROM runs) AS highest
    FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ${few + 1})`;
  const row = prepare(newest).get(match);
  if (row === undefined || Number(row['found']) <= few) return null;
  return few / (Number(row['highest']) - Number(row['lowest']) + 1);
}

const selectFew = (wanted: Wanted) => `
  SELECT seq FROM (${selectIndexed} UNION SELECT value FROM json_each(?)) CROSS JOIN runs USING (seq)
  WHERE ${whereOf(wanted)} ORDER BY started_ms DESC, seq DESC`;

const selectStretch = (wanted: Wanted) => `
  SELECT seq, started_ms FROM runs WHERE ${whereOf(wanted)} ORDER BY started_ms DESC, seq DESC`;

const selectNewest = (wanted: Wanted) => `
  WITH stretch AS MATERIALIZED (${selectStretch(wanted)} LIMIT ?)
  SELECT seq, ${searchedColumns.join(', ')} FROM stretch CROSS JOIN texts USING (seq)
  ORDER BY started_ms DESC, seq DESC`;

const selectInStretch = (wanted: Wanted, mayHoldWords: string) => `
  WITH stretch AS MATERIALIZED (${selectStretch(wanted)} LIMIT ?)
  SELECT seq, ${isPending} AS pending FROM stretch
  WHERE seq IN (${selectIndexed}
      AND rowid BETWEEN (SELECT min(seq) FROM stretch) AND (SELECT max(seq) FROM stretch))
    OR (${isPending} AND EXISTS (SELECT 1 FROM texts WHERE texts.seq = stretch.seq AND ${mayHoldWords}))
  ORDER BY started_ms DESC, seq DESC`;

function whereOf({ sql, before }: Wanted): string {
  return before === null ? sql : `${sql} AND (started_ms, seq) < (?, ?)`;
}

function valuesOf({ values, before }: Wanted): SQLInputValue[] {
  return before === null ? [...values] : [...values, before.startedMs, before.seq];
}
