import { encodeText } from '../storedText.ts';

/** A piece of SQL that is true where one of the columns contains a text, and the value that it binds per column. */
export interface TextCondition {
  readonly sql: string;
  readonly values: readonly string[];
  /** Says of stored texts whether one really contains it; `null` where the SQL says so already. */
  readonly matches: ((texts: readonly string[]) => boolean) | null;
}

/** SQLite refuses patterns above 50,000 bytes (SQLITE_MAX_LIKE_PATTERN_LENGTH); a character takes three at most. */
const longestPattern = 12_000;

/** What has another case, of which SQLite's LIKE knows nothing, or becomes two characters in lower case. */
const casedBeyondAscii = /i\u0307|(?!\p{ASCII})\p{Changes_When_Casemapped}/gu;

/**
 * Searches whatever the case. LIKE reads all texts of the history fast, but knows the case of ASCII
 * letters only: of other letters it finds too much, which is looked through afterwards. A function of
 * ours in SQL would do so at once, but Node.js keeps its arguments until the whole statement is over:
 * 4 GB for a million runs (node:sqlite, v24.21, seen 2026-11-26).
 */
export function containsText(columns: readonly string[], text: string): TextCondition {
  const needle = encodeText(text).toLowerCase();
  const beginning = needle.slice(0, longestPattern);
  const pattern = beginning
    .replaceAll(/[\\%_]/g, String.raw`\$&`)
    .replaceAll(casedBeyondAscii, '%');
  const isAll = beginning === needle && needle.match(casedBeyondAscii) === null;
  return {
    sql: `(${columns.map((column) => String.raw`${column} LIKE ? ESCAPE '\'`).join(' OR ')})`,
    values: columns.map(() => `%${pattern}%`),
    matches: isAll ? null : (texts) => texts.some((one) => one.toLowerCase().includes(needle)),
  };
}
