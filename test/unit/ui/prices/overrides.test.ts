import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { findModel } from '../../../../src/core/catalogue/catalogue.ts';
import { extendCatalogue } from '../../../../src/core/catalogue/extendCatalogue.ts';
import { dialectOf } from '../../../../src/core/catalogue/modelDialect.ts';
import { findPrice } from '../../../../src/core/catalogue/pricing.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { parseModelOverrides } from '../../../../src/ui/prices/modelOverrides.ts';
import { parsePriceOverrides } from '../../../../src/ui/prices/priceOverrides.ts';

const now = new Date('2026-11-22T10:00:00Z');
const prices = (value: unknown) => parsePriceOverrides(value, inEnglish, now);
const nothing = { refreshed: null, priceOverrides: [], modelOverrides: [], learnt: [] };

test('a price of the person’s own stands above the list’s', () => {
  const { accepted, refused } = prices([
    { model: 'openai.gpt-oss-120b-1:0', tier: 'standard', input: 0.1, output: 0.4 },
    { model: 'us.zai.glm-5.3', region: 'us-east-1', tier: 'flex', input: 0.5, output: 1 },
  ]);
  assert.deepEqual(refused, []);
  const catalogue = extendCatalogue(
    builtInCatalogue,
    { ...nothing, priceOverrides: accepted },
    now,
  );
  const price = findPrice(catalogue, 'openai.gpt-oss-120b-1:0', 'eu-west-1', 'default');
  assert.equal(price?.inputPerMillion, 0.1);
  assert.equal(price.source, 'bedrockTiers.prices.overrides');
  assert.equal(price.asOf, '2026-11-22');
  assert.equal(findPrice(catalogue, 'us.zai.glm-5.3', 'us-east-1', 'flex')?.outputPerMillion, 1);
});

test('an entry that does not hold is refused with its reason, and the others are kept', () => {
  const good = { model: 'a.b', tier: 'flex', input: 1, output: 2 };
  const { accepted, refused } = prices([
    good,
    { ...good, input: '1' },
    { ...good, tier: 'priority', output: -1 },
    { ...good, region: 'Frankfurt' },
    { ...good, inptu: 3 },
    { ...good, model: 'us.a.b', route: 'global' },
    good,
    7,
  ]);
  assert.equal(accepted.length, 1);
  assert.deepEqual(
    refused.map(({ reason }) => reason.split(':')[0]),
    [
      'input',
      'output',
      'region',
      'Unrecognized key',
      'The model’s id says the route us, the entry says global',
      'An earlier entry is for the same model, region, route and tier',
      'Invalid input',
    ],
  );
  for (const { reason } of refused) assert.ok(reason);
});

test('a setting that is no list is refused as a whole, an absent one is empty', () => {
  assert.equal(prices('0.1').refused.length, 1);
  assert.deepEqual(prices(undefined), { accepted: [], refused: [] });
  assert.equal(parseModelOverrides({}).refused.length, 1);
  assert.deepEqual(parseModelOverrides(null), { accepted: [], refused: [] });
});

test('a model is corrected in what the person says, and an unlisted one is added', () => {
  const { accepted, refused } = parseModelOverrides([
    { id: 'zai.glm-5', tiers: ['standard', 'flex'], chat: { takesTemperature: false } },
    { id: 'acme.new-model', provider: 'Acme', contextTokens: 8_000 },
  ]);
  assert.deepEqual(refused, []);
  const catalogue = extendCatalogue(
    builtInCatalogue,
    { ...nothing, modelOverrides: accepted },
    now,
  );
  const changed = findModel(catalogue, 'zai.glm-5');
  assert.deepEqual(changed?.tiers, ['default', 'flex']);
  assert.equal(changed.label, 'GLM 5');
  assert.equal(changed.support.confidence, 'override');
  assert.equal(dialectOf(catalogue, 'zai.glm-5', 'chat').takesTemperature, false);
  assert.equal(dialectOf(catalogue, 'zai.glm-5', 'chat').limitField, 'max_tokens');
  const added = findModel(catalogue, 'acme.new-model');
  assert.equal(added?.contextTokens, 8_000);
  assert.equal(added.tiers, null);
});

test('a model’s entry that does not hold is refused with its reason', () => {
  const { accepted, refused } = parseModelOverrides([
    { id: 'us.zai.glm-5' },
    { id: 'a.b', apis: ['soap'] },
    { id: 'a.b', contextTokens: 0.5 },
    { tiers: ['flex'] },
    { id: 'a.b' },
    { id: 'a.b' },
  ]);
  assert.deepEqual(
    accepted.map(({ id }) => id),
    ['a.b'],
  );
  assert.equal(refused.length, 5);
  assert.match(refused[0]?.reason ?? '', /profile us: write zai\.glm-5/);
});
