import { userMessage } from '../core/prompt.ts';
import { commentIn, languageOf } from './languages.ts';
import { intentOf } from './promptReading.ts';
import type { Intent, ReadPrompt } from './promptReading.ts';
import { scriptedTests } from './scriptedTests.ts';

/** The answer to a prompt, as markdown. The same prompt has the same answer, and each says that it is simulated. */
export function scriptedAnswer(prompt: ReadPrompt): string {
  const sections: Record<Intent, () => string> = {
    explain: () => explanation(prompt),
    summarise: () => summary(prompt),
    review: () => review(prompt),
    writeTests: () => tests(prompt),
    writeDocs: () => docs(prompt),
    translate: () => translation(prompt),
    other: () => reply(prompt),
  };
  return [
    `This is a simulated answer of the demo endpoint: no model has read your prompt.${turnNote(prompt)}`,
    sections[intentOf(prompt.instruction)](),
    ...(/\blong\b/i.test(prompt.instruction) ? [longPart(prompt)] : []),
    '*To get a real answer, choose an Amazon Bedrock endpoint in the settings.*',
  ].join('\n\n');
}

/** What a model that reasons sends before its answer; the more effort, the longer. */
export function scriptedReasoning(prompt: ReadPrompt, effort: string | null): string {
  const steps = [
    `Simulated reasoning. The prompt holds ${extent(prompt)}.`,
    ` The instruction looks like a request to ${goals[intentOf(prompt.instruction)]}.`,
    ` The script answers with a heading, a list and ${prompt.selection === '' ? 'no code' : 'a code block where that is apt'}.`,
    ' A real model would now weigh the edge cases one by one; this script has none to weigh.',
  ];
  const kept = effort === 'low' ? 1 : effort === 'high' ? steps.length : 3;
  return steps.slice(0, kept).join('');
}

const goals: Readonly<Record<Intent, string>> = {
  explain: 'explain it',
  summarise: 'summarise it',
  review: 'review it',
  writeTests: 'write tests for it',
  writeDocs: 'write documentation for it',
  translate: 'translate it',
  other: 'do something of its own',
};

function explanation(prompt: ReadPrompt): string {
  return `## What it does

You sent ${extent(prompt)}. A model would go through it step by step:

1. **Input.** What comes in, and what is expected of it.
2. **Work.** ${mention(prompt, 'The part to look at first is')}
3. **Result.** What goes out, and what happens when the input is not as expected.

### Surprising

- The first line is \`${firstLine(prompt)}\`; whether that is surprising, only a model or a person can tell.`;
}

function summary(prompt: ReadPrompt): string {
  return `## Summary

- You sent ${extent(prompt)}.
- ${mention(prompt, 'It defines')}
- It starts with \`${firstLine(prompt)}\`.`;
}

function review(prompt: ReadPrompt): string {
  return `## Review

${mention(prompt, 'Looked at:')} The findings are placeholders for what a model would find:

1. **Unchecked input.** Check arguments at the border, so that the inside may rely on them.
2. **Silent failure.** Say what went wrong and what to do next.
3. **Unclear name.** Say what a value is for, not what it is made of.

### Where the first fix would go

${commented(prompt, ['TODO (simulated review): check the input here.'])}`;
}

function tests(prompt: ReadPrompt): string {
  const name = prompt.names[0] ?? 'subject';
  return `## Tests

${mention(prompt, 'Under test:')} The cases:

- a typical value
- an empty value

${block(scriptedTests(prompt.languageId, name), prompt.languageId)}`;
}

function docs(prompt: ReadPrompt): string {
  const what = prompt.names.length === 0 ? 'This text' : prompt.names.join(', ');
  return `## Documentation

The code below is yours, unchanged but for the comment at its top:

- ${mention(prompt, 'It documents')}

${commented(prompt, [`${what}: documented by the demo endpoint (simulated).`, 'A model would describe parameters, result and errors here.'])}`;
}

function translation(prompt: ReadPrompt): string {
  const target = /\binto\s+([\p{L}+#-]+)/u.exec(prompt.instruction)?.[1] ?? 'the other language';
  return `## Translation into ${target}

The demo endpoint cannot translate. A model would return:

- ${extent(prompt)} in ${target}
- notes on what has no counterpart there

${block(prompt.selection, prompt.languageId)}`;
}

function reply(prompt: ReadPrompt): string {
  const asked = prompt.instruction.split('\n', 1)[0]?.slice(0, 200) ?? '';
  return `## Your instruction

> ${asked === '' ? '(none)' : asked}

- You sent ${extent(prompt)}.
- ${mention(prompt, 'It defines')}

${block(prompt.selection, prompt.languageId)}`;
}

/** Over 13 s on Priority: long enough to be stopped. */
const longParts = 40;

function longPart(prompt: ReadPrompt): string {
  const parts = Array.from(
    { length: longParts },
    (_, index) => `### Part ${index + 1} of ${longParts}

You asked for a long answer, so this part is here to be streamed: watch the first token, the speed and the token count. ${mention(prompt, 'Still about')}`,
  );
  return parts.join('\n\n');
}

function turnNote({ earlierAnswers }: ReadPrompt): string {
  if (earlierAnswers === 0) return '';
  return ` It follows ${earlierAnswers === 1 ? 'one earlier answer' : `${earlierAnswers} earlier answers`} of this conversation.`;
}

function extent({ selection, languageId }: ReadPrompt): string {
  if (selection === '') return 'an instruction without a selection';
  const count = selection.split('\n').length;
  return `${count} ${count === 1 ? 'line' : 'lines'} of ${languageOf(languageId).label}`;
}

function mention({ names }: ReadPrompt, lead: string): string {
  if (names.length === 0) return `${lead} no function that the script could name.`;
  return `${lead} ${names.map((name) => `\`${name}\``).join(', ')}.`;
}

function firstLine({ selection, instruction }: ReadPrompt): string {
  const line = (selection || instruction).trimStart().split('\n', 1)[0] ?? '';
  return line.replaceAll('`', "'").trim().slice(0, 80) || '(nothing)';
}

/** The selection with a comment before it. */
function commented({ selection, languageId }: ReadPrompt, text: readonly string[]): string {
  return block(commentIn(languageOf(languageId), text, selection) + selection, languageId);
}

/** A fenced block; a prompt of a selection alone is one. */
function block(code: string, languageId: string): string {
  return userMessage({ instruction: '', selection: code, languageId, pieces: 1 });
}
