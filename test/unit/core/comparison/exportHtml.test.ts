import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { dotChart } from '../../../../src/core/comparison/export/dotChart.ts';
import { exportComparison } from '../../../../src/core/comparison/export/exportComparison.ts';
import { htmlStyle, htmlStyleHash } from '../../../../src/core/comparison/export/htmlStyle.ts';
import { svgDotChart } from '../../../../src/core/comparison/export/svgDotChart.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { aMeasuredComparison } from '../../../support/aMeasuredComparison.ts';
import { hostile, hostileTexts, withFailures, write } from './exportSamples.ts';

const model = 'openai.gpt-oss-120b-1:0';

test('the page allows its own style and nothing else', () => {
  const digest = createHash('sha256').update(htmlStyle).digest('base64');
  assert.equal(htmlStyleHash, `sha256-${digest}`);
  const html = write(aMeasuredComparison(), 'html');
  assert.ok(html.includes(`<style>${htmlStyle}</style>`));
  assert.match(
    html,
    /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'">/,
  );
  assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<style>'));
});

test('the page says what the Markdown report says, in tables', () => {
  const html = write(aMeasuredComparison(), 'html');
  for (const part of [
    '<html lang="en">',
    '<title>Comparison of tiers: Priority, Standard, Flex</title>',
    '<li>Priority is 27-31 % faster to first token (95 % CI, n=12 blocks) at 1.75x the cost: $0.00019 per second saved ($0.00018-$0.00021).</li>',
    '<caption>Time to first token: the figure of the verdict</caption>',
    '<th scope="col" class="figure">Median</th>',
    `<th scope="row">${model}</th><td>Standard</td><td class="figure">12</td><td class="figure">905 ms</td>`,
    '<caption>Order within each block, seed 4000000001</caption>',
    '<td>AWS price list</td><td>2026-09-17</td>',
    '<pre>\nAnswer 12 of flex</pre>',
  ]) {
    assert.ok(html.includes(part), part);
  }
  assert.doesNotMatch(html, /simulated\)|undefined|NaN|\[object/i);
});

test('a simulated page says so in its title, its verdict, its chart and a notice', () => {
  const html = write(aMeasuredComparison({ simulated: true }), 'html');
  assert.match(html, /<title>Comparison of tiers \(simulated\)/);
  assert.match(html, /<p class="notice">Simulated: text, times and cost are invented\.<\/p>/);
  assert.match(html, /<h2>Verdict on .* \(simulated\)<\/h2>/);
  assert.match(html, /<title id="chart-\d+-title">.*\(simulated\)<\/title>/);
});

test('the page has no script and loads nothing, whatever texts it holds', () => {
  const tags = (html: string) => [...html.matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag);
  // What is not allowed to vary: the kinds and numbers of the tags.
  const kinds = (html: string) => tags(html).map((tag) => /<\/?([a-z0-9]+)/i.exec(tag)?.[1]);
  const harmless = kinds(write(hostile('harmless'), 'html'));
  for (const text of ['harmless', ...hostileTexts, '\0']) {
    const html = write(hostile(text), 'html');
    assert.deepEqual(kinds(html), harmless, text);
    for (const tag of tags(html)) {
      const attributes = tag.replaceAll(/"[^"]*"/g, '""');
      assert.doesNotMatch(attributes, /<(script|link|img|iframe|object|embed|base|a)\b/i, text);
      assert.doesNotMatch(
        attributes,
        /\s(on\w+|src|srcset|href|xlink:href|action|style|url)\s*=/i,
        text,
      );
    }
    assert.ok(!html.includes('\0'));
  }
  assert.doesNotMatch(htmlStyle, /url\(|@import|https?:/);
});

test('the language of the page is the one that was asked for', () => {
  const inLanguage = (language: string) =>
    exportComparison(
      aMeasuredComparison(),
      { format: 'html', withoutTexts: true, language },
      inEnglish,
    );
  assert.match(inLanguage('pt-br'), /<html lang="pt-br">/);
  assert.match(inLanguage('"><script>'), /<html lang="&quot;&gt;&lt;script&gt;">/);
});

test('a chart has a name, a description, an axis with labels and a dot per call', () => {
  const svg = svgDotChart(dotChart(aMeasuredComparison(), model, inEnglish), 'c');
  assert.match(
    svg,
    /^<svg class="chart" role="img" aria-labelledby="c-title c-text" viewBox="0 0 720 190">/,
  );
  assert.ok(
    svg.includes(
      `<title id="c-title">Time to first token of every call on ${model}, by tier</title>`,
    ),
  );
  assert.ok(
    svg.includes(
      '<desc id="c-text">Priority: median 639 ms (n = 12). Standard: median 905 ms (n = 12). Flex: median 2.26 s (n = 12).</desc>',
    ),
  );
  assert.ok(svg.includes('Time to first token (logarithmic scale)</text>'));
  assert.equal(svg.match(/<circle /g)?.length, 36);
  assert.deepEqual(
    [...svg.matchAll(/y="158" text-anchor="middle">([^<]*)</g)].map(([, label]) => label),
    ['1.00 s', '2.00 s'],
  );
});

test('equal ratios are equal distances on the axis', () => {
  const svg = svgDotChart(dotChart(withFailures(), model, inEnglish), 'c');
  const ticks = [...svg.matchAll(/class="tick" x1="([\d.]+)"/g)].map(([, x]) => Number(x));
  const [one = 0, ten = 0, hundred = 0] = ticks;
  assert.equal(ticks.length, 3);
  assert.ok(Math.abs(hundred - ten - (ten - one)) <= 0.2);
});

test('a call that was given up is an arrow that says so', () => {
  const svg = svgDotChart(dotChart(withFailures(), model, inEnglish), 'c');
  assert.equal(svg.match(/<path class="bound"/g)?.length, 3);
  assert.ok(svg.includes('<title>Block 10: &gt;10 min 00 s</title>'));
});

test('a chart of one call, of equal calls and of none is whole', () => {
  const [run] = aMeasuredComparison().runs.slice(-1);
  assert.ok(run);
  const again = { ...run, id: 'again', block: 11 };
  for (const runs of [[], [run], [run, again]]) {
    const svg = svgDotChart(dotChart(aMeasuredComparison({ runs }), model, inEnglish), 'c');
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
    assert.ok((svg.match(/class="tick"/g)?.length ?? 0) >= 2);
    assert.equal(svg.match(/<circle /g)?.length ?? 0, runs.length);
  }
});
