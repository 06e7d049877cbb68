import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTokens, splitTokens } from '../../../src/simulator/tokenizer.ts';

const samples = [
  '',
  ' ',
  'Extraordinary   spacing\n\n\n\tand tabs ',
  'const total = items.reduce((sum, item) => sum + item.price * 1.075, 0);',
  'Größe, naïve façade, Ελληνικά, 日本語のテキスト, مرحبا',
  '👩‍👩‍👧‍👦 emoji 🎉 and a lone surrogate \ud800 here',
  '\r\nWindows\r\nlines\r\n',
  ' '.repeat(1000),
];

test('the tokens of a text put together are the text', () => {
  for (const text of samples) assert.equal(splitTokens(text).join(''), text);
});

test('a token has about four characters in prose and code', () => {
  const prose =
    'Bedrock serves the same model on several tiers; what differs is how soon an answer starts, how quickly it streams, and what it costs.';
  const perToken = prose.length / countTokens(prose);
  assert.ok(perToken > 3 && perToken < 5, `${perToken}`);
  assert.equal(countTokens(''), 0);
});
