import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInInstructions } from '../../../src/core/instructions.ts';
import { userMessage } from '../../../src/core/prompt.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import { intentOf, readPrompt } from '../../../src/simulator/promptReading.ts';
import { scriptedAnswer, scriptedReasoning } from '../../../src/simulator/script.ts';

const code = `export function parseAmount(text: string): number {
  return Number(text);
}

const toCents = (amount: number): number => Math.round(amount * 100);`;

function read(instruction: string, selection = code, languageId: string | null = 'typescript') {
  return readPrompt([
    { role: 'system', content: 'You are terse.' },
    { role: 'user', content: userMessage({ instruction, selection, languageId, pieces: 1 }) },
  ]);
}

function answer(instruction: string, selection?: string, languageId?: string): string {
  return scriptedAnswer(read(instruction, selection, languageId));
}

test('the built-in instructions are understood', () => {
  assert.deepEqual(
    builtInInstructions(inEnglish).map(({ instruction }) => intentOf(instruction)),
    ['explain', 'summarise', 'review', 'writeTests', 'writeDocs', 'translate'],
  );
  assert.equal(intentOf('Explain the tests'), 'explain');
  assert.equal(intentOf('Rename toCents'), 'other');
});

test('a prompt is taken apart into instruction, selection, language and names', () => {
  const prompt = read('Explain this.');
  assert.equal(prompt.instruction, 'Explain this.');
  assert.equal(prompt.selection, code);
  assert.equal(prompt.languageId, 'typescript');
  assert.deepEqual(prompt.names, ['parseAmount', 'toCents']);
  assert.equal(prompt.earlierAnswers, 0);
});

test('a selection that has fences itself stays whole', () => {
  const markdown = '# Title\n\n```ts\nfunction inner() {}\n```\n\nEnd';
  const prompt = read('Summarise', markdown, 'markdown');
  assert.equal(prompt.selection, markdown);
  assert.deepEqual(prompt.names, []);
});

test('names are found in other languages', () => {
  const names = (selection: string) => read('x', selection, 'any').names;
  assert.deepEqual(names('class Cart:\n    def total(self):\n        pass'), ['Cart', 'total']);
  assert.deepEqual(names('func (c *Cart) Total() int {\n\tif x {\n\t}\n}'), ['Total']);
  assert.deepEqual(names('pub fn total(cart: &Cart) -> u32 {\n}'), ['total']);
  assert.deepEqual(names('public int total(Cart cart) {\n  if (cart == null) {\n  }\n}'), [
    'total',
  ]);
});

test('every answer calls itself simulated in its first sentence and names the selection’s function', () => {
  for (const { instruction } of builtInInstructions(inEnglish)) {
    const text = answer(instruction);
    assert.match(text, /^This is a simulated answer of the demo endpoint[^.]*\./);
    assert.match(text, /parseAmount/);
    assert.match(text, /^## /m);
    assert.match(text, /^(- |1\. )/m);
  }
});

test('explanations count the lines and name the language', () => {
  assert.match(answer('Explain this'), /5 lines of TypeScript/);
  assert.match(answer('Explain this', 'x = 1', 'python'), /1 line of Python/);
});

test('documentation is the selection itself below a comment of its language', () => {
  const block = readPrompt([{ role: 'user', content: answer('Write docs') }]);
  assert.equal(block.languageId, 'typescript');
  assert.ok(block.selection.startsWith('/**\n * parseAmount, toCents: '));
  assert.ok(block.selection.endsWith(` */\n${code}`));
  const indented = answer('Write docs', '    def total(self):\n        pass', 'python');
  assert.match(indented, /^```python\n {4}# total: .*\n {4}# .*\n {4}def total\(self\):\n/m);
  assert.match(answer('Write docs', '{"a": 1}', 'json'), /^```json\n\{"a": 1\}\n```$/m);
});

test('reviews and tests bring a block in the selection’s language', () => {
  assert.match(answer('Review this'), /^```typescript\n\/\*\*\n \* TODO/m);
  assert.match(answer('Write tests'), /^```typescript\nimport \{ test \} from 'node:test';/m);
  assert.match(answer('Write tests', 'def total(a):\n  pass', 'python'), /def test_total_typical/);
  assert.match(answer('Write tests', 'function total(a)\nend', 'lua'), /^```lua\n-- test total/m);
});

test('a code block cannot be closed by backticks of the selection', () => {
  const text = answer('Review this', 'a\n```\nb', 'markdown');
  assert.match(text, /^````markdown\n[\s\S]*a\n```\nb\n````$/m);
});

test('a translation names its target and says that it is none', () => {
  const text = answer('Translate this into German', 'Good morning', 'plaintext');
  assert.match(text, /## Translation into German/);
  assert.match(text, /cannot translate/);
  assert.match(text, /Good morning/);
});

test('other instructions are quoted, with or without a selection', () => {
  assert.match(answer('Rename toCents to cents'), /^> Rename toCents to cents$/m);
  assert.match(answer('Tell me a joke', ''), /an instruction without a selection/);
  assert.match(scriptedAnswer(readPrompt([])), /^This is a simulated answer/);
});

test('a long answer is long', () => {
  assert.ok(answer('Give me a long explanation').length > 2 * answer('Explain').length);
});

test('a follow-up is acknowledged and still knows the selection', () => {
  const prompt = readPrompt([
    { role: 'user', content: `Explain\n\n\`\`\`typescript\n${code}\n\`\`\`` },
    { role: 'assistant', content: 'An answer with ```js\nother()\n```' },
    { role: 'user', content: 'And summarise it' },
  ]);
  assert.equal(prompt.selection, code);
  const text = scriptedAnswer(prompt);
  assert.match(text, /It follows one earlier answer of this conversation\./);
  assert.match(text, /## Summary/);
  assert.match(text, /parseAmount/);
});

test('the same prompt has the same answer, and reasoning grows with effort', () => {
  assert.equal(answer('Explain this'), answer('Explain this'));
  const lengths = ['low', null, 'high'].map(
    (effort) => scriptedReasoning(read('x'), effort).length,
  );
  assert.deepEqual(
    lengths,
    lengths.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(lengths).size, 3);
});
