import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chatChunk,
  done,
  finishChunk,
  goodStream,
  reasoningChunk,
  textChunk,
  usageChunk,
} from '../support/chatChunks.ts';
import {
  dropConnection,
  neverRespond,
  respondJson,
  respondRaw,
  sequence,
  startFaultServer,
} from '../support/faultServer.ts';
import type { Responder } from '../support/faultServer.ts';
import { createGate, destroy, hang, reset, respondSse } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';
import type { WireOptions } from '../support/wireRun.ts';

async function withServer<T>(
  responder: Responder,
  use: (baseUrl: string, server: Awaited<ReturnType<typeof startFaultServer>>) => Promise<T>,
): Promise<T> {
  const server = await startFaultServer(responder);
  try {
    return await use(server.baseUrl, server);
  } finally {
    await server.close();
  }
}

const run = (responder: Responder, options: WireOptions = {}) =>
  withServer(responder, (baseUrl) => wireRun(baseUrl, options).finished);

test('an answer: text, reasoning, served tier, usage, cost, request id', async () => {
  const finished = await run(
    respondSse([
      reasoningChunk('Let me see.', { service_tier: 'priority' }),
      textChunk('Hello '),
      textChunk('world'),
      finishChunk('stop'),
      usageChunk({ prompt: 1_000, completion: 500, cached: 100, reasoning: 20 }),
      done,
    ]),
    { run: { requestedTier: 'priority' } },
  );
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.response, 'Hello world');
  assert.equal(finished.reasoning, 'Let me see.');
  assert.equal(finished.servedTier, 'priority');
  assert.equal(finished.requestId, 'request-1');
  assert.equal(finished.finishReason, 'stop');
  assert.deepEqual(finished.usage, {
    inputTokens: 900,
    outputTokens: 500,
    cacheReadTokens: 100,
    cacheWriteTokens: null,
    reasoningTokens: 20,
  });
  // gpt-oss-120b in us-east-1 on Priority: 0.2625 in, 1.05 out; cached tokens at the input price.
  assert.equal(finished.cost?.usd, 0.0007875);
  assert.equal(finished.cost.basis, 'rule');
});

test('a tier other than asked is kept beside the asked one and priced', async () => {
  const finished = await run(respondSse(goodStream(['Hi'], 'default')), {
    run: { requestedTier: 'flex' },
  });
  assert.equal(finished.requestedTier, 'flex');
  assert.equal(finished.servedTier, 'default');
  assert.equal(finished.cost?.tier, 'default');
});

test('a tier that is not reported is null, and the cost says that it was assumed', async () => {
  const finished = await run(respondSse(goodStream(['Hi'], null)), {
    run: { requestedTier: 'flex' },
  });
  assert.equal(finished.servedTier, null);
  assert.equal(finished.cost?.tierAssumed, true);
});

test('usage that is not reported is null and so is the cost', async () => {
  const finished = await run(respondSse([textChunk('Hi'), finishChunk('stop'), done]));
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.usage, null);
  assert.equal(finished.cost, null);
  assert.equal(finished.outputTokensPerSecond, null);
});

test('usage in several chunks: a later one replaces what it names and keeps the rest', async () => {
  const finished = await run(
    respondSse([
      chatChunk({ choices: [], usage: { prompt_tokens: 900, completion_tokens: 1 } }),
      textChunk('Hi'),
      finishChunk('stop'),
      chatChunk({ choices: [], usage: { completion_tokens: 40 } }),
      chatChunk({
        choices: [],
        usage: { completion_tokens: 50, completion_tokens_details: { reasoning_tokens: 10 } },
      }),
      done,
    ]),
  );
  assert.equal(finished.usage?.inputTokens, 900);
  assert.equal(finished.usage.outputTokens, 50);
  assert.equal(finished.usage.reasoningTokens, 10);
  // 900 in at 0.15 and 50 out at 0.60 per million: each report is priced anew, not added.
  assert.equal(finished.cost?.usd, 0.000165);
});

test('partial usage has no cost: half a bill is a wrong figure', async () => {
  for (const usage of [
    { completion_tokens: 40 },
    { prompt_tokens: 900 },
    {},
    { prompt_tokens: -1 },
  ]) {
    const finished = await run(
      respondSse([textChunk('Hi'), finishChunk('stop'), chatChunk({ choices: [], usage }), done]),
    );
    assert.equal(finished.status, 'succeeded');
    assert.equal(finished.cost, null, JSON.stringify(usage));
  }
});

