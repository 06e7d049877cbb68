import {
  phraseMatcher,
  searchPhrases,
  type SearchPhrases,
} from '../../core/history/searchWords.ts';
import type { Prepare } from '../comparisons.ts';
import type { RunQuery } from '../runQuery.ts';
import { decodeText } from '../storedText.ts';
import { containsText } from './containsText.ts';
import { searchedColumns } from './searchedTexts.ts';

/** So many longer words that begin with a searched one are searched by name, which is fast. */
const fewTerms = 40;

/** Words to find, in the index and in the texts that it does not have. */
export interface WordSearch {
  readonly match: string;
  /** SQL that is true of all texts that may hold the words, and what it binds. */
  readonly mayHold: RunQuery;
  readonly matches: (texts: readonly string[]) => boolean;
  /** Many words begin as one of them: FTS5 collects all runs of all these before it gives the first. */
  readonly isBroad: boolean;
}

/** The words of a text as they are searched for; `null` where it has none. */
export function wordsOf(prepare: Prepare, text: string): WordSearch | null {
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
  return { match, mayHold: mayHold(phrases), matches, isBroad };
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
