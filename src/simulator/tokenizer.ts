/*
 * A rule of thumb, not a model's vocabulary: pieces of words with the space before them, about four
 * characters each in English and code. The alternatives cover every character, so that the pieces
 * of a text put together are the text.
 */
const piece =
  / ?\p{Script=Latin}{1,5}| ?\p{N}{1,3}|[\p{L}\p{M}]{1,2}| ?[^\s\p{L}\p{M}\p{N}]{1,3}|\s{1,8}/gu;

/** The tokens that the demo endpoint sends and counts. */
export function splitTokens(text: string): readonly string[] {
  return text.match(piece) ?? [];
}

/** How many tokens the demo endpoint takes a text for. */
export function countTokens(text: string): number {
  return splitTokens(text).length;
}
