import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../../src/core/catalogue/builtInCatalogue.ts';
import { apiSupport } from '../../../../src/core/catalogue/catalogue.ts';
import type { Catalogue } from '../../../../src/core/catalogue/catalogue.ts';
import { extendCatalogue } from '../../../../src/core/catalogue/extendCatalogue.ts';
import { learnFromRun } from '../../../../src/core/catalogue/learnFromRun.ts';
import { addLearnt, forgetLearnt, newsAmong } from '../../../../src/core/catalogue/learntFact.ts';
import type { LearntFact } from '../../../../src/core/catalogue/learntFact.ts';
import { dialectOf } from '../../../../src/core/catalogue/modelDialect.ts';
import { tierSupport } from '../../../../src/core/catalogue/tierSupport.ts';
import type { FailureReason } from '../../../../src/core/failure.ts';
import type { Run } from '../../../../src/core/run.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { aRun } from '../../../support/aRun.ts';

const now = new Date('2026-11-20T10:00:00.000Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

const learn = (change: Partial<Run>) => learnFromRun(builtInCatalogue, aRun(change), now);

function refused(reason: FailureReason, message: string, change: Partial<Run> = {}) {
  return learn({
    status: 'failed',
    failure: { reason, message },
    requestedTier: 'flex',
    ...change,
  });
}

const parametersWith = (change: Partial<Run['parameters']>) => ({
  parameters: { ...aRun().parameters, ...change },
});

const knowing = (learnt: readonly LearntFact[]): Catalogue => ({ ...builtInCatalogue, learnt });

const supportOf = (catalogue: Catalogue, id: string, region = 'us-east-1') =>
  tierSupport(catalogue, id, region, inEnglish, ['flex'])[0];

test('a refusal of a tier is learnt for its model, region and route', () => {
  const [fact] = refused('tierUnsupported', 'The provided service tier is not supported.', {
    model: 'us.zai.glm-5.3',
    route: 'us',
    region: 'us-west-2',
  });
  assert.deepEqual(fact, {
    kind: 'tier',
    model: 'zai.glm-5.3',
    region: 'us-west-2',
    route: 'us',
    tier: 'flex',
    served: 'no',
    reason: 'unsupported',
    learntAt: now.toISOString(),
  });
  const catalogue = knowing(fact === undefined ? [] : [fact]);
  const support = supportOf(catalogue, 'us.zai.glm-5.3', 'us-west-2');
  assert.equal(support?.served, 'no');
  assert.match(support.reason ?? '', /learnt on 2026-11-20 from a refusal/);
  assert.equal(support.source, 'learnt on 2026-11-20 from a refusal');
  assert.equal(supportOf(catalogue, 'us.zai.glm-5.3', 'us-east-1')?.served, 'yes');
  assert.equal(supportOf(catalogue, 'global.zai.glm-5.3', 'us-west-2')?.served, 'yes');
});

test('a missing reservation and a policy are told apart', () => {
  const reasons = [
    refused('tierUnsupported', 'Reservation not found.'),
    refused('tierDenied', 'explicit deny … bedrock:ServiceTier'),
  ].map(([fact]) => fact?.kind === 'tier' && fact.reason);
  assert.deepEqual(reasons, ['noReservation', 'denied']);
});

test('an answer by the tier that was asked for shows that it is served', () => {
  const facts = learn({
    status: 'succeeded',
    model: 'nobody.knows',
    requestedTier: 'flex',
    servedTier: 'flex',
  });
  const support = supportOf(knowing(facts), 'nobody.knows');
  assert.equal(support?.served, 'yes');
  assert.equal(support.source, 'learnt on 2026-11-20 from an answer');
});

test('nothing is learnt from another tier’s answer, an unreported one, other failures and simulated runs', () => {
  assert.deepEqual(
    learn({ status: 'succeeded', requestedTier: 'flex', servedTier: 'default' }),
    [],
  );
  assert.deepEqual(learn({ status: 'succeeded', requestedTier: 'flex', servedTier: null }), []);
  assert.deepEqual(refused('throttled', 'Too many tokens'), []);
  assert.deepEqual(refused('invalidRequest', 'max_tokens must be at most 8192'), []);
  assert.deepEqual(refused('tierUnsupported', 'service tier', { simulated: true }), []);
});

test('the newest fact counts, and after 30 days none', () => {
  const [no] = refused('tierUnsupported', 'The provided service tier is not supported.');
  const yes = learnFromRun(
    builtInCatalogue,
    aRun({ status: 'succeeded', requestedTier: 'flex', servedTier: 'flex' }),
    later(3),
  );
  assert.ok(no);
  assert.deepEqual(addLearnt([no], yes, later(3)), yes);
  assert.deepEqual(addLearnt(yes, [no], later(3)), yes, 'whatever came first');
  assert.deepEqual(addLearnt([no], [], later(29)), [no]);
  assert.deepEqual(addLearnt([no], [], later(30)), []);
});

test('what was learnt can be forgotten', () => {
  const [fact] = refused('tierUnsupported', 'The provided service tier is not supported.');
  const [other] = refused('tierUnsupported', 'service tier', { region: 'eu-west-1' });
  assert.ok(fact && other);
  assert.deepEqual(forgetLearnt([fact, other], fact), [other]);
});

test('a 400 that names a parameter changes how the model is addressed', () => {
  const dialectAfter = (message: string, change: Partial<Run> = {}) =>
    dialectOf(knowing(refused('invalidRequest', message, change)), aRun().model, 'chat');
  assert.equal(
    dialectAfter(
      "Unsupported parameter: 'max_completion_tokens' is not supported with this model. Use 'max_tokens' instead.",
    ).limitField,
    'max_tokens',
  );
  assert.equal(
    dialectAfter(
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
      parametersWith({ temperature: 0.2 }),
    ).takesTemperature,
    false,
  );
  assert.equal(dialectAfter("This model doesn't support the developer role").systemRole, 'system');
  assert.equal(
    dialectAfter(
      'Malformed input request: #: extraneous key [reasoning_effort] is not permitted',
      parametersWith({ reasoningEffort: 'low' }),
    ).takesReasoningEffort,
    false,
  );
});

test('what was refused in value only, or never sent, is not learnt', () => {
  assert.deepEqual(
    refused(
      'invalidRequest',
      "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model.",
      parametersWith({ reasoningEffort: 'minimal' }),
    ),
    [],
  );
  assert.deepEqual(refused('invalidRequest', "'temperature' is not supported"), []);
});

test('each further refusal leads on to the next form, and at last to none', () => {
  const refusal = (refusedField: 'max_tokens' | 'max_completion_tokens' | 'system' | 'developer') =>
    ({
      kind: 'refusal',
      model: 'openai.gpt-oss-120b-1:0',
      api: 'chat',
      refused: refusedField,
      learntAt: now.toISOString(),
    }) as const;
  const dialect = dialectOf(
    knowing([
      refusal('max_tokens'),
      refusal('max_completion_tokens'),
      refusal('system'),
      refusal('developer'),
    ]),
    'openai.gpt-oss-120b-1:0',
    'chat',
  );
  assert.equal(dialect.limitField, null);
  assert.equal(dialect.systemRole, 'user');
});

test('a 400 that names the API is learnt for that API', () => {
  const facts = refused(
    'invalidRequest',
    "The model 'deepseek.v3.2' does not support the '/v1/chat/completions' API",
    { model: 'deepseek.v3.2' },
  );
  assert.equal(apiSupport(builtInCatalogue, 'deepseek.v3.2', 'chat'), 'unknown');
  assert.equal(apiSupport(knowing(facts), 'deepseek.v3.2', 'chat'), 'no');
  assert.equal(apiSupport(knowing(facts), 'deepseek.v3.2', 'converse'), 'unknown');
  assert.equal(apiSupport(builtInCatalogue, 'us.amazon.nova-2-lite-v1:0', 'converse'), 'yes');
  assert.equal(apiSupport(builtInCatalogue, 'us.amazon.nova-2-lite-v1:0', 'chat'), 'no');
});

test('a person’s word on tiers stands above what runs taught, and old facts are left out', () => {
  const facts = refused('tierUnsupported', 'The provided service tier is not supported.');
  const extend = (days: number, tiers?: readonly string[]) =>
    extendCatalogue(
      builtInCatalogue,
      {
        refreshed: null,
        priceOverrides: [],
        modelOverrides: tiers === undefined ? [] : [{ id: aRun().model, tiers }],
        learnt: facts,
      },
      later(days),
    );
  assert.equal(supportOf(extend(1), aRun().model)?.served, 'no');
  assert.equal(supportOf(extend(31), aRun().model)?.served, 'yes');
  assert.equal(supportOf(extend(1, ['default', 'flex']), aRun().model)?.served, 'yes');
  const standardOnly = supportOf(extend(31, ['default']), aRun().model);
  assert.equal(standardOnly?.served, 'no');
  assert.equal(standardOnly.source, 'your settings');
});

test('knowing the same again within a day is no news; another answer is, and so is the same later', () => {
  const known = refused('tierUnsupported', 'The provided service tier is not supported.');
  const at = (learntAt: string) => known.map((fact) => ({ ...fact, learntAt }));
  assert.deepEqual(newsAmong(known, at('2026-11-20T18:00:00.000Z')), []);
  assert.equal(newsAmong(known, at('2026-11-21T11:00:00.000Z')).length, known.length);
  const served = learn({ status: 'succeeded', requestedTier: 'flex', servedTier: 'flex' });
  assert.deepEqual(newsAmong(known, served), served);
});
