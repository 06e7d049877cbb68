// What a look at the endpoint finds; by which proxy it went is tried in the editor, which knows proxies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachEndpoint } from '../../src/bedrock/reachEndpoint.ts';
import { FailureError } from '../../src/core/failure.ts';
import { respondJson, startFaultServer } from '../support/faultServer.ts';

const asked = { userAgent: 'test', signal: new AbortController().signal };

test('any answer of the endpoint tells that it is reached', async () => {
  const server = await startFaultServer(
    respondJson(403, {}, { date: 'Sun, 22 Nov 2026 10:00:00 GMT' }),
  );
  const reached = await reachEndpoint(server.baseUrl, asked);
  assert.equal(reached.host, new URL(server.baseUrl).host);
  assert.equal(reached.serverTime?.toISOString(), '2026-11-22T10:00:00.000Z');
  assert.equal(reached.proxy, null);
  assert.equal((await server.nextRequest()).headers.authorization, undefined);
  await server.close();
});

test('a proxy’s demand for a sign-in is no answer of the endpoint', async () => {
  const server = await startFaultServer(respondJson(407, '', { 'proxy-authenticate': 'Basic' }));
  await assert.rejects(
    reachEndpoint(server.baseUrl, asked),
    (error) => error instanceof FailureError && error.failure.reason === 'proxy',
  );
  await server.close();
});
