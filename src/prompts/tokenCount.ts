import { countTokens as countPiece } from 'gpt-tokenizer/encoding/o200k_harmony';

/** How to count without holding up anybody else. */
export interface CountOptions {
  readonly signal?: AbortSignal;
  /** Lets others have their turn. */
  readonly pause?: () => Promise<void>;
  /** Monotonic ms. */
  readonly now?: () => number;
}

/** Characters between two looks at the clock; the hardest texts take some 4 ms for so many. */
const pieceLength = 1024;

/** ms of work between two pauses. */
const sliceMs = 4;

/** A prompt may speak of `<|endoftext|>`: to the model it is text. */
const inertSpecials = { disallowedSpecial: new Set<string>() };

/**
 * Runs that the vocabulary's own pattern takes as one word. The encoding is quadratic on them, so they
 * are cut: a word of 256 characters has hardly more tokens in two parts.
 */
const longRun = /[\p{L}\p{M}]{256}|[^\s\p{L}\p{N}]{256}|\s{256}/gu;

/**
 * Counts the tokens of a text as OpenAI's open-weight models do (o200k_harmony). Takes slices of a few
 * milliseconds with pauses between; rejects when the signal aborts.
 */
export async function countTokens(text: string, options: CountOptions = {}): Promise<number> {
  const { signal, pause = nextTurn, now = () => performance.now() } = options;
  let count = 0;
  let sliceStarted = now();
  for (let at = 0; at < text.length;) {
    signal?.throwIfAborted();
    const end = cutAfter(text, at);
    count += countShort(text.slice(at, end));
    at = end;
    if (now() - sliceStarted < sliceMs) continue;
    await pause();
    sliceStarted = now();
  }
  signal?.throwIfAborted();
  return count;
}

function countShort(piece: string): number {
  let count = 0;
  let at = 0;
  for (const run of piece.matchAll(longRun)) {
    const end = run.index + run[0].length;
    count += countPiece(piece.slice(at, end), inertSpecials);
    at = end;
  }
  return count + countPiece(piece.slice(at), inertSpecials);
}

/** Where a piece may end without changing the count: before a space between two letters, or at the start of a line that is not empty. */
function cutAfter(text: string, start: number): number {
  const limit = start + pieceLength;
  if (limit >= text.length) return text.length;
  for (let at = limit; at > start + pieceLength / 2; at--) {
    const isNewLine = text[at - 1] === '\n' && startsLine(text, at);
    const isNewWord = text[at] === ' ' && isLetter(text, at - 1) && isLetter(text, at + 1);
    if (isNewLine || isNewWord) return at;
  }
  const isInsidePair = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '');
  return isInsidePair ? limit + 1 : limit;
}

/** A line that starts with a slash may belong to the word before it, and an empty one to the space before it. */
function startsLine(text: string, at: number): boolean {
  const filledLine = /[ \t]+\S|[A-Za-z]/y;
  filledLine.lastIndex = at;
  return filledLine.test(text);
}

function isLetter(text: string, at: number): boolean {
  return /[A-Za-z]/.test(text[at] ?? '');
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
