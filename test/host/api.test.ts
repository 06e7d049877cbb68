import assert from 'node:assert/strict';
import type { RunEvent } from '../../src/core/run.ts';
import { changeSettings, getApi } from './window.ts';

describe('the API for other extensions, on the demo endpoint', () => {
  before(() => changeSettings({ endpoint: 'demo' }));
  after(() => changeSettings({ endpoint: undefined }));

  it('runs, streams events and resolves with the finished run', async () => {
    const api = await getApi();
    const events: RunEvent[] = [];
    const run = await api.run(
      { instruction: 'Explain', selection: 'let x = 1', tier: 'priority' },
      { onEvent: (event) => events.push(event) },
    );
    assert.equal(api.version, 1);
    assert.equal(run.origin, 'api');
    assert.equal(run.status, 'succeeded');
    const text = events.map((event) => (event.type === 'textDelta' ? event.text : '')).join('');
    assert.equal(text, run.response);
    assert.equal(events[0]?.type, 'started');
    assert.equal(events.at(-1)?.type, 'completed');
  });

  it('the history finds the run again under its tier, by model, time and text', async () => {
    const api = await getApi();
    const since = new Date().toISOString();
    const instruction = `Summarise ${crypto.randomUUID()}`;
    const run = await api.run({ instruction, selection: 'x', tier: 'priority' });
    const [byText] = await api.history.query({ text: instruction });
    assert.deepEqual(byText, run, 'what is stored is what was resolved');
    const [byTier] = await api.history.query({
      tier: 'priority',
      since,
      model: run.model,
      limit: 1,
    });
    assert.equal(byTier?.id, run.id);
    assert.deepEqual(await api.history.query({ tier: 'flex', text: instruction }), []);
  });

  it('refuses what is no prompt, with a clear error', async () => {
    const api = await getApi();
    await assert.rejects(async () => api.run({ instruction: ' ' }), /both empty/);
    await assert.rejects(async () => api.run({ instruction: 'x', tier: '' }), /must not be empty/);
    await assert.rejects(async () => api.run(JSON.parse('{"instruction":1}')), /must be a string/);
  });

  it('an aborted signal cancels and keeps what had arrived', async () => {
    const api = await getApi();
    const abort = new AbortController();
    const run = await api.run(
      { instruction: 'Explain at length', selection: 'x', tier: 'priority' },
      {
        signal: abort.signal,
        onEvent: (event) => {
          if (event.type === 'textDelta') abort.abort();
        },
      },
    );
    assert.equal(run.status, 'cancelled');
    assert.ok(run.response.length > 0);
    assert.equal(run.cost, null);
  });
});
