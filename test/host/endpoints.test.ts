import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { changeSettings, getApi } from './window.ts';

describe('endpoints and the key', () => {
  let server: FaultServer;

  before(async () => {
    server = await startFaultServer(respondSse(goodStream(['Hi'], 'default')));
  });
  after(async () => {
    await changeSettings({ endpoint: undefined, endpointUrl: undefined });
    await server.close();
  });

  it('without a key a run on Bedrock fails with the next step, and is recorded', async () => {
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain' });
    assert.equal(run.status, 'failed');
    assert.equal(run.failure?.reason, 'credentials');
    assert.equal(run.attempts, 0);
    const [recorded] = await api.history.query({ limit: 1 });
    assert.equal(recorded?.id, run.id);
  });

  it('the stored key goes to the custom endpoint’s header, the tier into the body', async () => {
    await changeSettings({ endpoint: 'custom', endpointUrl: `${server.baseUrl}/` });
    await vscode.commands.executeCommand('bedrockTiers.setApiKey', 'stored-key');
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain', selection: 'x', tier: 'flex' });
    assert.equal(run.status, 'succeeded');
    assert.equal(run.simulated, false);
    assert.equal(run.endpoint, 'custom');
    assert.equal(run.servedTier, 'default', 'served and requested tier are two fields');
    const request = await server.nextRequest();
    assert.equal(request.url, '/openai/v1/chat/completions');
    assert.equal(request.headers.authorization, 'Bearer stored-key');
    assert.match(request.rawBody, /"service_tier":"flex"/);
    assert.doesNotMatch(JSON.stringify(run), /stored-key/);
    const [underServed] = await api.history.query({ tier: 'default', limit: 1 });
    assert.equal(underServed?.id, run.id, 'a run belongs to the tier that served it');
  });

  it('a cleared key is no longer sent', async () => {
    await vscode.commands.executeCommand('bedrockTiers.clearApiKey');
    const api = await getApi();
    await api.run({ instruction: 'Explain' });
    const request = await server.nextRequest();
    assert.equal(request.headers.authorization, undefined);
  });

  it('settings reach the request', async () => {
    await changeSettings({ maxOutputTokens: 123, temperature: 0.5, systemPrompt: 'Rhyme.' });
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain', model: 'zai.glm-5' });
    const { rawBody } = await server.nextRequest();
    assert.match(rawBody, /"max_tokens":123\b/);
    assert.match(rawBody, /"temperature":0\.5\b/);
    assert.match(rawBody, /\{"role":"system","content":"Rhyme\."\}/);
    assert.equal(run.parameters.temperature, 0.5);
    await changeSettings({
      maxOutputTokens: undefined,
      temperature: undefined,
      systemPrompt: undefined,
    });
  });

  it('a URL that could leak the key is refused before anything is sent', async () => {
    for (const endpointUrl of ['http://example.com/v1', 'not a url', 'https://a:b@example.com']) {
      await changeSettings({ endpointUrl });
      const api = await getApi();
      const run = await api.run({ instruction: 'Explain' });
      assert.equal(run.failure?.reason, 'invalidRequest', endpointUrl);
      assert.equal(run.attempts, 0);
    }
  });
});
