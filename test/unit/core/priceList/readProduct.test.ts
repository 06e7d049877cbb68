import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProduct } from '../../../../src/core/priceList/readProduct.ts';
import { bulkProduct, marketplaceProduct } from '../../../support/bulkPriceList.ts';
import type { BulkProduct } from '../../../support/bulkPriceList.ts';
import { read } from '../../../support/readBulkList.ts';

const nova = 'amazon.nova-pro-v1:0';

function rowOf(product: BulkProduct, region?: string) {
  const reading = read(product, region);
  if (reading.kind !== 'row') return assert.fail(JSON.stringify(reading));
  return reading.row;
}

function fate(product: BulkProduct): string {
  const reading = read(product);
  if (reading.kind === 'ignored') return `ignored: ${reading.reason}`;
  return reading.kind === 'notUnderstood' ? `not understood: ${reading.puzzle}` : 'row';
}

test('a plain usage type is the Standard price in the region, on the runtime endpoint', () => {
  const product = bulkProduct('NovaPro-input-tokens', '0.0008000000', {
    attributes: {
      model: 'Nova Pro',
      inferenceType: 'Input tokens',
      feature: 'On-demand Inference',
    },
  });
  assert.deepEqual(rowOf(product), {
    model: nova,
    region: 'us-east-1',
    route: 'in-region',
    tier: 'default',
    endpoint: 'runtime',
    part: 'input',
    usdPerMillion: '0.8',
    isLongContext: false,
    cacheLife: null,
  });
});

test('the unit is 1K, 1k or 1M tokens, and any other unit of tokens is not scaled by guess', () => {
  const priceIn = (unit: string, usd: string) =>
    rowOf(bulkProduct('xai.grok-4.3-mantle-input-tokens-standard', usd, { unit })).usdPerMillion;
  assert.equal(priceIn('1K tokens', '0.0012500000'), '1.25');
  assert.equal(priceIn('1k tokens', '0.0012500000'), '1.25');
  assert.equal(priceIn('1M tokens', '1.2500000000'), '1.25');
  const odd = bulkProduct('NovaPro-input-tokens', '0.8', { unit: '1B tokens' });
  assert.equal(fate(odd), 'not understood: unit');
});

test('a price has every digit of the list: no binary fraction comes between', () => {
  const priceOf = (usd: string) => rowOf(bulkProduct('NovaPro-input-tokens', usd)).usdPerMillion;
  assert.equal(priceOf('0.0001261750'), '0.126175');
  assert.equal(priceOf('0.0000000001'), '0.0000001');
  assert.equal(priceOf('12'), '12000');
  assert.equal(fate(bulkProduct('NovaPro-input-tokens', '1e-4')), 'not understood: price');
  assert.equal(fate(bulkProduct('NovaPro-input-tokens', '-0.1')), 'not understood: price');
});

test('the tier is read from the usage type or from the attribute, and a contradiction is not understood', () => {
  const tierOf = (usage: string, serviceTier?: string) =>
    rowOf(
      bulkProduct(usage, '0.0004000000', {
        attributes: serviceTier === undefined ? {} : { service_tier: serviceTier },
      }),
    ).tier;
  assert.equal(tierOf('NovaPro-input-tokens-flex'), 'flex');
  assert.equal(tierOf('NovaPro-input-tokens', 'priority'), 'priority');
  assert.equal(tierOf('zai.glm-5-mantle-input-tokens-standard', 'standard'), 'default');
  const torn = bulkProduct('NovaPro-input-tokens-flex', '0.0004', {
    attributes: { service_tier: 'priority' },
  });
  assert.equal(fate(torn), 'not understood: tier');
});

test('batch is left out also where only the feature says so', () => {
  const hidden = bulkProduct('NovaPro-input-tokens', '0.0004', {
    attributes: { feature: 'Batch Inference' },
  });
  assert.equal(fate(hidden), 'ignored: batch');
  assert.equal(fate(bulkProduct('Nova2.0Lite-input-tokens-batch', '0.0001')), 'ignored: batch');
  assert.equal(
    fate(bulkProduct('Nova2.0Lite-input-tokens-cross-region-global-batch', '0.0001')),
    'ignored: batch',
  );
});

test('the global profile has prices of its own, alone and with a tier', () => {
  const global = rowOf(bulkProduct('Nova2.0Lite-input-tokens-cross-region-global', '0.0003'));
  assert.deepEqual([global.route, global.tier], ['global', 'default']);
  const flex = rowOf(bulkProduct('Nova2.0Lite-output-tokens-flex-cross-region-global', '0.00125'));
  assert.deepEqual([flex.route, flex.tier, flex.part], ['global', 'flex', 'output']);
  const mantle = rowOf(bulkProduct('xai.grok-4.6-mantle-input-tokens-global-standard', '0.002'));
  assert.deepEqual([mantle.route, mantle.tier, mantle.endpoint], ['global', 'default', 'mantle']);
});

test('a geographic profile is named where its region has only one', () => {
  const usage = 'Nova2.0Lite-input-tokens-cross-region-geo';
  const inFrankfurt = bulkProduct(usage, '0.0003', { region: 'eu-central-1' });
  assert.equal(rowOf(inFrankfurt, 'eu-central-1').route, 'eu');
  const inTokyo = bulkProduct(usage, '0.0003', { region: 'ap-northeast-1' });
  const reading = read(inTokyo, 'ap-northeast-1');
  assert.equal(reading.kind === 'notUnderstood' && reading.puzzle, 'route');
});

