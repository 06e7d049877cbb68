import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { inRegionPrices } from '../../../../src/core/catalogue/inRegionPrices.ts';
import { estimateCost, findPrice } from '../../../../src/core/catalogue/pricing.ts';
import { aRun } from '../../../support/aRun.ts';

const usage = {
  inputTokens: 1_000,
  outputTokens: 500,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

test('a listed tier has its own row, exactly', () => {
  const price = findPrice(builtInCatalogue, 'openai.gpt-oss-120b-1:0', 'us-east-1', 'priority');
  assert.equal(price?.inputPerMillion, 0.2625);
  assert.equal(price.outputPerMillion, 1.05);
  assert.equal(price.basis, 'exact');
});

test('the tier that served is paid, not the one that was asked for', () => {
  const cost = estimateCost(
    builtInCatalogue,
    aRun({ requestedTier: 'priority', servedTier: 'default', usage }),
  );
  assert.equal(cost?.tier, 'default');
  assert.equal(cost.tierAssumed, false);
  assert.equal(cost.usd, 0.00045);
});

test('where no tier was reported the requested one is assumed, and that is said', () => {
  const cost = estimateCost(
    builtInCatalogue,
    aRun({ requestedTier: 'flex', servedTier: null, usage }),
  );
  assert.equal(cost?.tier, 'flex');
  assert.equal(cost.tierAssumed, true);
});

test('an unknown price, an unknown tier and a missing usage have no cost, never 0', () => {
  assert.equal(estimateCost(builtInCatalogue, aRun({ model: 'nobody.knows-v1:0', usage })), null);
  assert.equal(estimateCost(builtInCatalogue, aRun({ requestedTier: 'reserved', usage })), null);
  assert.equal(estimateCost(builtInCatalogue, aRun({ usage: null })), null);
  assert.equal(
    estimateCost(builtInCatalogue, aRun({ usage: { ...usage, outputTokens: null } })),
    null,
  );
});

test('a profile is not priced by the in-region row', () => {
  assert.equal(
    findPrice(builtInCatalogue, 'us.openai.gpt-oss-120b-1:0', 'us-east-1', 'default'),
    null,
  );
});

test('cached tokens without a listed price count at the input price, and the basis says so', () => {
  const cost = estimateCost(
    builtInCatalogue,
    aRun({ usage: { ...usage, inputTokens: 0, cacheReadTokens: 1_000 } }),
  );
  assert.equal(cost?.usd, 0.00045);
  assert.equal(cost.basis, 'rule');
});

test('every listed price is found again to the last digit', () => {
  for (const [model, region, ...tiers] of inRegionPrices) {
    for (const [index, tier] of ['default', 'priority', 'flex'].entries()) {
      const listed = tiers[index];
      if (!listed) continue;
      const price = findPrice(builtInCatalogue, model, region, tier);
      assert.deepEqual([price?.inputPerMillion, price?.outputPerMillion], [listed[0], listed[1]]);
    }
  }
});
