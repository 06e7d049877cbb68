import type { SQLInputValue } from 'node:sqlite';
import {
  phraseMatcher,
  searchPhrases,
  type SearchPhrases,
} from '../../core/history/searchWords.ts';
import type { Prepare } from '../comparisons.ts';
import type { RunQuery } from '../runQuery.ts';
import type { Row } from '../storedRun.ts';
import { decodeText } from '../storedText.ts';
import { containsText, type TextCondition } from './containsText.ts';

const searchedColumns = ['instruction', 'selection', 'response'];

/** What the index does not know yet or never will: few runs, or very many just after an import. */
const selectPending = `
  SELECT seq FROM unindexed UNION ALL SELECT seq FROM unindexable
  UNION ALL SELECT seq FROM runs INDEXED BY runs_running WHERE status = 'running'`;

/** One by one, as SQLite looks a number up in a table without reading all of it. */
const isPending = `(seq IN (SELECT seq FROM unindexed) OR seq IN (SELECT seq FROM unindexable)
  OR seq IN (SELECT seq FROM runs INDEXED BY runs_running WHERE status = 'running'))`;

/** The runs of the index whose words match, by number. */
const selectIndexed = `
  SELECT rowid AS seq FROM search WHERE search MATCH ? AND rowid NOT IN (SELECT seq FROM unindexed)`;

const selectTexts = `SELECT ${searchedColumns.join(', ')} FROM texts WHERE seq = ?`;

/** So many found runs are looked up one by one; more are looked for in the order of the history. */
const few = 1_000;

/** So many longer words that begin with a searched one are searched by name, which is fast. */
const fewTerms = 40;

/** So many runs are looked at together at most. */
const longestStretch = 50_000;

/** So many of the newest runs are read before the index is asked for a beginning that many words have. */
const readFirst = [250, 2_000];

/** Words to find, in the index and in the texts that it does not have. */
export interface WordSearch {
  readonly match: string;
  /** SQL that is true of all texts that may hold the words, and what it binds. */
  readonly mayHold: RunQuery;
  readonly matches: (texts: readonly string[]) => boolean;
  /** Many words begin as one of them: FTS5 collects all runs of all these before it gives the first. */
  readonly isBroad: boolean;
}

/** A condition on rows of `runs`: words or beginnings of words where any run has them, else any part of the text. */
export function textCondition(prepare: Prepare, text: string): RunQuery {
  const words = wordSearch(prepare, text);
  if (words === null) return partCondition(prepare, text);
  const pending = pendingMatches(prepare, words);
  return {
    sql: `runs.seq IN (${selectIndexed} UNION ALL SELECT value FROM json_each(?))`,
    values: [words.match, JSON.stringify([...pending])],
  };
}

/** The same of any part of the text. */
function partCondition(prepare: Prepare, text: string): RunQuery {
  const { sql, values, matches } = containsText(searchedColumns, text);
  if (matches === null)
    return { sql: `EXISTS (SELECT 1 FROM texts WHERE texts.seq = runs.seq AND ${sql})`, values };
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
  return { sql: `EXISTS (SELECT 1 FROM texts WHERE texts.seq = runs.seq AND ${sql})`, ...part };
}

/** Whether a row with texts holds what is searched for. */
export function holdsText({ matches }: Pick<TextCondition, 'matches'>, row: Row): boolean {
  return matches === null || matches(textsOf(row));
}

/** What to search by words; `null` where the text has none or no run has them. */
export function wordSearch(prepare: Prepare, text: string): WordSearch | null {
  const phrases = searchPhrases(text);
  if (phrases === null) return null;
  let isBroad = false;
  const match = matchOf(phrases, (beginning) => {
    const terms = termsOf(prepare, beginning);
    isBroad ||= terms === null;
    return terms;
  });
  const holds = phraseMatcher(phrases);
  const matches = (texts: readonly string[]) => holds(texts.map(decodeText));
  const words = { match, mayHold: mayHold(phrases), matches, isBroad };
  return isFound(prepare, words) ? words : null;
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

/**
 * Texts that may hold the words, in SQL, which is some times as fast as looking: the longest of them, or
 * anything that is not ASCII, where a letter may be there in another case or with an accent.
 */
function mayHold(phrases: SearchPhrases): RunQuery {
  const isBeyondAscii = searchedColumns
    .map((column) => `octet_length(${column}) <> length(${column})`)
    .join(' OR ');
  const longest = phrases
    .flat()
    .reduce((one, other) => (other.length > one.length ? other : one), '');
  const { sql, values } = containsText(searchedColumns, longest);
  return { sql: `(${sql} OR ${isBeyondAscii})`, values };
}

/** Numbers of the runs outside the index that hold the words, the last to be indexed first. */
function* pendingMatches(prepare: Prepare, { mayHold: { sql, values }, matches }: WordSearch) {
  const select = `
    SELECT seq, ${searchedColumns.join(', ')}
    FROM (${selectPending}) CROSS JOIN texts USING (seq) WHERE ${sql}`;
  yield* matchingSeqs(prepare(select).iterate(...values), matches);
}

function* matchingSeqs(rows: Iterable<Row>, matches: WordSearch['matches']): Generator<number> {
  for (const row of rows) if (matches(textsOf(row))) yield Number(row['seq']);
}

function textsOf(row: Row): string[] {
  return searchedColumns.map((column) => String(row[column]));
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
  if (density === null && !hasManyPending(prepare)) {
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

function hasManyPending(prepare: Prepare): boolean {
  const select = `SELECT 1 FROM (${selectPending}) LIMIT 1 OFFSET ${few}`;
  return prepare(select).get() !== undefined;
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

/**
 * The phrases in the language of FTS5. Words are letters and digits, so that nothing in them is an
 * operator. FTS5 collects all runs of all words that begin so before it gives the first; where `termsOf`
 * knows these words they are asked for by name.
 */
function matchOf(phrases: SearchPhrases, termsOf?: (beginning: string) => string[] | null): string {
  return phrases
    .map((words) => {
      const terms = termsOf?.(words.at(-1) ?? '') ?? null;
      if (terms === null || terms.length === 0) return `"${words.join(' ')}" *`;
      const named = terms.map((term) => `"${[...words.slice(0, -1), term].join(' ')}"`);
      return `(${named.join(' OR ')})`;
    })
    .join(' AND ');
}

/** The words of the index that begin so; `null` where they are many, or the beginning is not ASCII. */
function termsOf(prepare: Prepare, beginning: string): string[] | null {
  if (!/^[a-z0-9]+$/.test(beginning)) return null;
  const next =
    beginning.slice(0, -1) + String.fromCharCode(beginning.charCodeAt(beginning.length - 1) + 1);
  const terms: string[] = [];
  for (let from = beginning; ;) {
    const row = prepare('SELECT term FROM search_terms WHERE term >= ? AND term < ? LIMIT 1').get(
      from,
      next,
    );
    if (row === undefined) return terms;
    if (terms.length === fewTerms) return null;
    terms.push(String(row['term']));
    // No `>`: FTS5 would go through all places of the word before it came to the next one.
    from = `${String(row['term'])}\u0001`;
  }
}
