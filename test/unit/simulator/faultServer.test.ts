import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import {
  done,
  finishChunk,
  goodStream,
  reasoningChunk,
  textChunk,
  usageChunk,
} from '../../support/chatChunks.ts';
import {
  dropConnection,
  neverRespond,
  respondJson,
  respondRaw,
  sequence,
  startFaultServer,
} from '../../support/faultServer.ts';
import type { FaultServer, Responder } from '../../support/faultServer.ts';
import {
  createGate,
  destroy,
  hang,
  reset,
  respondSse,
  waitFor,
} from '../../support/faultStream.ts';

async function serverFor(t: TestContext, responder: Responder): Promise<FaultServer> {
  const server = await startFaultServer(responder);
  t.after(() => server.close());
  return server;
}

function post(server: FaultServer, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.baseUrl}/chat/completions?q=1`, {
    method: 'POST',
    body: '{"model": "größe"}',
    headers: { authorization: 'Bearer k' },
    ...(signal ? { signal } : {}),
  });
}

test('requests are recorded as they arrived', async (t) => {
  const server = await serverFor(t, respondJson(503, { message: 'busy' }, { 'retry-after': '2' }));
  const arrival = server.nextRequest();
  const response = await post(server);
  assert.equal(response.status, 503);
  assert.equal(response.headers.get('retry-after'), '2');
  assert.deepEqual(await response.json(), { message: 'busy' });
  const request = await arrival;
  assert.equal(request.number, 1);
  assert.equal(request.method, 'POST');
  assert.equal(request.url, '/openai/v1/chat/completions?q=1');
  assert.equal(request.headers.authorization, 'Bearer k');
  assert.equal(request.rawBody, '{"model": "größe"}');
  assert.deepEqual(request.body, { model: 'größe' });
  assert.equal(await request.connectionClosed, 'finished');
  assert.deepEqual(server.requests, [request]);
});

test('a sequence answers each request differently, the last one for good', async (t) => {
  const server = await serverFor(
    t,
    sequence([respondJson(429, {}), dropConnection(), respondSse(goodStream(['ok']))]),
  );
  assert.equal((await post(server)).status, 429);
  await assert.rejects(post(server));
  for (const number of [3, 4]) {
    assert.equal(await (await post(server)).text(), goodStream(['ok']).join(''));
    assert.equal((await server.request(number)).number, number);
  }
  assert.equal((await server.nextRequest()).number, 1);
  assert.equal((await server.nextRequest()).number, 2);
});

test('bytes are written exactly as given, and a gate holds the stream', async (t) => {
  const gate = createGate();
  const euro = Buffer.from('€');
  const server = await serverFor(
    t,
    respondSse([': comment\r\n', euro.subarray(0, 1), gate.step, euro.subarray(1), done]),
  );
  const response = await post(server);
  assert.equal(response.headers.get('x-amzn-requestid'), 'request-1');
  await gate.reached;
  assert.ok(response.body);
  const reader = response.body.getReader();
  const before: number[] = [];
  while (before.length < 12) before.push(...((await reader.read()).value ?? []));
  assert.deepEqual(before, [...Buffer.from(': comment\r\n'), euro[0]]);
  gate.open();
  const after: number[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    after.push(...next.value);
  }
  assert.equal(Buffer.from([...before, ...after]).toString(), `: comment\r\n€${done}`);
});

test('a stream can be cut, and what was written before arrives', async (t) => {
  const server = await serverFor(t, respondSse([textChunk('a'), destroy]));
  const response = await post(server);
  assert.ok(response.body);
  let received = '';
  await assert.rejects(async () => {
    for await (const piece of response.body ?? []) received += Buffer.from(piece).toString();
  });
  assert.equal(received, textChunk('a'));
  assert.equal(await (await server.nextRequest()).connectionClosed, 'cut');
});

test('a stream can be reset', async (t) => {
  const server = await serverFor(t, respondSse([reset]));
  await assert.rejects(async () => (await post(server)).text());
});

test('a stream that hangs sees the client go', async (t) => {
  const server = await serverFor(
    t,
    sequence([respondSse([reasoningChunk('a'), hang]), neverRespond()]),
  );
  const inStream = new AbortController();
  await post(server, inStream.signal);
  inStream.abort();
  assert.equal(await (await server.request(1)).connectionClosed, 'cut');
  const before = new AbortController();
  const refused = assert.rejects(post(server, before.signal), { name: 'AbortError' });
  const second = await server.request(2);
  before.abort();
  assert.equal(await second.connectionClosed, 'cut');
  await refused;
});

test('a stream can wait for anything', async (t) => {
  const later = Promise.withResolvers<void>();
  const server = await serverFor(
    t,
    respondSse([waitFor(later.promise), finishChunk('stop')], { status: 206, delayMs: 1 }),
  );
  const response = await post(server);
  assert.equal(response.status, 206);
  later.resolve();
  assert.equal(await response.text(), finishChunk('stop'));
});

test('what is no HTTP can be sent', async (t) => {
  const server = await serverFor(t, respondRaw('SSH-2.0-OpenSSH_9.9\r\n'));
  await assert.rejects(post(server));
});

test('closing cuts what hangs and reports a responder that threw', async () => {
  const hanging = await startFaultServer(respondSse([hang]));
  const response = await post(hanging);
  const text = assert.rejects(response.text());
  await hanging.close();
  await text;
  const throwing = await startFaultServer(() => {
    throw new Error('mistake in a test');
  });
  await assert.rejects(post(throwing));
  await assert.rejects(throwing.close(), AggregateError);
});

test('usage is counted as Chat Completions does', () => {
  const chunk: unknown = JSON.parse(
    usageChunk({ prompt: 10, completion: 5, cached: 4, cacheWrite: 2 }).slice('data: '.length),
  );
  assert.partialDeepStrictEqual(chunk, {
    choices: [],
    usage: {
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
    },
  });
});
