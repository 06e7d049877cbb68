// The bytes that leave: what a server receives, not what an SDK was called with.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { aRun } from '../support/aRun.ts';
import { wireRun } from '../support/wireRun.ts';
import type { WireOptions } from '../support/wireRun.ts';

async function send(options: WireOptions = {}) {
  await using server = await serverThatAnswers();
  await wireRun(server.baseUrl, options).finished;
  const request = await server.request(1);
  const body: unknown = JSON.parse(request.rawBody);
  return { ...request, body };
}

async function serverThatAnswers() {
  const server = await startFaultServer(respondSse(goodStream(['Hi'])));
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

test('tier, usage option, limit, roles and stream are in the body, and nothing else', async () => {
  const { body, url, method } = await send({
    run: { requestedTier: 'flex' },
    maxOutputTokens: 777,
  });
  assert.equal(method, 'POST');
  assert.equal(url, '/openai/v1/chat/completions');
  assert.deepEqual(body, {
    model: 'openai.gpt-oss-120b-1:0',
    messages: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'Explain\n\n```typescript\nconst a = 1;\n```' },
    ],
    service_tier: 'flex',
    max_completion_tokens: 777,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('every tier leaves as it was asked for, also one that we do not know', async () => {
  for (const tier of ['priority', 'default', 'flex', 'reserved', 'ultrafast']) {
    const { body } = await send({ run: { requestedTier: tier } });
    assert.equal(JSON.parse(JSON.stringify(body)).service_tier, tier);
  }
});

test('other providers take max_tokens and the role system', async () => {
  const { rawBody } = await send({ run: { model: 'us.moonshotai.kimi-k3' }, maxOutputTokens: 5 });
  assert.match(rawBody, /"max_tokens":5\b/);
  assert.doesNotMatch(rawBody, /max_completion_tokens/);
  assert.match(rawBody, /"role":"system"/);
  assert.match(rawBody, /"model":"us\.moonshotai\.kimi-k3"/);
});

test('temperature and reasoning effort are sent only if set', async () => {
  const without = await send();
  assert.doesNotMatch(without.rawBody, /temperature|reasoning_effort/);
  const parameters = {
    maxOutputTokens: 9,
    temperature: 0,
    reasoningEffort: 'low',
    systemPrompt: null,
  };
  const { rawBody } = await send({ run: { parameters } });
  assert.match(rawBody, /"temperature":0\b/);
  assert.match(rawBody, /"reasoning_effort":"low"/);
  assert.doesNotMatch(rawBody, /developer/);
});

test('the headers are the bearer key, the types, our name, and nothing from the environment', async (t) => {
  const environment = [
    'OPENAI_ORG_ID',
    'OPENAI_PROJECT_ID',
    'OPENAI_CUSTOM_HEADERS',
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL',
  ];
  for (const name of environment)
    process.env[name] = name === 'OPENAI_CUSTOM_HEADERS' ? 'x-leak: 1' : 'http://leak';
  t.after(() => environment.forEach((name) => Reflect.deleteProperty(process.env, name)));
  const { headers } = await send();
  assert.equal(headers.authorization, 'Bearer test-key');
  assert.equal(headers['user-agent'], 'bedrock-tiers/test');
  assert.deepEqual(Object.keys(headers).toSorted(), [
    'accept',
    'accept-encoding',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
  ]);
});

test('without a key no Authorization header is sent', async () => {
  const { headers } = await send({ auth: { kind: 'none' } });
  assert.equal(headers.authorization, undefined);
});

test('a follow-up takes the conversation along', async () => {
  const earlier = [aRun({ instruction: 'One', selection: '', response: 'Eins' })];
  const { rawBody } = await send({ earlier, run: { instruction: 'Two', selection: '' } });
  assert.match(
    rawBody,
    /"content":"One"\},\{"role":"assistant","content":"Eins"\},\{"role":"user","content":"Two"/,
  );
});
