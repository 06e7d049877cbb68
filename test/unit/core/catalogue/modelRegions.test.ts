import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { regionsOf } from '../../../../src/core/catalogue/modelRegions.ts';

test('a model in its own region is known where its card names it', () => {
  const { ofModel, others } = regionsOf(builtInCatalogue, 'openai.gpt-oss-120b-1:0');
  assert.ok(ofModel.includes('eu-central-1'));
  assert.ok(!ofModel.includes('us-west-1'));
  assert.equal(new Set([...ofModel, ...others]).size, ofModel.length + others.length);
});

test('a geographic profile is called from its own regions, a global one from all', () => {
  const european = regionsOf(builtInCatalogue, 'eu.amazon.nova-2-lite-v1:0').ofModel;
  assert.ok(european.length > 0);
  assert.ok(european.every((region) => region.startsWith('eu-')));
  assert.deepEqual(regionsOf(builtInCatalogue, 'global.amazon.nova-2-lite-v1:0').others, []);
});

test('a model without an in-region route is known in no region without its profile', () => {
  assert.deepEqual(regionsOf(builtInCatalogue, 'amazon.nova-2-lite-v1:0').ofModel, []);
});

test('of a model that is not listed nothing is known', () => {
  assert.deepEqual(regionsOf(builtInCatalogue, 'somebody.else-v1').ofModel, []);
});