test('the output limit ended it', async () => {
  const finished = await run(respondSse([textChunk('Hi'), finishChunk('length'), done]));
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.finishReason, 'length');
});

test('reasoning in tags inside the content is told apart', async () => {
  const finished = await run(
    respondSse(goodStream(['<reas', 'oning>why</reason', 'ing>\n\nBecause'])),
  );
  assert.equal(finished.reasoning, 'why');
  assert.equal(finished.response, 'Because');
});

test('reasoning whose tag is never closed is reasoning, and the answer is empty', async () => {
  const finished = await run(respondSse(goodStream(['<reasoning>I wond', 'er'])));
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.reasoning, 'I wonder');
  assert.equal(finished.response, '');
});

test('a tag that is only half there at the end is text', async () => {
  const finished = await run(respondSse(goodStream(['if a <reas'])));
  assert.equal(finished.response, 'if a <reas');
});

const errorBody = (message: string) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null },
});

const refusals: readonly (readonly [string, number, unknown, string])[] = [
  [
    'tierUnsupported',
    400,
    errorBody('The provided service tier is not supported for this model.'),
    'The provided service tier is not supported for this model.',
  ],
  ['tierUnsupported', 400, { message: 'Reservation not found.' }, 'Reservation not found.'],
  ['invalidRequest', 400, errorBody('messages: too short'), 'messages: too short'],
  [
    'modelUnavailable',
    400,
    errorBody("model `x` isn't supported on this route"),
    "model `x` isn't supported on this route",
  ],
  ['credentials', 401, { Message: 'Invalid API key' }, 'Invalid API key'],
  ['signInExpired', 401, errorBody('The token has expired'), 'The token has expired'],
  [
    'credentials',
    403,
    { Message: 'Authentication failed: Please make sure your API Key is valid.' },
    'Authentication failed: Please make sure your API Key is valid.',
  ],
  [
    'permission',
    403,
    { Message: 'User is not authorized to perform bedrock:InvokeModel' },
    'User is not authorized to perform bedrock:InvokeModel',
  ],
  [
    'tierDenied',
    403,
    { Message: 'explicit deny: bedrock:ServiceTier' },
    'explicit deny: bedrock:ServiceTier',
  ],
  ['modelUnavailable', 404, errorBody('No such model'), 'No such model'],
  ['serverError', 408, errorBody('slow'), 'slow'],
  ['modelError', 424, errorBody('model failed'), 'model failed'],
  ['serverError', 500, errorBody('boom'), 'boom'],
];

for (const [reason, status, body, message] of refusals) {
  test(`${status} "${message}" is ${reason} and is not tried again`, async () => {
    await withServer(respondJson(status, body), async (baseUrl, server) => {
      const finished = await wireRun(baseUrl).finished;
      assert.equal(finished.status, 'failed');
      assert.deepEqual(finished.failure, { reason, message });
      assert.equal(server.requests.length, 1);
      assert.equal(finished.attempts, 1);
    });
  });
}

test('429 with Retry-After: waits as asked, says so, and succeeds on the second attempt', async () => {
  const waits: number[] = [];
  const { finished, events } = await withServer(
    sequence([
      respondJson(429, errorBody('Too many tokens'), { 'retry-after': '7' }),
      respondSse(goodStream(['Hi'])),
    ]),
    async (baseUrl) => {
      const started = wireRun(baseUrl, { onWait: (ms) => waits.push(ms) });
      return { finished: await started.finished, events: started.events };
    },
  );
  assert.deepEqual(waits, [7000]);
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.attempts, 2);
  assert.ok(finished.retryWaitMs >= 7000);
  assert.ok((finished.latencyMs ?? Infinity) < 7000, 'the wait is in no other figure');
  const retrying = events.find((event) => event.type === 'retrying');
  assert.equal(retrying?.reason, 'throttled');
  assert.equal(finished.failure, null);
});

test('Retry-After as a date counts from now', async () => {
  const waits: number[] = [];
  await run(
    sequence([
      respondJson(429, errorBody('slow down'), { 'retry-after': 'Sun, 22 Nov 2026 10:00:05 GMT' }),
      respondSse(goodStream(['Hi'])),
    ]),
    { onWait: (ms) => waits.push(ms) },
  );
  assert.deepEqual(waits, [5000]);
});

test('429 without Retry-After is tried once more after a wait of our own', async () => {
  const waits: number[] = [];
  await withServer(respondJson(429, errorBody('slow down')), async (baseUrl, server) => {
    const { finished } = wireRun(baseUrl, { onWait: (ms) => waits.push(ms) });
    assert.equal((await finished).failure?.reason, 'throttled');
    assert.equal(server.requests.length, waits.length + 1);
    assert.ok(waits.length > 0 && waits.every((ms) => ms >= 500));
  });
});

