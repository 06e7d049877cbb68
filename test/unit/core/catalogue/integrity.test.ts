// The catalogue's data against the facts that it was made from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { findModel } from '../../../../src/core/catalogue/catalogue.ts';
import { inRegion } from '../../../../src/core/modelId.ts';
import { factPrices, factSupport } from '../../../support/factPrices.ts';

const { models, prices } = builtInCatalogue;
const rows = [...prices.rows.values()];

test('every id is there once, whether it is the runtime’s or Mantle’s', () => {
  const ids = models.flatMap(({ id, mantleId }) =>
    mantleId === null || mantleId === id ? id : [id, mantleId],
  );
  assert.equal(new Set(ids).size, ids.length);
});

test('every model of a price is in the catalogue', () => {
  for (const { model } of rows) assert.ok(findModel(builtInCatalogue, model), model);
  for (const { model } of factPrices()) assert.ok(findModel(builtInCatalogue, model), model);
});

test('regions, routes and dates are well-formed, and no price is negative', () => {
  for (const row of rows) {
    if (row.region !== null) assert.match(row.region, /^[a-z]{2}-[a-z]+-\d$/);
    assert.ok(row.route === inRegion || /^[a-z-]+$/.test(row.route));
    assert.match(row.asOf, /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(row.input > 0 && row.output > 0 && row.source !== '');
    assert.ok((row.cacheRead ?? 0) >= 0 && (row.cacheWrite ?? 0) >= 0);
  }
  for (const region of models.flatMap(({ regions }) => regions ?? [])) {
    assert.match(region, /^[a-z]{2}-[a-z]+-\d$/);
  }
});

test('a price by a profile is of a model that has the profile', () => {
  for (const { model, route } of rows) {
    if (route === inRegion) continue;
    assert.ok(findModel(builtInCatalogue, model)?.profiles.includes(route), `${route} ${model}`);
  }
});

test('support, regions, profiles and APIs are those of the facts', () => {
  for (const fact of factSupport()) {
    const model = findModel(builtInCatalogue, fact.modelId);
    assert.ok(model, fact.modelId);
    assert.deepEqual(model.tiers?.toSorted(), fact.tiers.toSorted(), fact.modelId);
    assert.deepEqual(model.regions?.toSorted(), fact.regions?.toSorted(), fact.modelId);
    const profiles = (fact.profiles ?? []).map((profile) => profile.replace('.', ''));
    assert.deepEqual(model.profiles, profiles, fact.modelId);
    assert.deepEqual(model.apis?.toSorted() ?? null, fact.apis?.toSorted() ?? null, fact.modelId);
    assert.notEqual(model.support.confidence, 'none');
  }
});

test('a model that only a price list names has no documented tiers: a price is no proof', () => {
  const documented = new Set(factSupport().map(({ modelId }) => modelId));
  for (const model of models.filter(({ id }) => !documented.has(id))) {
    assert.equal(model.tiers, null, model.id);
    assert.equal(model.support.confidence, 'none');
  }
});

test('every model has a label, a provider and a link to AWS’s own page', () => {
  for (const { label, provider, card } of models) {
    assert.ok(label && provider);
    assert.match(
      card,
      /^https:\/\/docs\.aws\.amazon\.com\/bedrock\/latest\/userguide\/model-card[\w-]*\.html$/,
    );
  }
});
