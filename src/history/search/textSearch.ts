import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  phraseMatcher,
  searchPhrases,
  type SearchPhrases,
} from '../../core/history/searchWords.ts';
import type { Prepare } from '../comparisons.ts';
import { containsText, type TextCondition } from './containsText.ts';
import { decodeText } from '../storedText.ts';

const searchedColumns = ['instruction', 'selection', 'response'];

/** What the index does not know yet or never will; there are few of them. */
const pending = `
  SELECT seq FROM unindexed UNION SELECT seq FROM unindexable
  UNION SELECT seq FROM runs INDEXED BY runs_running WHERE status = 'running'`;

const hasWords = `has_words(${searchedColumns.join(', ')}, ?)`;

/** The runs whose words match, by number: those of the index, and those that are not in it. */
const selectIndexed = `
  SELECT rowid AS seq FROM search WHERE search MATCH ? AND rowid NOT IN (SELECT seq FROM unindexed)`;
const selectPending = `
  SELECT seq FROM (${pending}) CROSS JOIN texts USING (seq) WHERE ${hasWords}`;

/** So many found runs are looked up one by one; more are looked for in the order of the history. */
const few = 1_000;

/** So many longer words that begin with a searched one are searched by name, which is fast. */
const fewTerms = 40;

/** So many runs are looked at together at most. */
const longestStretch = 50_000;

/** So many of the newest runs are read before the index is asked for a beginning that many words have. */
const readFirst = [250, 2_000];

/** Words to find, as the index and as `has_words` take them. */
export interface WordSearch {
  readonly match: string;
  readonly phrases: string;
  /** Many words begin as one of them: FTS5 collects all runs of all these before it gives the first. */
  readonly isBroad: boolean;
}

/** A condition on rows of `runs`: words or beginnings of words where any run has them, else any part of the text. */
export function textCondition(text: string): TextCondition {
  const phrases = searchPhrases(text);
  const part = containsText(searchedColumns, text);
  if (phrases === null) return partCondition(text);
  const words = [matchOf(phrases), JSON.stringify(phrases)];
  return {
    sql: `runs.seq IN (${selectIndexed} UNION ALL ${selectPending} UNION ALL
      SELECT seq FROM texts
      WHERE NOT EXISTS (${selectIndexed}) AND NOT EXISTS (${selectPending}) AND ${part.sql})`,
    values: [...words, ...words, ...part.values],
  };
}

/** The same of any part of the text. */
export function partCondition(text: string): TextCondition {
  const { sql, values } = containsText(searchedColumns, text);
  return { sql: `EXISTS (SELECT 1 FROM texts WHERE texts.seq = runs.seq AND ${sql})`, values };
}

/** What to search by words; `null` where the text has none or no run has them. */
export function wordSearch(prepare: Prepare, text: string): WordSearch | null {
  const found = searchPhrases(text);
  if (found === null) return null;
  let isBroad = false;
  const match = matchOf(found, (beginning) => {
    const terms = termsOf(prepare, beginning);
    isBroad ||= terms === null;
    return terms;
  });
  const phrases = JSON.stringify(found);
  const isFound =
    (isBroad &&
      prepare(`${selectRead(all)} LIMIT 1`).get(readFirst[0] ?? 0, phrases) !== undefined) ||
    prepare(`${selectIndexed} LIMIT 1`).get(match) !== undefined ||
    prepare(`${selectPending} LIMIT 1`).get(phrases) !== undefined;
  return isFound ? { match, phrases, isBroad } : null;
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
    const values = [...valuesOf(rest), length];
    yield* numbers(prepare(selectRead(rest)).all(...values, search.phrases));
    rest = afterStretch(prepare, rest, length);
  }
  if (rest !== null) yield* indexedRuns(prepare, search, rest, limit);
}

/**
 * The index has the runs in the order in which they were saved, which is nearly that of the history and no
 * more: a frequent word is looked for in one stretch of the history after another, so that the newest are
 * found without all the others.
 */
function* indexedRuns(
  prepare: Prepare,
  { match, phrases }: WordSearch,
  wanted: Wanted,
  limit: number,
): Generator<number> {
  const density = densityOf(prepare, match);
  if (density === null) {
    yield* numbers(prepare(selectFew(wanted)).all(match, phrases, ...valuesOf(wanted)));
    return;
  }
  let length = Math.min(longestStretch, Math.max(200, Math.ceil((1.3 * limit) / density)));
  for (let rest: Wanted | null = wanted; rest !== null;) {
    const values = [...valuesOf(rest), length];
    yield* numbers(prepare(selectInStretch(rest)).all(...values, match, phrases));
    rest = afterStretch(prepare, rest, length);
    length = Math.min(longestStretch, length * 2);
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
  SELECT seq FROM (${selectIndexed} UNION ALL ${selectPending}) CROSS JOIN runs USING (seq)
  WHERE ${whereOf(wanted)} ORDER BY started_ms DESC, seq DESC`;

const selectStretch = (wanted: Wanted) => `
  SELECT seq, started_ms FROM runs WHERE ${whereOf(wanted)} ORDER BY started_ms DESC, seq DESC`;

const selectRead = (wanted: Wanted) => `
  WITH stretch AS MATERIALIZED (${selectStretch(wanted)} LIMIT ?)
  SELECT seq FROM stretch CROSS JOIN texts USING (seq) WHERE ${hasWords}
  ORDER BY started_ms DESC, seq DESC`;

const selectInStretch = (wanted: Wanted) => `
  WITH stretch AS MATERIALIZED (${selectStretch(wanted)} LIMIT ?)
  SELECT seq FROM stretch
  WHERE seq IN (${selectIndexed}
      AND rowid BETWEEN (SELECT min(seq) FROM stretch) AND (SELECT max(seq) FROM stretch))
    OR (seq IN (${pending}) AND EXISTS (SELECT 1 FROM texts WHERE texts.seq = stretch.seq AND ${hasWords}))
  ORDER BY started_ms DESC, seq DESC`;

function whereOf({ sql, before }: Wanted): string {
  return before === null ? sql : `${sql} AND (started_ms, seq) < (?, ?)`;
}

function valuesOf({ values, before }: Wanted): SQLInputValue[] {
  return before === null ? [...values] : [...values, before.startedMs, before.seq];
}

function numbers(rows: readonly Record<string, unknown>[]): number[] {
  return rows.map(({ seq }) => Number(seq));
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

/** Gives the connection the function that searches what is not in the index. */
export function registerHasWords(database: DatabaseSync): void {
  let known = '';
  let matches = phraseMatcher([]);
  database.function('has_words', { directOnly: true, varargs: true }, (...values): number => {
    const phrases = String(values.at(-1));
    if (phrases !== known) {
      matches = phraseMatcher(parsePhrases(phrases));
      known = phrases;
    }
    return matches(values.slice(0, -1).map((text) => decodeText(String(text)))) ? 1 : 0;
  });
}

function parsePhrases(json: string): SearchPhrases {
  const parsed: unknown = JSON.parse(json);
  if (!Array.isArray(parsed)) return [];
  return parsed.map((words: unknown) => (Array.isArray(words) ? words.map(String) : []));
}
