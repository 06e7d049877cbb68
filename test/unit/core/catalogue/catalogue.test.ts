import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { callableIds, findModel } from '../../../../src/core/catalogue/catalogue.ts';
import { chatDialect } from '../../../../src/core/catalogue/dialect.ts';
import { catalogueModels } from '../../../../src/core/catalogue/modelData.ts';
import { tierSupport } from '../../../../src/core/catalogue/tierSupport.ts';
import { parseModelId, shortModelName } from '../../../../src/core/modelId.ts';
import { inEnglish } from '../../../../src/core/translate.ts';

const served = (model: string, region = 'us-east-1') =>
  Object.fromEntries(
    tierSupport(builtInCatalogue, model, region, inEnglish).map((row) => [row.tier, row.served]),
  );

test('model ids are taken apart and shortened', () => {
  assert.deepEqual(parseModelId('global.moonshotai.kimi-k3'), {
    model: 'moonshotai.kimi-k3',
    route: 'global',
  });
  assert.deepEqual(parseModelId('openai.gpt-oss-120b-1:0'), {
    model: 'openai.gpt-oss-120b-1:0',
    route: 'in-region',
  });
  assert.equal(shortModelName('openai.gpt-oss-120b-1:0'), 'gpt-oss-120b');
  assert.equal(shortModelName('qwen.qwen3-32b-v1:0'), 'qwen3-32b');
  assert.equal(shortModelName('us.zai.glm-5.3'), 'glm-5.3 (us)');
  assert.equal(shortModelName('whatever'), 'whatever');
});

test('support follows model, region and route', () => {
  assert.deepEqual(served('openai.gpt-oss-120b-1:0'), {
    priority: 'yes',
    default: 'yes',
    flex: 'yes',
  });
  assert.deepEqual(served('qwen.qwen3-coder-next'), { priority: 'no', default: 'yes', flex: 'no' });
  assert.deepEqual(served('openai.gpt-oss-120b-1:0', 'ca-west-1'), {
    priority: 'unknown',
    default: 'yes',
    flex: 'unknown',
  });
  assert.deepEqual(served('nobody.knows'), {
    priority: 'unknown',
    default: 'unknown',
    flex: 'unknown',
  });
});

test('a tier that is not served has its reason', () => {
  const [priority] = tierSupport(
    builtInCatalogue,
    'us.openai.gpt-5.6-luna',
    'us-east-1',
    inEnglish,
  );
  assert.equal(priority?.served, 'no');
  assert.ok(priority.reason);
});

test('a model without an in-region route is called by its profiles', () => {
  const model = findModel(builtInCatalogue, 'zai.glm-5.3');
  assert.ok(model);
  assert.deepEqual(callableIds(model), ['us.zai.glm-5.3', 'global.zai.glm-5.3']);
});

test('the limit field follows the model', () => {
  assert.equal(chatDialect('openai.gpt-oss-20b-1:0').limitField, 'max_completion_tokens');
  assert.equal(chatDialect('us.moonshotai.kimi-k3').limitField, 'max_tokens');
});

test('no id stands in the catalogue twice, and those known for Chat Completions come first', () => {
  const ids = catalogueModels.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const known = catalogueModels.map(({ apis }) => apis?.includes('chat') ?? false);
  assert.equal(known.lastIndexOf(true) + 1, known.filter(Boolean).length);
});

test('a model without an in-region route is refused by its bare id, and the reason says how to call it', () => {
  const [support] = tierSupport(
    builtInCatalogue,
    'amazon.nova-2-lite-v1:0',
    'us-east-1',
    inEnglish,
  );
  assert.equal(support?.served, 'no');
  assert.match(support.reason ?? '', /us\.amazon\.nova-2-lite-v1:0/);
});

test('a profile that is not documented, or not from there, is not known to serve', () => {
  assert.deepEqual(served('us.amazon.nova-2-lite-v1:0', 'us-west-2').flex, 'yes');
  assert.deepEqual(served('us.amazon.nova-2-lite-v1:0', 'eu-west-1').flex, 'unknown');
  assert.deepEqual(served('global.amazon.nova-2-lite-v1:0', 'eu-west-1').flex, 'yes');
  assert.deepEqual(served('apac.amazon.nova-2-lite-v1:0', 'ap-south-1').flex, 'unknown');
});

test('a model that only the price list names serves Standard, and its other tiers are not known', () => {
  assert.deepEqual(served('zai.glm-4.7'), { priority: 'unknown', default: 'yes', flex: 'unknown' });
});

test('opt-in tiers are answered for when they are asked for, with who says so', () => {
  const [ultrafast, reserved] = tierSupport(
    builtInCatalogue,
    'us.openai.gpt-6-astra',
    'us-east-1',
    inEnglish,
    ['ultrafast', 'reserved'],
  );
  assert.equal(ultrafast?.served, 'yes');
  assert.match(ultrafast.source ?? '', /model card/);
  assert.equal(reserved?.served, 'no');
});
