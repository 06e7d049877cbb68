import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of text that both answers have, or only one of them. */
export interface DiffPart {
  readonly kind: 'both' | 'onlyFirst' | 'onlySecond';
  readonly text: string;
}

/** What two answers have in common; `by` says how finely they could be compared throughout. */
export interface AnswerDiff {
  readonly by: 'words' | 'lines' | 'whole';
  readonly parts: readonly DiffPart[];
}

/** Longer texts are compared by lines first; characters of both. */
const mostForWords = 40_000;
/** Where more words or lines differ, comparing holds the panel up: its time grows with the square. */
const mostEdits = 800;

/**
 * Compares two answers word by word; where that would take too long line by line, and then the lines
 * that differ word by word, with a pause after each such stretch.
 */
export async function diffAnswers(
  first: string,
  second: string,
  pause: () => Promise<void>,
): Promise<AnswerDiff> {
  const byWords = wordParts(first, second);
  if (byWords !== null) return { by: 'words', parts: byWords };
  await pause();
  const lines = diffLines(first, second, { maxEditLength: mostEdits })?.map(partOf);
  if (lines === undefined) return { by: 'whole', parts: replaced(first, second) };
  const parts: DiffPart[] = [];
  let by: AnswerDiff['by'] = 'words';
  for (let at = 0; at < lines.length; at++) {
    const [one, two] = [lines[at], lines[at + 1]];
    if (one === undefined) break;
    if (one.kind !== 'onlyFirst' || two?.kind !== 'onlySecond') {
      parts.push(one);
      continue;
    }
    const finer = wordParts(one.text, two.text);
    if (finer === null) by = 'lines';
    parts.push(...(finer ?? [one, two]));
    at++;
    await pause();
  }
  return { by, parts };
}

function wordParts(first: string, second: string): readonly DiffPart[] | null {
  if (first.length + second.length > mostForWords) return null;
  const words = diffWordsWithSpace(first, second, { maxEditLength: mostEdits });
  return words?.map(partOf) ?? null;
}

function replaced(first: string, second: string): readonly DiffPart[] {
  return [
    { kind: 'onlyFirst', text: first },
    { kind: 'onlySecond', text: second },
  ];
}

function partOf(change: { value: string; added: boolean; removed: boolean }): DiffPart {
  if (change.added) return { kind: 'onlySecond', text: change.value };
  return { kind: change.removed ? 'onlyFirst' : 'both', text: change.value };
}
