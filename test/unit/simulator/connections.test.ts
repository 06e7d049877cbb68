import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { demoPaces } from '../../../src/simulator/pace.ts';
import { chunksOf, post, refusalOf, request, simulatorFor, testKey } from './support.ts';

test('a wrong or missing key is refused, and with null none is needed', async (t) => {
  const simulator = await simulatorFor(t);
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: testKey }]) {
    assert.deepEqual(await refusalOf(await post(simulator, request, { headers })), [
      401,
      'Authentication failed: Please make sure your API Key is valid.',
    ]);
  }
  const open = await simulatorFor(t, { apiKey: null });
  assert.equal((await post(open, request, { headers: {} })).status, 200);
});

test('other paths and methods are not served', async (t) => {
  const simulator = await simulatorFor(t);
  assert.equal((await fetch(`${simulator.baseUrl}/models`)).status, 404);
  assert.equal((await fetch(`${simulator.baseUrl}/chat/completions`)).status, 405);
});

test('web pages and foreign hosts are refused, without CORS headers', async (t) => {
  const simulator = await simulatorFor(t);
  const statusWith = (headers: Record<string, string>, method = 'POST') =>
    sendRaw(`${simulator.baseUrl}/chat/completions`, method, {
      authorization: `Bearer ${testKey}`,
      ...headers,
    });
  for (const headers of [
    { origin: 'https://example.com' },
    { origin: 'null' },
    { host: 'example.com' },
    { host: '127.0.0.1.example.com' },
    { host: 'localhost.example.com:80' },
  ]) {
    const { status, headers: answered } = await statusWith(headers);
    assert.equal(status, 403, JSON.stringify(headers));
    assert.ok(Object.keys(answered).every((name) => !name.startsWith('access-control-')));
  }
  assert.equal((await statusWith({ origin: 'https://example.com' }, 'OPTIONS')).status, 403);
  assert.equal((await statusWith({ host: 'localhost:1234' })).status, 200);
});

test('the server listens on loopback only', async (t) => {
  assert.match((await simulatorFor(t)).baseUrl, /^http:\/\/127\.0\.0\.1:\d+\/openai\/v1$/);
});

test('a client that goes away stops the schedule', async (t) => {
  const sleeping = Promise.withResolvers<AbortSignal>();
  const simulator = await simulatorFor(t, {
    pace: demoPaces,
    sleep: (_ms, signal) => {
      sleeping.resolve(signal);
      return untilAborted(signal);
    },
  });
  const abort = new AbortController();
  const response = post(simulator, request, { signal: abort.signal });
  const signal = await sleeping.promise;
  assert.equal(signal.aborted, false);
  abort.abort();
  await assert.rejects(response, { name: 'AbortError' });
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  assert.equal(signal.aborted, true);
});

test('no header goes out before the first token is due', async (t) => {
  const slept: number[] = [];
  const gate = Promise.withResolvers<void>();
  const simulator = await simulatorFor(t, {
    pace: demoPaces,
    sleep: async (ms) => {
      slept.push(ms);
      await gate.promise;
    },
  });
  let answered = false;
  const response = post(simulator, request).then((value) => {
    answered = true;
    return value;
  });
  while (slept.length === 0) await new Promise(setImmediate);
  assert.equal(answered, false);
  gate.resolve();
  await chunksOf(await response);
  assert.ok((slept[0] ?? 0) >= 3_000);
});

test('a client that goes away in the middle of its body does no harm', async (t) => {
  const simulator = await simulatorFor(t);
  const { port } = new URL(simulator.baseUrl);
  const socket = net.connect(Number(port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const head = `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${testKey}\r\ncontent-length: 100\r\n\r\n{`;
  await new Promise<void>((resolve) => {
    socket.write(head, () => resolve());
  });
  socket.resetAndDestroy();
  assert.equal((await post(simulator, request)).status, 200);
});

test('closing ends open streams and may be done twice', async (t) => {
  const started = Promise.withResolvers<void>();
  const simulator = await simulatorFor(t, {
    pace: demoPaces,
    sleep: (_ms, signal) => {
      started.resolve();
      return untilAborted(signal);
    },
  });
  const response = assert.rejects(post(simulator, request));
  await started.promise;
  await simulator.close();
  await response;
  await simulator.close();
});

test('a port that is taken rejects', async (t) => {
  const { port } = new URL((await simulatorFor(t)).baseUrl);
  await assert.rejects(simulatorFor(t, { port: Number(port) }), { code: 'EADDRINUSE' });
});

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

/** `fetch` sets Host and Origin itself. */
function sendRaw(
  url: string,
  method: string,
  headers: http.OutgoingHttpHeaders,
): Promise<{ status: number | undefined; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(url, { method, headers }, (incoming) => {
      incoming.resume();
      incoming.once('end', () =>
        resolve({ status: incoming.statusCode, headers: incoming.headers }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end(method === 'POST' ? JSON.stringify(request) : undefined);
  });
}
