import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalogue } from '../../../../src/core/catalogue/catalogue.ts';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { type PriceRow, toPriceList } from '../../../../src/core/catalogue/priceList.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { estimateWaitings } from '../../../../src/core/whatIf/waiting.ts';
import {
  composeWhatIf,
  inputLimits,
  movesOf,
  type WhatIf,
} from '../../../../src/core/whatIf/whatIf.ts';
import type {
  ReferenceGroup,
  UsageGroup,
  WhatIfFacts,
} from '../../../../src/core/whatIf/whatIfFacts.ts';
import { describeWhatIf } from '../../../../src/core/whatIf/whatIfText.ts';

const model = 'openai.gpt-oss-120b-1:0';

function row(
  tier: string,
  input: number,
  output: number,
  change: Partial<PriceRow> = {},
): PriceRow {
  return {
    model,
    region: 'us-east-1',
    route: 'in-region',
    tier,
    input,
    output,
    cacheRead: null,
    cacheWrite: null,
    longContext: null,
    basis: 'exact',
    origin: 'list',
    source: 'a list',
    asOf: '2026-11-01',
    ...change,
  };
}

const catalogue: Catalogue = {
  ...builtInCatalogue,
  prices: toPriceList([
    row('default', 0.15, 0.6),
    row('flex', 0.075, 0.3),
    row('priority', 0.2625, 1.05),
  ]),
};

function group(change: Partial<UsageGroup> = {}): UsageGroup {
  return {
    model,
    region: 'us-east-1',
    tier: 'default',
    simulated: false,
    runs: 412,
    reported: 412,
    unreported: 0,
    shortestInput: 10,
    inputTokens: 8_000_000,
    outputTokens: 4_000_000,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    recordedUsd: 3.6,
    ...change,
  };
}

function facts(...usage: UsageGroup[]): WhatIfFacts {
  return { usage, timed: [] };
}

function compose(
  given: WhatIfFacts,
  prices = catalogue,
  references: readonly ReferenceGroup[] = [],
): readonly WhatIf[] {
  const waitings = estimateWaitings(references, movesOf(given, prices, inEnglish));
  return composeWhatIf(given, waitings, prices, inEnglish);
}

test('money by hand: 8 million tokens in and 4 million out cost 3.60 on Standard and 1.80 on Flex', () => {
  const [whatIf] = compose(facts(group()));
  assert.equal(whatIf?.own.total.usd, 3.6);
  const byTier = Object.fromEntries(
    whatIf.tiers.map(({ tier, total }) => [tier, [total.usd, total.differenceUsd]]),
  );
  assert.deepEqual(byTier, { priority: [6.3, 2.7], flex: [1.8, -1.8] });
});

test('runs that are on a tier already are not moved to it', () => {
  const [whatIf] = compose(
    facts(group({ runs: 2, reported: 2 }), group({ tier: 'flex', runs: 3, reported: 3 })),
  );
  const flex = whatIf?.tiers.find(({ tier }) => tier === 'flex');
  assert.equal(flex?.total.runs, 2);
  assert.equal(flex.alreadyThere, 3);
  const standard = whatIf?.tiers.find(({ tier }) => tier === 'default');
  assert.equal(standard?.total.runs, 3);
  assert.equal(standard.total.differenceUsd, 1.8);
});

test('a long request pays more for all its tokens: runs above the limit are priced apart', () => {
  const longContext = {
    overInputTokens: 200_000,
    input: 1,
    output: 2,
    cacheRead: 0.5,
    cacheWrite: null,
  };
  const long = {
    ...catalogue,
    prices: toPriceList([row('default', 0.15, 0.6, { longContext }), row('flex', 0.075, 0.3)]),
  };
  assert.deepEqual(inputLimits(long), [200_000]);
  const some = { runs: 1, reported: 1, outputTokens: 0, recordedUsd: 0 };
  const [whatIf] = compose(
    facts(
      group({ ...some, shortestInput: 200_000, inputTokens: 200_000 }),
      group({ ...some, shortestInput: 200_001, inputTokens: 100_001, cacheReadTokens: 100_000 }),
    ),
    long,
  );
  // 0.2 M × 0.15 + 0.100001 M × 1 + 0.1 M × 0.5
  assert.equal(whatIf?.own.total.usd, 0.180001);
});