test('an absurd Retry-After is not waited for', async () => {
  const finished = await run(respondJson(429, errorBody('later'), { 'retry-after': '86400' }));
  assert.equal(finished.failure?.reason, 'throttled');
  assert.equal(finished.attempts, 1);
});

test('503 is tried twice more, on the same tier, and then said to be capacity', async () => {
  const waits: number[] = [];
  await withServer(respondJson(503, errorBody('Too many connections')), async (baseUrl, server) => {
    const finished = await wireRun(baseUrl, {
      run: { requestedTier: 'flex' },
      onWait: (ms) => waits.push(ms),
    }).finished;
    assert.equal(finished.failure?.reason, 'capacity');
    assert.equal(finished.attempts, 3);
    assert.deepEqual(waits, [1000, 2000]);
    assert.equal(server.requests.length, 3);
    for (const { rawBody } of server.requests) assert.match(rawBody, /"service_tier":"flex"/);
  });
});

test('a stream cut before its end keeps what had arrived', async () => {
  for (const cut of [destroy, reset]) {
    const finished = await run(respondSse([textChunk('Half an ans'), cut]));
    assert.equal(finished.status, 'failed');
    assert.equal(finished.failure?.reason, 'cutOff');
    assert.equal(finished.response, 'Half an ans');
  }
  const ended = await run(respondSse([textChunk('Half')]));
  assert.equal(ended.failure?.reason, 'cutOff');
});

test('an empty stream is a cut one: nothing says that it ended', async () => {
  for (const steps of [[], [done], [': ping\n\n', done]]) {
    const finished = await run(respondSse(steps));
    assert.equal(finished.status, 'failed');
    assert.equal(finished.failure?.reason, 'cutOff');
    assert.equal(finished.response, '');
  }
});

test('a missing [DONE] after the finish is fine', async () => {
  const finished = await run(respondSse([textChunk('Hi'), finishChunk('stop')]));
  assert.equal(finished.status, 'succeeded');
});

test('a 200 that is no event stream is said to be that, with its beginning', async () => {
  const finished = await run(respondJson(200, { hello: 'captive portal' }));
  assert.equal(finished.failure?.reason, 'invalidResponse');
  assert.match(finished.failure.message, /application\/json.*captive portal/);
});

test('a chunk that is no JSON', async () => {
  const finished = await run(respondSse([textChunk('Hi'), 'data: {oops\n\n', hang]));
  assert.equal(finished.failure?.reason, 'invalidResponse');
  assert.equal(finished.response, 'Hi');
});

test('an error inside the stream', async () => {
  const finished = await run(
    respondSse([
      textChunk('Hi'),
      'data: {"error":{"message":"Too many tokens, please wait","code":"throttlingException"}}\n\n',
    ]),
  );
  assert.equal(finished.failure?.reason, 'throttled');
  assert.equal(finished.failure.message, 'Too many tokens, please wait');
  assert.equal(finished.response, 'Hi');
});

test('no HTTP at all, and a connection dropped before an answer', async () => {
  assert.equal((await run(respondRaw('garbage\r\n\r\n'))).status, 'failed');
  assert.equal((await run(dropConnection())).failure?.reason, 'network');
});

test('patience: no first byte in time, and silence in mid-stream', async () => {
  const late = await run(neverRespond(), { patience: { firstByteMs: 30 } });
  assert.equal(late.failure?.reason, 'timeout');
  const stalled = await run(respondSse([textChunk('Some'), hang]), { patience: { silenceMs: 30 } });
  assert.equal(stalled.failure?.reason, 'stalled');
  assert.equal(stalled.response, 'Some');
});

test('two runs at once do not touch each other', async () => {
  const gate = createGate();
  await withServer(
    sequence([
      respondSse([textChunk('slow'), gate.step, finishChunk('stop'), done]),
      respondSse(goodStream(['quick'])),
    ]),
    async (baseUrl) => {
      const slow = wireRun(baseUrl);
      await slow.event('textDelta');
      const quick = await wireRun(baseUrl).finished;
      gate.open();
      assert.equal(quick.response, 'quick');
      assert.equal((await slow.finished).response, 'slow');
    },
  );
});

test('nothing listens there', async () => {
  const server = await startFaultServer(neverRespond());
  await server.close();
  const finished = await wireRun(server.baseUrl).finished;
  assert.equal(finished.failure?.reason, 'network');
});
