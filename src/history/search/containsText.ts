import type { DatabaseSync } from 'node:sqlite';
import { encodeText } from '../storedText.ts';

/** A piece of SQL that is true where one of the columns contains a text, and the value that it binds per column. */
export interface TextCondition {
  readonly sql: string;
  readonly values: readonly string[];
}

const functionName = 'contains_text';

/** SQLite refuses longer patterns (SQLITE_MAX_LIKE_PATTERN_LENGTH). */
const longestPattern = 50_000;

/** Searches whatever the case. LIKE is the fast way but knows the case of ASCII letters only. */
export function containsText(columns: readonly string[], text: string): TextCondition {
  const needle = encodeText(text);
  const pattern = `%${needle.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const isAscii = /^\p{ASCII}*$/u.test(pattern);
  return isAscii && pattern.length <= longestPattern
    ? anyOf(columns, (column) => String.raw`${column} LIKE ? ESCAPE '\'`, pattern)
    : anyOf(columns, (column) => `${functionName}(${column}, ?)`, needle.toLowerCase());
}

/** Gives the connection the function that the search for other than ASCII letters calls. */
export function registerContainsText(database: DatabaseSync): void {
  database.function(
    functionName,
    { deterministic: true, directOnly: true },
    (text, lowerCaseNeedle) =>
      String(text).toLowerCase().includes(String(lowerCaseNeedle)) ? 1 : 0,
  );
}

function anyOf(
  columns: readonly string[],
  condition: (column: string) => string,
  value: string,
): TextCondition {
  return { sql: `(${columns.map(condition).join(' OR ')})`, values: columns.map(() => value) };
}