test('runs without usage are in no sum, and it is a lower bound; without price they are said to have none', () => {
  const [whatIf] = compose(
    facts(
      group({ runs: 10, reported: 7, unreported: 2 }),
      group({ model: 'unheard.of', runs: 5, reported: 5 }),
    ),
  );
  assert.ok(whatIf);
  assert.partialDeepStrictEqual(whatIf.own.total, { runs: 15, priced: 7, billable: 14, usd: 3.6 });
  assert.equal(whatIf.own.models[1]?.problem, 'No price is known');
  const { sentences, table, notes } = describeWhatIf(whatIf, inEnglish);
  assert.match(
    sentences.find((text) => text.includes('Flex')) ?? '',
    /^These 15 runs on Flex: −\$1\.80 for 7 of 15 runs /,
  );
  const total = table.groups[0]?.rows.find(({ isTotal }) => isTotal);
  assert.deepEqual(total?.cells, ['All', '–', '≥ 3.60', '–', '15', '7 of 15']);
  assert.ok(notes.some((note) => note.includes('reported no usage: 2')));
});

test('a tier that the model does not serve is not priced, and why is said', () => {
  const unserved = catalogue.models.find(({ tiers }) => tiers?.length === 1)?.id ?? '';
  const prices = toPriceList([row('default', 1, 1, { model: unserved })]);
  const [whatIf] = compose(facts(group({ model: unserved })), { ...catalogue, prices });
  const flex = whatIf?.tiers.find(({ tier }) => tier === 'flex');
  assert.match(flex?.models[0]?.problem ?? '', /Not served/);
  assert.equal(flex?.total.usd, null);
  assert.deepEqual(flex?.waiting, { kind: 'none' });
});

test('where a tier serves none of the models nothing is said of waiting, and where it serves some why the others are in no amount', () => {
  const unserved = catalogue.models.find(({ tiers }) => tiers?.length === 1)?.id ?? '';
  const prices = {
    ...catalogue,
    prices: toPriceList([
      ...catalogue.prices.rows.values(),
      row('default', 1, 1, { model: unserved }),
    ]),
  };
  const said = (...usage: UsageGroup[]) => {
    const [whatIf] = compose(facts(...usage), prices);
    assert.ok(whatIf);
    return describeWhatIf(whatIf, inEnglish).sentences.find((sentence) =>
      sentence.includes('Flex'),
    );
  };
  assert.match(
    said(group({ model: unserved })) ?? '',
    /^These 412 runs on Flex: no amount \(Not served.*\)\.$/,
  );
  assert.match(
    said(group({ model: unserved }), group()) ?? '',
    /^These 824 runs on Flex: −\$1\.80 for 412 of 824 runs \(the others: Not served.*\); how long/,
  );
});

test('of runs that are on a tier but for one it says which one it is about', () => {
  const [whatIf] = compose(
    facts(group({ runs: 1, reported: 1 }), group({ tier: 'flex', runs: 4, reported: 4 })),
  );
  assert.ok(whatIf);
  const { sentences } = describeWhatIf(whatIf, inEnglish);
  assert.ok(sentences.some((said) => said.startsWith('The one run that is not on Flex, on it: ')));
});

test('real and simulated runs are two answers', () => {
  const answers = compose(facts(group({ simulated: true, runs: 1 }), group()));
  assert.deepEqual(
    answers.map(({ simulated, runs }) => [simulated, runs]),
    [
      [false, 412],
      [true, 1],
    ],
  );
  assert.deepEqual(compose(facts()), []);
});

