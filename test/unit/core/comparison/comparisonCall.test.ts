import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import {
  callMessages,
  draftCall,
  nonceLine,
} from '../../../../src/core/comparison/comparisonCall.ts';
import type { Comparison } from '../../../../src/core/comparison/comparison.ts';
import { conversation } from '../../../../src/core/prompt.ts';
import { aComparison, modelIds } from '../../../support/aComparison.ts';

const call = {
  id: '3b0f2c1e-7d4a-4c55-9e0d-2f6a1b9c8d7e',
  startedAt: '2026-11-22T10:00:00.000Z',
  model: 'us.zai.glm-5.3',
  tier: 'flex',
  block: 3,
};

function withSystemPrompt(systemPrompt: string | null): Comparison {
  const { prompt } = aComparison();
  return aComparison(
    {},
    { prompt: { ...prompt, parameters: { ...prompt.parameters, systemPrompt } } },
  );
}

test('a call is a run of the comparison: its prompt, its place, its tier by choice', () => {
  const comparison = aComparison();
  assert.deepEqual(draftCall(comparison, call), {
    ...comparison.prompt,
    id: call.id,
    startedAt: call.startedAt,
    origin: 'comparison',
    comparisonId: 'c1',
    block: 3,
    simulated: false,
    model: 'us.zai.glm-5.3',
    region: 'us-east-1',
    route: 'us',
    endpoint: 'runtime',
    api: 'chat',
    requestedTier: 'flex',
    tierSource: 'explicit',
  });
});

test('the calls of block 0 are warm-ups', () => {
  assert.equal(draftCall(aComparison(), { ...call, block: 0 }).origin, 'warmup');
});

test('a nonce line opens the first message and nothing else changes', () => {
  for (const systemPrompt of ['Be brief.', null]) {
    const draft = draftCall(withSystemPrompt(systemPrompt), { ...call, model: modelIds[0] });
    const [plainFirst, ...plainRest] = conversation(draft, []);
    const [first, ...rest] = callMessages(draft);
    assert.equal(first?.role, systemPrompt === null ? 'user' : 'developer');
    assert.equal(first.content, `${nonceLine(draft)}\n${plainFirst?.content}`);
    assert.deepEqual(rest, plainRest);
    assert.equal(draft.parameters.systemPrompt, systemPrompt);
  }
});

test('the nonce can be told again from the run and is of one length', () => {
  assert.equal(nonceLine(call), '[ad6c88249724]');
  for (const id of ['', 'r1', call.id, 'ü'.repeat(500)])
    assert.match(nonceLine({ id }), /^\[[0-9a-f]{12}\]$/);
});

test('a hundred thousand runs have as many nonces, and so have ids that are alike', () => {
  const ids = [
    ...Array.from({ length: 100_000 }, () => randomUUID()),
    ...Array.from({ length: 1_000 }, (_, index) => `run-${index}`),
  ];
  const nonces = new Set(ids.map((id) => nonceLine({ id })));
  assert.equal(nonces.size, ids.length);
  assert.ok([...nonces].every(({ length }) => length === 14));
});
