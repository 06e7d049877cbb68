import type { SimulatedMessage } from './chatRequest.ts';

/** What the script knows of a prompt. */
export interface ReadPrompt {
  readonly instruction: string;
  /** The text between the fences of the newest message that has some; empty if none has. */
  readonly selection: string;
  /** The info string of its fence, lower case; empty if it has none. */
  readonly languageId: string;
  /** Names of the functions and types that the selection defines, in its order. */
  readonly names: readonly string[];
  /** Answers before this one. */
  readonly earlierAnswers: number;
}

/** What kind of answer an instruction asks for. */
export type Intent =
  | 'explain'
  | 'summarise'
  | 'review'
  | 'writeTests'
  | 'writeDocs'
  | 'translate'
  | 'other';

const fence = /^(?<ticks>`{3,})(?<language>[^`\n]*)\n(?<code>[\s\S]*?)^\k<ticks>[ \t]*$/gm;

/** Definitions of the common languages: a keyword and a name, a bound arrow function, a typed method. Runs are bounded: the selection may be one line of megabytes. */
const definition =
  /\b(?:function\*?|def|fn|fun|func(?:[ \t]*\([^()\n]{0,300}\))?|class|interface|struct|trait|enum)[ \t]+(?<named>[A-Za-z_$][\w$]*)|\b(?:const|let|var)[ \t]+(?<bound>[A-Za-z_$][\w$]*)[ \t]*(?::[^=\n]{1,200})?=[ \t]*(?:async[ \t]*)?(?:function\b|\([^()\n]{0,300}\)[^=\n]{0,200}=>|[\w$]+[ \t]*=>)|^[ \t]*(?:[\w$<>[\],*&:]+[ \t]{1,80}){0,4}(?<method>[A-Za-z_$][\w$]*)[ \t]*\([^()\n]{0,300}\)[^;\n{=]{0,200}\{[ \t]*$/gm;

/** In prose a word after 'class' is no name. */
const proseIds = new Set(['plaintext', 'markdown', 'latex']);

const notNames = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'function', 'else']);

const intents: readonly (readonly [Intent, RegExp])[] = [
  ['translate', /\btranslat/i],
  ['writeDocs', /\b(docs?\b|docstring|documentation|document\b|jsdoc|javadoc|comments?\b)/i],
  ['writeTests', /\b(unit[- ]?)?tests?\b/i],
  ['review', /\b(review|critique|bugs?\b)/i],
  ['summarise', /\b(summar|tl;?dr)/i],
  ['explain', /\b(explain|what does|how does|describe)/i],
];

/** Takes a conversation apart into the instruction, the selection and what can be seen in it. */
export function readPrompt(messages: readonly SimulatedMessage[]): ReadPrompt {
  const ofUser = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const last = ofUser.at(-1) ?? '';
  const blocks = [...(ofUser.findLast((text) => text.search(fence) !== -1) ?? '').matchAll(fence)];
  const selection = blocks.map(({ groups }) => groups?.code?.replace(/\n$/, '') ?? '').join('\n\n');
  const languageId = blocks[0]?.groups?.language?.trim().toLowerCase() ?? '';
  return {
    instruction: last.replaceAll(fence, '').trim(),
    selection,
    languageId,
    names: proseIds.has(languageId) ? [] : definedNames(selection),
    earlierAnswers: messages.filter(({ role }) => role === 'assistant').length,
  };
}

/** What is asked for first in the instruction: 'Explain the tests' is an explanation. */
export function intentOf(instruction: string): Intent {
  const found = intents
    .map(([intent, pattern]) => ({ intent, at: instruction.search(pattern) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at);
  return found[0]?.intent ?? 'other';
}

function definedNames(code: string): readonly string[] {
  const names = [...code.matchAll(definition)].flatMap(({ groups }) => {
    const name = groups?.named ?? groups?.bound ?? groups?.method;
    return name === undefined || notNames.has(name) ? [] : [name];
  });
  return [...new Set(names)];
}
