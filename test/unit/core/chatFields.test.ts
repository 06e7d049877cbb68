import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatBody } from '../../../src/bedrock/chatBody.ts';
import { chatDialect } from '../../../src/core/catalogue/dialect.ts';
import { fieldsIn, messagesIn } from '../../../src/core/chatFields.ts';

const usual = chatDialect('zai.glm-5');
const parameters = { maxOutputTokens: 100, temperature: 0.2, reasoningEffort: 'low' };
const messages = [
  { role: 'developer', content: 'Be brief.' },
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Hello' },
  { role: 'user', content: 'Bye' },
] as const;

test('only what a model takes is sent', () => {
  assert.deepEqual(fieldsIn(usual, parameters), {
    max_tokens: 100,
    temperature: 0.2,
    reasoning_effort: 'low',
  });
  const nothing = {
    ...usual,
    limitField: null,
    takesTemperature: false,
    takesReasoningEffort: false,
  };
  assert.deepEqual(fieldsIn(nothing, parameters), {});
});

test('the system prompt takes the model’s role, or goes before the first message', () => {
  assert.equal(messagesIn({ ...usual, systemRole: 'system' }, messages)[0]?.role, 'system');
  assert.deepEqual(messagesIn({ ...usual, systemRole: 'user' }, messages), [
    { role: 'user', content: 'Be brief.\n\nHi' },
    ...messages.slice(2),
  ]);
  const without = messages.slice(1);
  assert.equal(messagesIn({ ...usual, systemRole: 'user' }, without), without);
});

test('a request’s body follows what was learnt of its model', () => {
  const request = { ...parameters, model: 'zai.glm-5', tier: 'flex', messages };
  const body = chatBody({
    ...request,
    dialect: { ...usual, limitField: 'max_completion_tokens', takesTemperature: false },
  });
  assert.equal(body.max_completion_tokens, 100);
  assert.ok(!('max_tokens' in body) && !('temperature' in body));
  assert.equal(chatBody(request).temperature, 0.2);
});
