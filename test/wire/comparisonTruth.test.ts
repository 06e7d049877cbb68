// Whole comparisons against the demo endpoint whose truth is known: the verdicts, word by word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Clock } from '../../src/core/clock.ts';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { composeReport } from '../../src/core/comparison/report.ts';
import { seededRandom } from '../../src/core/comparison/seededRandom.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { PaceTable } from '../../src/simulator/pace.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { aComparison } from '../support/aComparison.ts';
import { wireComparison } from '../support/wireComparison.ts';

/** A clock of the server and the client that goes on only while an answer or a gap is waited for. */
function virtualClock(): { clock: Clock; pass: (ms: number) => Promise<void> } {
  let now = 0;
  const start = Date.parse('2026-11-22T10:00:00Z');
  return {
    clock: { now: () => now, wallClock: () => new Date(start + now) },
    pass: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
}

/** An answer that comes all at once after a wait from this range: only the first token takes time. */
function within(least: number, most: number): PaceTable[string] {
  return { firstTokenMs: [least, most], rest: { kind: 'burst', mostMs: 0 } };
}

async function measure(
  t: TestContext,
  pace: PaceTable,
  comparison: Comparison,
): Promise<Comparison> {
  const { clock, pass } = virtualClock();
  const simulator = await startSimulator({
    apiKey: 'test-key',
    clock,
    pace,
    random: seededRandom(7),
    sleep: pass,
  });
  t.after(() => simulator.close());
  let calls = 0;
  // The nonce is part of what the server counts as tokens.
  const newId = () => `call-${++calls}`;
  const { live } = wireComparison(simulator.baseUrl, comparison, {
    clock,
    wait: pass,
    parts: { newId },
  });
  return live.finished;
}

function verdictsOf(comparison: Comparison): string[] {
  return composeReport(comparison, inEnglish).verdicts.map(({ text }) => text);
}

const paces: PaceTable = {
  priority: within(450, 550),
  default: within(900, 1_100),
  flex: within(2_000, 5_000),
};

test('Priority takes half as long, Flex three times', async (t) => {
  const finished = await measure(t, paces, aComparison({ repeats: 12 }));
  assert.equal(finished.status, 'finished');
  assert.deepEqual(verdictsOf(finished), [
    'Priority is 47-54 % faster to first token (95 % CI, n=12 blocks) at 1.75x the cost: $0.00018 per second saved ($0.00017-$0.00019).',
    'Flex takes 2.7-4.2x as long to first token (95 % CI, n=12 blocks) and costs 0.5x. (calls in this time window; Flex queues in bursts)',
  ]);
  for (const { tier, ratioLo, ratioHi } of finished.results) {
    const truth = tier === 'priority' ? 0.5 : 3.5;
    assert.ok((ratioLo ?? Infinity) <= truth && truth <= (ratioHi ?? 0), tier);
  }
});

test('the same paces: no evidence, and what would settle it', async (t) => {
  const same = { priority: within(600, 1_400), default: within(600, 1_400) };
  const comparison = aComparison({ repeats: 12, tiers: ['priority', 'default'] });
  const finished = await measure(t, same, comparison);
  assert.deepEqual(verdictsOf(finished), [
    'No evidence of a difference yet (between 25 % faster and 22 % slower, n=12). About 10 more runs ($0.002) would settle a 25 % difference; 10 % would take about 200 ($0.04).',
  ]);
});

test('the same paces, calm: no practical difference', async (t) => {
  const same = { priority: within(980, 1_020), default: within(980, 1_020) };
  const comparison = aComparison({ repeats: 12, tiers: ['priority', 'default'] });
  const finished = await measure(t, same, comparison);
  assert.deepEqual(verdictsOf(finished), [
    'No practical difference: Priority is within 2 % of Standard either way (95 % CI, n=12 blocks). The extra $0.000094 per call bought no measurable time to first token.',
  ]);
});

test('five blocks are too few', async (t) => {
  const comparison = aComparison({ repeats: 5, tiers: ['priority', 'default'] });
  const finished = await measure(t, paces, comparison);
  assert.deepEqual(verdictsOf(finished), [
    '5 blocks: too few for a verdict (needs 8). So far Priority was quicker in 5 of 5 blocks; medians 0.51 s vs 1.01 s. 3 more blocks (6 runs, about $0.001) give a first verdict.',
  ]);
});

test('opened again, a comparison says the same; measured again, too', async (t) => {
  const comparison = aComparison({ repeats: 8 });
  const finished = await measure(t, paces, comparison);
  const opened: Comparison = JSON.parse(JSON.stringify(finished));
  assert.deepEqual(verdictsOf(opened), verdictsOf(finished));
  assert.deepEqual(verdictsOf(await measure(t, paces, comparison)), verdictsOf(finished));
});