test('cache reads and writes are parts of their own, with the life of a write', () => {
  const partOf = (usage: string) => {
    const { part, cacheLife, isLongContext, tier } = rowOf(bulkProduct(usage, '0.0002'));
    return [part, cacheLife, isLongContext, tier];
  };
  assert.deepEqual(partOf('NovaPro-cache-read-input-token-count'), [
    'cacheRead',
    null,
    false,
    'default',
  ]);
  assert.deepEqual(partOf('NovaPro-cache-write-input-token-count'), [
    'cacheWrite',
    null,
    false,
    'default',
  ]);
  assert.deepEqual(partOf('xai.grok-4.3-mantle-cache-read-tokens-flex'), [
    'cacheRead',
    null,
    false,
    'flex',
  ]);
  assert.deepEqual(partOf('openai.gpt-5.6-luna-mantle-cache-write-tokens-30m-long-ctx-standard'), [
    'cacheWrite',
    '30m',
    true,
    'default',
  ]);
});

test('Marketplace models are known by their service, in both spellings of the usage type', () => {
  const old = rowOf(marketplaceProduct('InputTokenCount_Global', '3.00', 'Claude Sonnet 4.5'));
  assert.equal(old.model, 'anthropic.claude-sonnet-4-5-20250929-v1:0');
  assert.deepEqual([old.route, old.part, old.usdPerMillion], ['global', 'input', '3']);
  const write = rowOf(
    marketplaceProduct('CacheWrite1hInputTokenCount', '6.60', 'Claude Sonnet 4.5'),
  );
  assert.deepEqual([write.part, write.cacheLife, write.route], ['cacheWrite', '1h', 'in-region']);
  const long = rowOf(marketplaceProduct('output_tokens_long_ctx_standard', '495', 'GPT-6 Astra'));
  assert.deepEqual([long.model, long.isLongContext], ['openai.gpt-6-astra', true]);
  const batch = marketplaceProduct('InputTokenCount_Global_Batch', '1.50', 'Claude Sonnet 4.5');
  assert.equal(fate(batch), 'ignored: batch');
});

test('what is no token of text on demand is left out with its reason', () => {
  const fates = [
    ['NovaPro-input-tokens-latency-optimized', 'latencyOptimised'],
    ['NovaLite-input-tokens-custom-model', 'customModel'],
    ['NovaPro-Customization-Storage', 'customModel'],
    ['Nova2.0Pro-input-image-token-count-cross-region-global', 'image'],
    ['Nova2.0Omni-input-audio-token-count', 'audio'],
    ['Nova2.0Pro-input-video-token-count', 'video'],
    ['NovaSonic-speech-input-tokens', 'audio'],
    ['Qwen3-32B-ProvisionedThroughput-NoCommit-ModelUnits', 'provisioned'],
    ['Guardrail-ContextualGroundingPolicyUnitsConsumed', 'guardrails'],
    ['TitanEmbeddingV2-Text-input-tokens', 'embedding'],
  ] as const;
  for (const [usage, reason] of fates) {
    assert.equal(fate(bulkProduct(usage, '0.0010000000')), `ignored: ${reason}`, usage);
  }
  const hours = bulkProduct('NovaPro-something', '24.5', { unit: 'hour' });
  assert.equal(fate(hours), 'ignored: otherUnit');
});

test('a free token is not believed, a free cache write is', () => {
  assert.equal(
    fate(bulkProduct('NovaPro-input-tokens', '0.0000000000')),
    'not understood: zeroPrice',
  );
  const write = bulkProduct('NovaPro-cache-write-input-token-count', '0.0000000000');
  assert.equal(rowOf(write).usdPerMillion, '0');
});

test('codes that differ from the id are mapped, and an unknown one is never guessed', () => {
  const modelOf = (usage: string) => rowOf(bulkProduct(usage, '0.001')).model;
  assert.equal(modelOf('Nova2.0Lite-input-tokens'), 'amazon.nova-2-lite-v1:0');
  assert.equal(modelOf('gpt-oss-120b-output-tokens-priority'), 'openai.gpt-oss-120b-1:0');
  assert.equal(
    modelOf('openai.gpt-oss-120b-mantle-input-tokens-standard'),
    'openai.gpt-oss-120b-1:0',
  );
  assert.equal(
    modelOf('qwen.qwen3-coder-480b-a35b-instruct-mantle-input-tokens-flex'),
    'qwen.qwen3-coder-480b-a35b-v1:0',
  );
  assert.equal(fate(bulkProduct('NovaPro2-input-tokens', '0.001')), 'not understood: model');
  assert.equal(
    fate(bulkProduct('new.model-9-mantle-input-tokens-standard', '0.001')),
    'not understood: model',
  );
  const torn = bulkProduct('NovaPro-input-tokens', '0.001', { attributes: { model: 'Nova Lite' } });
  assert.equal(fate(torn), 'not understood: model');
});

test('a word that is not known, another region and a stepped price are not understood', () => {
  assert.equal(
    fate(bulkProduct('NovaPro-input-tokens-turbo', '0.001')),
    'not understood: usagetype',
  );
  const odd = bulkProduct('NovaPro-input-tokens', '0.001', { attributes: { feature: 'Flows' } });
  assert.equal(fate(odd), 'not understood: feature');
  const elsewhere = bulkProduct('NovaPro-input-tokens', '0.001', { region: 'eu-west-1' });
  assert.equal(fate(elsewhere), 'not understood: region');
  const { attributes } = bulkProduct('NovaPro-input-tokens', '0.001');
  const step = { unit: '1K tokens', usd: '0.001', beginRange: '0' };
  const steps = readProduct(
    { ...attributes, usagetype: attributes['usagetype'] ?? '' },
    [step, { ...step, beginRange: '1000' }],
    'us-east-1',
  );
  assert.equal(steps.kind === 'notUnderstood' && steps.puzzle, 'price');
});
