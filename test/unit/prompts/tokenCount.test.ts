import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { countTokens as countWhole } from 'gpt-tokenizer/encoding/o200k_harmony';
import { countTokens } from '../../../src/prompts/tokenCount.ts';

const root = join(import.meta.dirname, '../../..');
const inert = { disallowedSpecial: new Set<string>() };

test('code and prose have the same count in slices as in one piece', async () => {
  const code = Array.from({ length: 400 }, (_, at) =>
    [
      `/** Sums the items of page ${at}; the last one doesn't count. */`,
      `export function total${at}(items: readonly Item[]): number {`,
      `  const open = items.filter(({ done }) => !done); // https://example.com/${at}`,
      '',
      `  return open.reduce((sum, item) => sum + item.price * ${at}, 0);`,
      '}',
      '',
    ].join('\n'),
  ).join('\n');
  assert.equal(await countTokens(code), countWhole(code, inert));
  const prose = 'She said it wasn’t ready, and they’ll wait; nobody minds a day or two. '.repeat(
    400,
  );
  assert.equal(await countTokens(prose), countWhole(prose, inert));
});

test('the sources of this project are off by less than one in a thousand', async () => {
  const sources = globSync('{src,media}/**/*.{ts,tsx,css}', { cwd: root })
    .toSorted()
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const off = Math.abs((await countTokens(sources)) / countWhole(sources, inert) - 1);
  assert.ok(off < 0.001, String(off));
});

test('texts without spaces are off by less than one percent', async () => {
  const texts = [
    '漢字仮名交じり文は読みにくいとよく言われる。'.repeat(400),
    'aGVsbG8gd29ybGQ'.repeat(700),
    '👩‍👩‍👧‍👦'.repeat(800),
    '{"a":[1,2,3],"b":{"c":"d"}}'.repeat(400),
  ];
  for (const text of texts) {
    const whole = countWhole(text, inert);
    const off = Math.abs((await countTokens(text)) / whole - 1);
    assert.ok(off < 0.01, `${text.slice(0, 20)}: ${off}`);
  }
});

test('special tokens are text: they neither throw nor count as one', async () => {
  assert.ok((await countTokens('<|endoftext|>')) > 1);
  assert.ok((await countTokens('<|start|>system<|message|>hi<|end|>')) > 8);
  assert.equal(await countTokens(''), 0);
});

test('a million characters without a break do not take quadratic time', async () => {
  const million = 1_000_000;
  for (const run of ['a', ' ', '=', '\n', '字', '\u0301', '\u{1F600}']) {
    const started = performance.now();
    const count = await countTokens(run.repeat(million / run.length));
    assert.ok(count > 0);
    // Some 20 ms; uncut, one such run takes minutes.
    assert.ok(performance.now() - started < 10_000, run);
  }
});

test('work pauses whenever its slice is used up', async () => {
  let time = 0;
  let pauses = 0;
  const text = 'word '.repeat(20_000);
  await countTokens(text, {
    // Every look at the clock is 3 ms later: a slice is two pieces of about 1 KB.
    now: () => (time += 3),
    pause: async () => void pauses++,
  });
  assert.ok(pauses >= text.length / 2100, `${pauses} pauses`);
});

test('counting ends when it is cancelled', async () => {
  const cancelling = new AbortController();
  let time = 0;
  let pauses = 0;
  const counting = countTokens('word '.repeat(20_000), {
    signal: cancelling.signal,
    now: () => (time += 10),
    pause: async () => {
      if (++pauses === 3) cancelling.abort();
    },
  });
  await assert.rejects(counting, { name: 'AbortError' });
  assert.equal(pauses, 3);
  await assert.rejects(countTokens('', { signal: cancelling.signal }), { name: 'AbortError' });
});
