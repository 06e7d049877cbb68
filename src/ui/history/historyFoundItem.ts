import * as vscode from 'vscode';
import { partHits, snippet, wordHits } from '../../core/history/textHits.ts';
import type { FindHits, MarkedText } from '../../core/history/textHits.ts';
import type { Run } from '../../core/run.ts';
import { describeRun, runItem, runLabel } from './historyItems.ts';
import type { RunNode } from './historyNode.ts';

/** A snippet fits the side bar beside the first figures. */
const snippetLength = 48;

/** Where a run holds what was searched for, and the text around it. */
export interface FoundText {
  readonly marked: MarkedText;
  /** In words, such as 'answer'; `null` where it is the prompt itself. */
  readonly where: string | null;
  /** Finds more of it. */
  readonly find: FindHits;
}

/**
 * The first place in instruction, selection and answer, in this order. As the search itself does it: of
 * words, and of any part of a text only where no text has them.
 */
export function findText(
  { instruction, selection, response }: Run,
  query: string,
  length: number,
): FoundText | null {
  const { t } = vscode.l10n;
  const places = [
    [instruction, null],
    [selection, t('selection')],
    [response, t('answer')],
  ] as const;
  for (const find of [wordHits(query), partHits(query)])
    for (const [text, where] of places) {
      const marked = snippet(text, find, length);
      if (marked !== null) return { marked, where, find };
    }
  return null;
}

/** The row of a run that a filter found: what was searched for is marked. */
export function foundItem(node: RunNode, query: string, now: Date): vscode.TreeItem {
  const { run } = node;
  const found = findText(run, query, snippetLength);
  const parts = [describeRun(run, now)];
  if (run.comparisonId !== null) parts.unshift(vscode.l10n.t('comparison'));
  if (found === null) {
    return runItem(node, now, { label: runLabel(run), description: parts.join(' · ') });
  }
  if (found.where !== null) parts.unshift(found.where);
  const label = found.where === null ? found.marked : labelled(runLabel(run), found);
  return runItem(node, now, { label: toLabel(label), description: parts.join(' · ') });
}

/** The run's name, then the place that was found. */
function labelled(name: string, { marked, find }: FoundText): MarkedText {
  const start = `${name}: `;
  return {
    text: start + marked.text,
    marks: [
      ...find(name),
      ...marked.marks.map(([from, to]) => [from + start.length, to + start.length] as const),
    ],
  };
}

function toLabel({ text, marks }: MarkedText): vscode.TreeItemLabel {
  return { label: text, highlights: marks.map(([from, to]) => [from, to]) };
}
