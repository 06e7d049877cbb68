// Prices by route, by rule, for long requests and for tiers of one model.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import type { Catalogue } from '../../../../src/core/catalogue/catalogue.ts';
import { toPriceList } from '../../../../src/core/catalogue/priceList.ts';
import type { PriceRow } from '../../../../src/core/catalogue/priceList.ts';
import { estimateCost, findPrice } from '../../../../src/core/catalogue/pricing.ts';
import { aRun } from '../../../support/aRun.ts';

const usage = {
  inputTokens: 1_000,
  outputTokens: 500,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

const price = (model: string, region: string, tier: string) =>
  findPrice(builtInCatalogue, model, region, tier);

/** A catalogue whose only price is this one, in-region in us-east-1 on Standard. */
function pricedAt(change: Partial<PriceRow>, more: Partial<Catalogue> = {}): Catalogue {
  const row: PriceRow = {
    model: 'openai.gpt-oss-120b-1:0',
    region: 'us-east-1',
    route: 'in-region',
    tier: 'default',
    input: 1,
    output: 2,
    cacheRead: 0.1,
    cacheWrite: null,
    longContext: null,
    basis: 'exact',
    origin: 'list',
    source: 'a list',
    asOf: '2026-09-17',
    ...change,
  };
  return { ...builtInCatalogue, prices: toPriceList([row]), ...more };
}

test('a geographic profile costs its region’s in-region price, by rule; global is not worked out', () => {
  const home = price('amazon.nova-2-lite-v1:0', 'us-east-1', 'priority');
  const profile = price('us.amazon.nova-2-lite-v1:0', 'us-east-1', 'priority');
  assert.equal(home?.basis, 'exact');
  assert.deepEqual(profile, { ...home, basis: 'rule' });
  assert.equal(price('global.amazon.nova-2-lite-v1:0', 'us-east-1', 'priority'), null);
});

test('a profile that the model is not known to have has no price', () => {
  assert.equal(price('apac.amazon.nova-2-lite-v1:0', 'ap-northeast-1', 'default'), null);
  assert.equal(price('us.openai.gpt-oss-120b-1:0', 'us-east-1', 'flex'), null);
});

test('a model card’s price by profile holds in every region, global and US apart', () => {
  const global = price('global.xai.grok-4.7', 'eu-west-1', 'default');
  assert.equal(global?.inputPerMillion, 2);
  assert.equal(global.basis, 'exact');
  assert.equal(price('us.xai.grok-4.7', 'us-west-2', 'default')?.inputPerMillion, 2.2);
  assert.equal(price('us.moonshotai.kimi-k3', 'us-east-1', 'default')?.basis, 'rule', '+ 10 %');
});

test('without a row of its own a served tier costs Standard’s times its multiplier, cached tokens too', () => {
  const priority = price('us.xai.grok-4.6', 'us-east-1', 'priority');
  assert.equal(priority?.inputPerMillion, 3.85);
  assert.equal(priority.outputPerMillion, 11.55);
  assert.equal(priority.cacheReadPerMillion, 0.9625);
  assert.equal(priority.basis, 'rule');
  assert.equal(price('us.xai.grok-4.6', 'us-east-1', 'flex')?.inputPerMillion, 1.1);
});

test('a tier that the model is not known to serve has a price only if a row says so', () => {
  assert.equal(price('qwen.qwen3-coder-next', 'us-east-1', 'priority')?.basis, 'exact');
  const coderNext = pricedAt({ model: 'qwen.qwen3-coder-next' });
  assert.equal(findPrice(coderNext, 'qwen.qwen3-coder-next', 'us-east-1', 'priority'), null);
  const unlisted = pricedAt({ model: 'nobody.knows' });
  assert.equal(findPrice(unlisted, 'nobody.knows', 'us-east-1', 'default')?.inputPerMillion, 1);
  assert.equal(findPrice(unlisted, 'nobody.knows', 'us-east-1', 'flex'), null);
  assert.equal(price('openai.gpt-oss-120b-1:0', 'us-east-1', 'reserved'), null);
});

test('once a run has shown that a model serves a tier, the rule prices it', () => {
  const learnt = pricedAt(
    { model: 'nobody.knows' },
    {
      learnt: [
        {
          kind: 'tier',
          model: 'nobody.knows',
          region: 'eu-west-1',
          route: 'in-region',
          tier: 'flex',
          served: 'yes',
          reason: 'served',
          learntAt: '2026-11-20T00:00:00Z',
        },
      ],
    },
  );
  assert.equal(findPrice(learnt, 'nobody.knows', 'us-east-1', 'flex')?.inputPerMillion, 0.5);
});

test('Mantle’s id of a model costs the same', () => {
  assert.deepEqual(
    price('openai.gpt-oss-120b', 'us-east-1', 'flex'),
    price('openai.gpt-oss-120b-1:0', 'us-east-1', 'flex'),
  );
});

test('Ultrafast has its own price, and Standard a sixth of it', () => {
  const cost = estimateCost(
    builtInCatalogue,
    aRun({ model: 'global.openai.gpt-6-astra', servedTier: 'ultrafast', usage }),
  );
  assert.equal(cost?.usd, 0.21);
  assert.equal(cost.basis, 'exact');
  const standard = price('us.openai.gpt-6-astra', 'us-east-1', 'default');
  assert.deepEqual([standard?.inputPerMillion, standard?.outputPerMillion], [11, 55]);
  assert.equal(standard?.basis, 'rule');
  assert.equal(price('openai.gpt-6-astra', 'us-east-1', 'ultrafast')?.inputPerMillion, 66);
  assert.equal(price('openai.gpt-6-astra', 'eu-west-1', 'ultrafast'), null);
});

test('a long request costs more as a whole, cached input counted among its length', () => {
  const costOf = (inputTokens: number, cacheReadTokens: number) =>
    estimateCost(
      builtInCatalogue,
      aRun({
        model: 'global.openai.gpt-6-astra',
        servedTier: 'ultrafast',
        usage: { ...usage, inputTokens, cacheReadTokens },
      }),
    );
  const short = costOf(271_000, 1_000);
  assert.equal(short?.usd, 271_000 * 60e-6 + 1_000 * 6e-6 + 500 * 300e-6);
  const long = costOf(271_000, 1_001);
  assert.equal(long?.inputPerMillion, 120);
  assert.equal(long.outputPerMillion, 450);
  assert.equal(long.usd, 32.757012, '271,000 × $120 + 1,001 × $12 + 500 × $450 per million');
});

test('a row that is long-context and by rule scales both prices', () => {
  const catalogue = pricedAt({
    longContext: { overInputTokens: 100, input: 2, output: 3, cacheRead: 0.2, cacheWrite: null },
  });
  const cost = estimateCost(catalogue, aRun({ servedTier: 'flex', usage }));
  assert.equal(cost?.inputPerMillion, 1);
  assert.equal(cost.basis, 'rule');
  assert.equal(cost.usd, 0.00175);
});

test('cached tokens have their own price, and usage that was not reported has none', () => {
  const run = { model: 'amazon.nova-pro-v1:0', region: 'us-east-1', servedTier: 'default' };
  const cached = { ...usage, cacheReadTokens: 10_000, cacheWriteTokens: 5_000 };
  const cost = estimateCost(builtInCatalogue, aRun({ ...run, usage: cached }));
  assert.equal(cost?.usd, 0.0044, 'a read at $0.20 per million, a write at 0');
  assert.equal(cost.basis, 'exact');
  assert.equal(
    estimateCost(builtInCatalogue, aRun({ ...run, usage: { ...usage, inputTokens: null } })),
    null,
  );
});
