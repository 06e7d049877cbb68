import { chatDialect } from './catalogue/dialect.ts';
import type { Run } from './run.ts';

/** One message of a conversation as Chat Completions takes it. */
export interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant';
  readonly content: string;
}

/** One selected piece of text and the language that it is in. */
export interface SelectedText {
  readonly text: string;
  readonly languageId: string | null;
}

/** Whether there is nothing to send: none was given, or the history kept figures only. */
export function isEmptyPrompt({
  instruction,
  selection,
}: Pick<Run, 'instruction' | 'selection'>): boolean {
  return instruction.trim() === '' && selection === '';
}

/** What a run keeps of the selection: one piece as it is, several as the fenced blocks that are sent. */
export function joinSelections(pieces: readonly SelectedText[]): SelectedText {
  const [only, second] = pieces;
  if (only === undefined) return { text: '', languageId: null };
  if (second === undefined) return only;
  return { text: pieces.map((piece) => fence(piece)).join('\n\n'), languageId: null };
}

/** The user message: the instruction, then the selection between fences. `pieces` counts the selected ranges. */
export function userMessage(prompt: {
  readonly instruction: string;
  readonly selection: string;
  readonly languageId: string | null;
  readonly pieces: number;
}): string {
  const { instruction, selection, languageId, pieces } = prompt;
  if (selection === '') return instruction;
  const block = pieces > 1 ? selection : fence({ text: selection, languageId });
  return instruction === '' ? block : `${instruction}\n\n${block}`;
}

/** The messages of a run: system prompt by the model's role, the turns before it, then its own prompt. */
export function conversation(
  run: Pick<Run, 'model' | 'instruction' | 'selection' | 'languageId' | 'source' | 'parameters'>,
  earlier: readonly Run[],
): readonly ChatMessage[] {
  const { systemPrompt } = run.parameters;
  const system: ChatMessage[] = systemPrompt
    ? [{ role: chatDialect(run.model).systemRole, content: systemPrompt }]
    : [];
  // A turn that brought no answer is left out: APIs refuse empty messages and two of one role in a row.
  const answered = earlier.filter(({ response }) => response !== '');
  const turns = answered.flatMap((turn): ChatMessage[] => [
    { role: 'user', content: promptOf(turn) },
    { role: 'assistant', content: turn.response },
  ]);
  return [...system, ...turns, { role: 'user', content: promptOf(run) }];
}

/**
 * A low guess of the tokens that a text takes: four Latin characters or one of another script a
 * token. Used only to say in time that a prompt cannot fit; never shown as a figure of a run.
 */
export function guessTokens(text: string): number {
  const other = text.match(/[^\p{ASCII}\p{Script=Latin}]/gu)?.length ?? 0;
  return Math.ceil((text.length - other) / 4 + other);
}

function promptOf(run: Pick<Run, 'instruction' | 'selection' | 'languageId' | 'source'>): string {
  return userMessage({ ...run, pieces: run.source?.ranges.length ?? 1 });
}

/** A fence longer than any run of backticks inside, so that the text cannot close it. */
function fence({ text, languageId }: SelectedText): string {
  let longest = 2;
  for (const [ticks] of text.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${languageId ?? ''}\n${text}${text.endsWith('\n') ? '' : '\n'}${ticks}`;
}
