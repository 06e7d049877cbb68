import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conversation,
  guessTokens,
  isEmptyPrompt,
  joinSelections,
  userMessage,
} from '../../../src/core/prompt.ts';
import { aRun } from '../../support/aRun.ts';

test('a prompt is empty without words and without a selection', () => {
  assert.ok(isEmptyPrompt({ instruction: ' \n', selection: '' }));
  assert.ok(!isEmptyPrompt({ instruction: 'Explain', selection: '' }));
  assert.ok(!isEmptyPrompt({ instruction: '', selection: 'a = 1' }));
});

test('the selection is fenced with its language behind the instruction', () => {
  const message = userMessage({
    instruction: 'Explain',
    selection: 'a = 1',
    languageId: 'python',
    pieces: 1,
  });
  assert.equal(message, 'Explain\n\n```python\na = 1\n```');
});

test('a selection that holds fences cannot close its own', () => {
  const message = userMessage({
    instruction: 'x',
    selection: '````\ncode\n````',
    languageId: null,
    pieces: 1,
  });
  assert.match(message, /^x\n\n`{5}\n````\ncode\n````\n`{5}$/);
});

test('several selections go in order, each fenced with its language', () => {
  const joined = joinSelections([
    { text: 'one', languageId: 'go' },
    { text: 'two\n', languageId: 'sql' },
  ]);
  assert.equal(joined.text, '```go\none\n```\n\n```sql\ntwo\n```');
  const message = userMessage({
    instruction: 'Compare',
    selection: joined.text,
    languageId: null,
    pieces: 2,
  });
  assert.equal(message, `Compare\n\n${joined.text}`);
});

test('OpenAI models take the system prompt as developer, others as system', () => {
  const roleOf = (model: string) => conversation(aRun({ model }), [])[0]?.role;
  assert.equal(roleOf('openai.gpt-oss-20b-1:0'), 'developer');
  assert.equal(roleOf('us.openai.gpt-5.6-sol'), 'developer');
  assert.equal(roleOf('zai.glm-5'), 'system');
});

test('an empty system prompt is not sent', () => {
  const run = aRun();
  const parameters = { ...run.parameters, systemPrompt: null };
  assert.deepEqual(
    conversation({ ...run, parameters }, []).map(({ role }) => role),
    ['user'],
  );
});

test('the turns before go along, oldest first', () => {
  const first = aRun({ instruction: 'One', selection: '', response: 'Eins' });
  const roles = conversation(aRun({ instruction: 'Two', selection: '' }), [first]);
  assert.deepEqual(
    roles.slice(1).map(({ role, content }) => [role, content]),
    [
      ['user', 'One'],
      ['assistant', 'Eins'],
      ['user', 'Two'],
    ],
  );
});

test('a turn that brought no answer is left out', () => {
  const failed = aRun({ instruction: 'One', selection: '', status: 'failed' });
  const roles = conversation(aRun(), [failed]).map(({ role }) => role);
  assert.deepEqual(roles, ['developer', 'user']);
});

test('the guess of tokens takes other scripts for one token a character', () => {
  assert.equal(guessTokens('a'.repeat(400)), 100);
  assert.equal(guessTokens('日本語'), 3);
  assert.equal(guessTokens(''), 0);
});
