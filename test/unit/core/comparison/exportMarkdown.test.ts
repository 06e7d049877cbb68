import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Marked } from 'marked';
import { aMeasuredComparison } from '../../../support/aMeasuredComparison.ts';
import { hostile, hostileTexts, withFailures, write } from './exportSamples.ts';

test('a Markdown report says verdict, n, method, order, prices and every run', () => {
  const text = write(aMeasuredComparison(), 'markdown');
  for (const line of [
    '# Comparison of tiers: Priority, Standard, Flex',
    '## Verdict on openai.gpt-oss-120b-1:0',
    String.raw`- Priority is 27-31 % faster to first token (95 % CI, n=12 blocks) at 1.75x the cost: \$0.00019 per second saved (\$0.00018-\$0.00021).`,
    '- Flex takes 2.4-2.6x as long to first token (95 % CI, n=12 blocks) and costs 0.5x.',
    '- All calls lie within one day (2026-11-22 09:00 to 2026-11-22 09:02 UTC): at other times the tiers may differ.',
    String.raw`| openai.gpt-oss-120b-1:0 | Standard | 12 | 905 ms | 836 ms | 974 ms | – | 12 | 0 | 0 | \$0.0000675 | \$0.0675 | Standard |`,
    String.raw`| openai.gpt-oss-120b-1:0 | Priority | 12 | 639 ms | 905 ms | 0.71 | 0.69 … 0.73 | \<0.001 | \<0.001 | 0.015 | 1.75x | 267 ms | \$0.00019 (\$0.00018-\$0.00021) | – |`,
    String.raw`| openai.gpt-oss-120b-1:0 | Flex | Flex | \$0.075 | \$0.30 | – | – | listed | AWS price list | 2026-09-17 |`,
    '### Order within each block, seed 4000000001',
    '| openai.gpt-oss-120b-1:0 | warm-up, discarded | Priority, Standard, Flex |',
    '| openai.gpt-oss-120b-1:0 | 1 | Standard, Flex, Priority |',
    '| openai.gpt-oss-120b-1:0 | 12 | 0.03 | Priority faster · Flex slower |',
    '### Time to the whole answer: without a verdict',
    '### Output speed: against Standard',
    '### openai.gpt-oss-120b-1:0, block 12, Flex',
    'Answer 12 of flex',
    '## Method',
  ]) {
    assert.ok(text.split('\n').includes(line), line);
  }
  assert.match(text, /blocked Mann-Whitney.*Holm/);
  assert.equal(text.split('\n').filter((line) => line.endsWith('| 1 |  |')).length, 39);
  assert.doesNotMatch(text, /simulated\)|undefined|NaN|\[object/i);
});

test('figures that rest on calls that were given up are marked, failed calls counted', () => {
  const text = write(withFailures(), 'markdown');
  assert.match(
    text,
    /\| Flex \| 12 \| 2\.26 s \| 2\.10 s \| \\>10 min 00 s \| – \| 12 \| 0 \| 3 \|/,
  );
  assert.match(text, /\| Priority \| 11 \| .* \| 12 \| 1 \| 0 \|/);
  assert.match(text, /timeout: No byte\./);
  assert.match(text, /counts as longer than waited for/);
});

test('a simulated report says so in its title, its verdict, its runs and a notice', () => {
  const text = write(aMeasuredComparison({ simulated: true }), 'markdown');
  assert.match(text, /^# Comparison of tiers \(simulated\)/);
  assert.match(text, /^> \*\*Simulated: text, times and cost are invented\.\*\*$/m);
  assert.match(text, /^## Verdict on .* \(simulated\)$/m);
  assert.match(text, /^### Every call \(simulated\)$/m);
});

test('a report of what is not over says so', () => {
  const text = write(aMeasuredComparison({ status: 'interrupted', looks: [] }), 'markdown');
  assert.match(
    text,
    /^> \*\*This comparison is not over \(Interrupted\): what it says may change/m,
  );
});

test('nothing that somebody else wrote becomes markup in Markdown', () => {
  const count = (html: string, tag: string) => html.split(`<${tag}`).length - 1;
  const render = (text: string) =>
    new Marked().parse(write(hostile(text), 'markdown'), { async: false });
  const harmless = render('harmless');
  for (const text of hostileTexts) {
    const html = render(text);
    for (const tag of [
      'script',
      'img',
      'svg',
      'base',
      'a ',
      'a>',
      'code',
      'del',
      'em',
      'td',
      'h1',
      'h2',
      'li',
    ])
      assert.equal(count(html, tag), count(harmless, tag), `${tag}: ${text}`);
  }
});
