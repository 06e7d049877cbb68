import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { PaceTable } from '../../src/simulator/pace.ts';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { changeSettings, closeEditors, getApi, openAndSelect } from './window.ts';

/** Quick, and each tier at a pace of its own. */
const paces: PaceTable = {
  priority: { firstTokenMs: [5, 6], rest: { kind: 'burst', mostMs: 10 } },
  default: { firstTokenMs: [30, 32], rest: { kind: 'burst', mostMs: 10 } },
  flex: { firstTokenMs: [60, 64], rest: { kind: 'burst', mostMs: 10 } },
};

describe('comparisons', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ apiKey: null, pace: paces });
    await changeSettings({ endpoint: 'custom', endpointUrl: simulator.baseUrl });
  });
  after(async () => {
    await closeEditors();
    await changeSettings({ endpoint: undefined, endpointUrl: undefined });
    await simulator.close();
  });

  it('the API runs blocks and resolves with the comparison, which the history keeps', async () => {
    const api = await getApi();
    const comparison = await api.compare({
      instruction: 'Explain',
      selection: 'let x = 1',
      tiers: ['priority', 'default'],
      repeats: 2,
    });
    assert.equal(comparison.status, 'finished');
    assert.deepEqual(
      comparison.runs.map(({ block, origin }) => [block, origin]),
      [
        [0, 'warmup'],
        [0, 'warmup'],
        [1, 'comparison'],
        [1, 'comparison'],
        [2, 'comparison'],
        [2, 'comparison'],
      ],
    );
    const [result] = comparison.results;
    assert.equal(result?.tier, 'priority');
    assert.equal(result.verdict, 'too-few');
    assert.equal(result.nBlocks, 2);
    const recorded = await api.history.query({ limit: 6 });
    assert.deepEqual(
      new Set(recorded.map(({ id }) => id)),
      new Set(comparison.runs.map(({ id }) => id)),
    );
    assert.ok(recorded.every(({ comparisonId }) => comparisonId === comparison.id));
  });

  it('an aborted signal stops it, and what was done counts', async () => {
    const api = await getApi();
    const stop = new AbortController();
    const comparing = api.compare(
      { instruction: 'Explain', selection: 'let x = 1', repeats: 20 },
      { signal: stop.signal },
    );
    stop.abort();
    const { status, runs } = await comparing;
    assert.equal(status, 'stopped');
    assert.ok(runs.length <= 3, `${runs.length} runs`);
  });

  it('refuses what is no comparison, with a clear error', async () => {
    const api = await getApi();
    const request = { instruction: 'Explain', selection: 'x' };
    await assert.rejects(api.compare({ ...request, tiers: ['flex'] }), /at least two tiers/);
    await assert.rejects(api.compare({ ...request, models: [] }), /needs a model/);
    await assert.rejects(api.compare({ ...request, repeats: 0 }), /whole number/);
    const unserved = { ...request, models: ['qwen.qwen3-coder-next'], tiers: ['default', 'flex'] };
    await assert.rejects(api.compare(unserved), /Flex: qwen3-coder-next: Not served/);
  });

  it('the command with an instruction asks nothing: a quick look, all tiers at once', async () => {
    await openAndSelect('let total = 0;\n', 'typescript', [0, 0, 0, 14]);
    const comparison = await vscode.commands.executeCommand<Comparison>(
      'bedrockTiers.compareTiers',
      { instruction: 'Explain', repeats: 1 },
    );
    assert.equal(comparison.status, 'finished');
    assert.deepEqual(comparison.runs.map(({ requestedTier }) => requestedTier).toSorted(), [
      'default',
      'flex',
      'priority',
    ]);
    assert.ok(comparison.runs.every(({ origin }) => origin === 'comparison'));
    assert.equal(comparison.prompt.selection, 'let total = 0;');
  });

  it('without a selection the command says so', async () => {
    await closeEditors();
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand('bedrockTiers.compareTiers', { instruction: 'Explain' }),
      /Nothing is selected/,
    );
  });
});
