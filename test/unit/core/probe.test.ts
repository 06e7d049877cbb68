import assert from 'node:assert/strict';
import { test } from 'node:test';
import { probeOutcome, probeTable } from '../../../src/core/probe.ts';
import type { FailureReason } from '../../../src/core/failure.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import { aRun } from '../../support/aRun.ts';

const failed = (reason: FailureReason, message = 'No.') =>
  aRun({ status: 'failed', failure: { reason, message } });

test('a probe is served, served by another tier, refused, throttled or failed', () => {
  const served = aRun({ status: 'succeeded', requestedTier: 'flex', servedTier: 'flex' });
  assert.equal(probeOutcome(served), 'served');
  assert.equal(probeOutcome({ ...served, servedTier: null }), 'served');
  assert.equal(probeOutcome({ ...served, servedTier: 'default' }), 'otherTier');
  assert.equal(probeOutcome(failed('tierUnsupported')), 'refused');
  assert.equal(probeOutcome(failed('tierDenied')), 'refused');
  assert.equal(probeOutcome(failed('throttled')), 'throttled');
  assert.equal(probeOutcome(failed('network')), 'failed');
  assert.equal(probeOutcome(aRun({ status: 'cancelled' })), 'cancelled');
});

test('what a server says stays one cell of plain text', () => {
  const table = probeTable([failed('tierUnsupported', 'a | b\n# c [d](command:x) `e`')], inEnglish);
  assert.equal(table.split('\n').filter((line) => line.startsWith('|')).length, 3);
  assert.ok(table.includes(String.raw`a \| b # c \[d\](command:x) \`e\``));
});

test('simulated probes say so', () => {
  assert.match(probeTable([aRun({ simulated: true })], inEnglish), /Simulated/);
});
