// Every row of the price list: what a run costs is the list's own arithmetic, to the last digit shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import type { Catalogue } from '../../../../src/core/catalogue/catalogue.ts';
import { toPriceList } from '../../../../src/core/catalogue/priceList.ts';
import { estimateCost, findPrice } from '../../../../src/core/catalogue/pricing.ts';
import { formatUsd } from '../../../../src/core/format.ts';
import { aRun } from '../../../support/aRun.ts';
import { factPrices } from '../../../support/factPrices.ts';

const tiers = ['default', 'priority', 'flex'] as const;
const rows = factPrices();

const usage = {
  inputTokens: 12_345,
  outputTokens: 6_789,
  cacheReadTokens: 1_111,
  cacheWriteTokens: 222,
  reasoningTokens: 55,
};

/** Whole millionths of a dollar per million tokens, so that every product and sum is a whole number. */
const micro = (usd: number) => Math.round(usd * 1e6);

for (const { model, region, tiers: listed } of rows) {
  for (const tier of tiers) {
    const prices = listed[tier];
    if (prices === null) continue;
    test(`${model} in ${region} on ${tier} costs what the list says`, () => {
      const { input, output, cacheRead, cacheWrite } = prices;
      const run = { model, region, servedTier: tier, usage };
      const plain = estimateCost(
        builtInCatalogue,
        aRun({ ...run, usage: { ...usage, cacheReadTokens: 0, cacheWriteTokens: null } }),
      );
      const plainUsd = (12_345 * micro(input) + 6_789 * micro(output)) / 1e12;
      assert.equal(plain?.usd, plainUsd);
      assert.equal(formatUsd(plain.usd), formatUsd(plainUsd));
      assert.equal(plain.basis, 'exact');
      assert.equal(plain.tier, tier);
      const cached = estimateCost(builtInCatalogue, aRun(run));
      assert.equal(
        cached?.usd,
        (12_345 * micro(input) +
          6_789 * micro(output) +
          1_111 * micro(cacheRead ?? input) +
          222 * micro(cacheWrite ?? input)) /
          1e12,
      );
      assert.equal(cached.basis, cacheRead === null || cacheWrite === null ? 'rule' : 'exact');
    });
  }
}

test('every row of the list is in the catalogue, and no other bears its date', () => {
  const known = new Set(
    rows.flatMap((row) =>
      tiers.flatMap((tier) =>
        row.tiers[tier] === null ? [] : `${row.model} ${row.region} in-region ${tier}`,
      ),
    ),
  );
  const ofList = [...builtInCatalogue.prices.rows.values()].filter(
    ({ asOf }) => asOf === '2026-09-17',
  );
  assert.equal(ofList.length, known.size);
  for (const { model, region, route, tier } of ofList) {
    assert.ok(known.has(`${model} ${region} ${route} ${tier}`));
  }
});

test('a price by the rule differs from the listed one only by what the list itself rounds', () => {
  const standardOnly: Catalogue = {
    ...builtInCatalogue,
    models: builtInCatalogue.models.map((model) => ({
      ...model,
      tiers: ['default', 'priority', 'flex'],
    })),
    prices: toPriceList(
      [...builtInCatalogue.prices.rows.values()].filter(({ tier }) => tier === 'default'),
    ),
  };
  const range = { priority: [1.7, 1.83], flex: [0.43, 0.56] } as const;
  for (const { model, region, tiers: listed } of rows) {
    for (const tier of ['priority', 'flex'] as const) {
      const byRule = findPrice(standardOnly, model, region, tier);
      const [exact, standard] = [listed[tier], listed.default];
      assert.ok(byRule && exact);
      assert.equal(byRule.basis, 'rule');
      for (const side of ['input', 'output'] as const) {
        // Half a cent: the list rounds to two decimals.
        const difference = Math.abs(byRule[`${side}PerMillion`] - exact[side]);
        assert.ok(difference < 0.005 + 1e-9, `${model} ${region} ${tier} ${side}`);
        if (standard === null) continue;
        const [least, most] = range[tier];
        const ratio = exact[side] / standard[side];
        assert.ok(ratio > least - 0.005 && ratio < most + 0.005, `${model} ${tier}: ${ratio}`);
      }
    }
  }
});
