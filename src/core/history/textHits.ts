/** A text and the parts of it to be marked: from, to (exclusive). */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly (readonly [from: number, to: number])[];
}

/** Finds the parts of a text that a search is about, from its beginning on. */
export type FindHits = (text: string) => Iterable<readonly [from: number, to: number]>;

/** Texts are looked through so far: an answer of 10 MB must not hold a list up. */
const farthest = 100_000;

/** More of what was pasted into a search nobody sees marked. */
const longestPart = 1_000;

/** Of what stands before a hit, so much is shown. */
const leadIn = 16;

// A word as SQLite's unicode61 cuts them: letters, digits and private use, with the marks that belong to them.
const word = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;

/** Scripts that are written without spaces: there a search finds parts of what looks like one word. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Finds the words that begin with one of those searched for, whatever their case and accents. */
export function wordHits(query: string): FindHits {
  const words = (query.match(word) ?? []).map(fold).filter((part) => part !== '');
  return (text) => hitsIn(text, words);
}

/** Finds what was searched for as it stands, also within a word, whatever the case. */
export function partHits(query: string): FindHits {
  const escaped = query.slice(0, longestPart).replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  if (escaped === '') return () => [];
  const part = new RegExp(escaped, 'giu');
  return (text) => text.matchAll(part).map(({ 0: found, index }) => [index, index + found.length]);
}

/** Marks what is found in a text. */
export function markHits(text: string, find: FindHits): MarkedText {
  return { text, marks: [...find(text)] };
}

/** The part of a text around its first hit on one line, marked; `null` if there is none. */
export function snippet(text: string, find: FindHits, length: number): MarkedText | null {
  const [first] = find(text.slice(0, farthest));
  if (first === undefined) return null;
  const before = oneLine(text.slice(Math.max(0, first[0] - leadIn * 4), first[0]));
  const start = before.length > leadIn ? `…${before.slice(-leadIn)}` : before;
  const rest = oneLine(text.slice(first[0], first[0] + length * 4));
  const room = length - start.length;
  const end = rest.length > room ? `${rest.slice(0, room - 1)}…` : rest;
  return markHits(start.trimStart() + end, find);
}

function* hitsIn(text: string, words: readonly string[]): Generator<readonly [number, number]> {
  for (const { 0: found, index } of text.matchAll(word)) {
    const folded = fold(found);
    const hit = words.find((searched) => placeOf(folded, searched) !== null);
    if (hit === undefined) continue;
    // Where accents were taken off by themselves the places no longer agree: all of the word then.
    const isWhole = folded.length !== found.length;
    const start = isWhole ? index : index + (placeOf(folded, hit) ?? 0);
    yield [start, isWhole ? index + found.length : start + hit.length];
  }
}

/** Where in a word the searched one stands: at its beginning only, but in scripts without spaces. */
function placeOf(folded: string, searched: string): number | null {
  if (folded.startsWith(searched)) return 0;
  const place = spaceless.test(searched) ? folded.indexOf(searched) : -1;
  return place === -1 ? null : place;
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