test('the sentence says money, waiting, its range and where it comes from', () => {
  const timed = [
    { model, tier: 'default', simulated: false, outputClass: 7, runs: 412, latencyMs: 412 * 5_000 },
  ];
  const latenciesMs = Array.from({ length: 37 }, (_, at) => 10_000 + at * 1_100);
  const references = [{ model, tier: 'flex', simulated: false, outputClass: 7, latenciesMs }];
  const [whatIf] = compose({ usage: [group()], timed }, catalogue, references);
  assert.ok(whatIf);
  const { sentences } = describeWhatIf(whatIf, inEnglish);
  assert.match(
    sentences[1] ?? '',
    /^These 412 runs on Flex: −\$1\.80; about \+170 min in all \(\d+ to \d+; from 37 runs of other prompts\)\.$/,
  );
  assert.match(sentences[0] ?? '', /^These 412 runs on Priority: \+\$2\.70; how long .* not known/);
});

test('what failed or cannot be moved counts as a run, and is in no amount and no time', () => {
  const failed = group({ runs: 9, reported: 0, unreported: 3, inputTokens: 0, outputTokens: 0 });
  const timed = [
    { model, tier: 'default', simulated: false, outputClass: 7, runs: 412, latencyMs: 412 * 5_000 },
  ];
  const latenciesMs = Array.from({ length: 37 }, (_, at) => 10_000 + at * 1_100);
  const references = [{ model, tier: 'flex', simulated: false, outputClass: 7, latenciesMs }];
  const [whatIf] = compose({ usage: [group(), failed], timed }, catalogue, references);
  assert.ok(whatIf);
  const { sentences, table } = describeWhatIf(whatIf, inEnglish);
  assert.match(
    sentences[1] ?? '',
    /^These 421 runs on Flex: −\$1\.80 for 412 of 421 runs \(the others: no usage was reported\); about \+170 min for 412 of 421 runs \(\d+ to \d+; from 37 runs of other prompts\)\.$/,
  );
  const [, , flex] = table.groups;
  const [difference, cost, waiting, ...counts] = flex?.rows[0]?.cells.slice(1) ?? [];
  assert.deepEqual([difference, cost, ...counts], ['−1.80', '≥ 1.80', '421', '412 of 421']);
  assert.match(waiting ?? '', /^\+170 min \(\d+ to \d+\) for 412 of 421$/);
});

test('runs that were never sent cost nothing: the amount is no lower bound, and says of how many it is', () => {
  const unsent = group({ runs: 1, reported: 0, inputTokens: 0, outputTokens: 0 });
  const [whatIf] = compose(facts(group(), unsent));
  assert.ok(whatIf);
  const { table } = describeWhatIf(whatIf, inEnglish);
  assert.deepEqual(table.groups[0]?.rows[0]?.cells.slice(2), ['3.60', '–', '413', '412 of 413']);
});

test('a narrow range has as many digits as tell its ends apart', () => {
  const timed = [
    { model, tier: 'default', simulated: false, outputClass: 7, runs: 412, latencyMs: 412 * 5_000 },
  ];
  const latenciesMs = Array.from({ length: 200 }, (_, at) => 60_000 + at);
  const references = [{ model, tier: 'flex', simulated: false, outputClass: 7, latenciesMs }];
  const [whatIf] = compose({ usage: [group()], timed }, catalogue, references);
  assert.ok(whatIf);
  const flex = describeWhatIf(whatIf, inEnglish).sentences.find((text) => text.includes('Flex'));
  const [, low, high] = /about \+[\d.]+ min in all \(([\d.]+) to ([\d.]+);/.exec(flex ?? '') ?? [];
  assert.ok(Number(low) < Number(high), flex);
});

test('amounts of a column have as many decimals', () => {
  const [whatIf] = compose(facts(group({ inputTokens: 100, outputTokens: 10, recordedUsd: 0 })));
  assert.ok(whatIf);
  const { table } = describeWhatIf(whatIf, inEnglish);
  assert.deepEqual(
    table.groups.map(({ name, rows }) => [name, rows[0]?.cells[2], rows[0]?.cells[1]]),
    [
      ['As they are', '0.0000210', '–'],
      ['Priority', '0.0000368', '+0.0000158'],
      ['Flex', '0.0000105', '−0.0000105'],
    ],
  );
});
