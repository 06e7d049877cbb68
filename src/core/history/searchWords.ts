/**
 * What a person searches for, as words: every piece between spaces is a phrase whose last word may be
 * the beginning of a longer one, and all of them must be found.
 */
export type SearchPhrases = readonly (readonly string[])[];

/** Letters and digits make words, all else parts them: as SQLite's tokenizer unicode61 has it. */
const word = /[\p{L}\p{N}\p{Co}]+/gu;
const wordCharacter = String.raw`[\p{L}\p{N}\p{Co}]`;
const other = String.raw`[^\p{L}\p{N}\p{Co}]`;

/** What of a text no index of words can find: NUL, half a character, and the history's own mark (storedText.ts). */
const wordless = /[\0\ue01a\ud800-\udfff]/gu;

/** Scripts that are written without spaces: a word in them cannot be told from its neighbours. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** What is longer was pasted, and is looked for as it stands. */
const longest = 500;

/** The words of what a person searches for; `null` where it has none that an index of words could find. */
export function searchPhrases(text: string): SearchPhrases | null {
  if (text.length > longest || spaceless.test(text)) return null;
  const phrases = foldText(text)
    .split(/\s+/u)
    .map((piece) => piece.match(word) ?? [])
    .filter((words) => words.length > 0);
  return phrases.length === 0 ? null : phrases;
}

/** Tells of texts whether they hold all the phrases together, without an index. */
export function phraseMatcher(phrases: SearchPhrases): (texts: readonly string[]) => boolean {
  const patterns = phrases.map(
    (words) => new RegExp(`(?<!${wordCharacter})${words.join(`${other}+`)}`, 'u'),
  );
  return (texts) => {
    const folded = texts.map(foldText);
    return patterns.every((pattern) => folded.some((text) => pattern.test(text)));
  };
}

/** The text without what no index of words can find. */
export function indexableText(text: string): string {
  return text.replace(wordless, ' ');
}

/** Neither case nor accents part one word from another. */
function foldText(text: string): string {
  const lower = indexableText(text).toLowerCase();
  // Nearly all texts are ASCII, and then this is all.
  if (/^\p{ASCII}*$/u.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ');
}
