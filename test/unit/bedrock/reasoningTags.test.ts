import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReasoningTags } from '../../../src/bedrock/reasoningTags.ts';

function read(pieces: readonly string[]): { text: string; reasoning: string } {
  const tags = new ReasoningTags();
  const found = { text: '', reasoning: '' };
  const events = [...pieces.flatMap((piece) => tags.push(piece)), ...tags.end()];
  for (const { kind, text } of events) found[kind] += text;
  return found;
}

const samples: readonly (readonly [string, { text: string; reasoning: string }])[] = [
  ['<reasoning>because</reasoning>\nAnswer', { text: 'Answer', reasoning: 'because' }],
  ['<reasoning>never closed', { text: '', reasoning: 'never closed' }],
  [
    'plain <reasoning>word</reasoning>',
    { text: 'plain <reasoning>word</reasoning>', reasoning: '' },
  ],
  ['<reason for it>', { text: '<reason for it>', reasoning: '' }],
  ['<reasoning>a </reason b</reasoning>c', { text: 'c', reasoning: 'a </reason b' }],
  ['<', { text: '<', reasoning: '' }],
  ['', { text: '', reasoning: '' }],
];

for (const [content, expected] of samples) {
  test(`${JSON.stringify(content)}, cut anywhere`, () => {
    assert.deepEqual(read([content]), expected);
    assert.deepEqual(read(content.split('')), expected, 'one character at a time');
    for (let cut = 1; cut < content.length; cut++) {
      assert.deepEqual(
        read([content.slice(0, cut), content.slice(cut)]),
        expected,
        `cut at ${cut}`,
      );
    }
  });
}
