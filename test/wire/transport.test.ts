// The way there and the end of the way: hosts, certificates, redirects, proxies' pages, connections kept open.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromTransport } from '../../src/bedrock/failures.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import { adviseOnFailure } from '../../src/core/failureAdvice.ts';
import { inEnglish } from '../../src/core/translate.ts';
import { finishChunk, textChunk, usageChunk } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { Responder } from '../support/faultServer.ts';
import { hang, reset, respondSse } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';
import type { WireOptions } from '../support/wireRun.ts';

async function run(responder: Responder, options: WireOptions = {}) {
  const server = await startFaultServer(responder);
  try {
    return await wireRun(server.baseUrl, options).finished;
  } finally {
    await server.close();
  }
}

test('an unknown host', async () => {
  const finished = await wireRun('http://nobody.invalid/v1').finished;
  assert.equal(finished.failure?.reason, 'network');
});

test('an endpoint that is called proxy and cannot be reached is no failure of a proxy', async () => {
  const finished = await wireRun('http://proxy.invalid/v1').finished;
  assert.equal(finished.failure?.reason, 'network');
});

test('what the editor says of a proxy is kept without the proxy’s sign-in', () => {
  // VS Code's words, which later versions write with <credentials> instead.
  const words =
    'request to https://host.test/ failed, reason: Failed to establish a socket connection to proxies: ';
  const failed = fromTransport(new Error(`${words}PROXY me:topsecret@10.0.0.1:8080`), false);
  assert.equal(failed.reason, 'proxy');
  assert.equal(failed.message, `${words}PROXY 10.0.0.1:8080`);
});

test('a certificate that nobody knows', async () => {
  const fixtures = join(import.meta.dirname, '../support/certificate');
  const server = https.createServer({
    key: readFileSync(`${fixtures}/key.pem`),
    cert: readFileSync(`${fixtures}/cert.pem`),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const finished = await wireRun(`https://127.0.0.1:${address.port}/v1`).finished;
  server.close();
  assert.equal(finished.failure?.reason, 'certificate');
  assert.match(
    adviseOnFailure(builtInCatalogue, finished, inEnglish).nextStep,
    /NODE_EXTRA_CA_CERTS/,
  );
});

test('a redirect is not followed: it would take the key along', async () => {
  const finished = await run(({ response }) => {
    response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
  });
  assert.equal(finished.status, 'failed');
  assert.equal(finished.failure?.reason, 'invalidResponse');
});

test('a proxy’s own page with a status', async () => {
  const page = '<html><head><title>Bad Gateway</title></head><body><h1>502</h1></body></html>';
  const finished = await run(({ response }) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end(page);
  });
  assert.equal(finished.failure?.reason, 'serverError');
  const asked = await run(({ response }) => {
    response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
  });
  assert.equal(asked.failure?.reason, 'proxy');
});

test('a connection that stays open after the finish reason does not hold the run', async () => {
  const usage = usageChunk({ prompt: 5, completion: 2 });
  const finished = await run(respondSse([textChunk('Hi'), finishChunk('stop'), usage, hang]), {
    patience: { closingMs: 20 },
  });
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.usage?.outputTokens, 2);
});

test('a connection that breaks after the finish reason has brought the whole answer', async () => {
  const finished = await run(respondSse([textChunk('Hi'), finishChunk('stop'), reset]));
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.response, 'Hi');
});

test('bytes without end and without an event are given up', { timeout: 30_000 }, async () => {
  const megabyte = 'z'.repeat(1_000_000);
  const finished = await run(async ({ response, signal }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: ');
    while (!signal.aborted) {
      if (!response.write(megabyte))
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  });
  assert.equal(finished.failure?.reason, 'invalidResponse');
});

test('a server that repeats the key in its error does not get it into the run', async () => {
  const finished = await run(({ request, response }) => {
    const message = `Bad header ${request.headers.authorization ?? ''}`;
    response
      .writeHead(401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message }));
  });
  assert.equal(finished.failure?.message, 'Bad header Bearer [API key]');
});

const inStream: readonly (readonly [string, string])[] = [
  ['{"error":{"message":"Too many tokens","code":"throttlingException"}}', 'throttled'],
  ['{"error":{"message":"high demand","type":"serviceUnavailableException"}}', 'capacity'],
  ['{"error":{"message":"bad input","type":"validationException"}}', 'invalidRequest'],
  ['{"error":{"message":"oops","type":"modelStreamErrorException"}}', 'modelError'],
  ['{"error":{"message":"something else"}}', 'serverError'],
];

for (const [data, reason] of inStream) {
  for (const prefix of ['', 'event: error\n']) {
    test(`${prefix.trim()} ${data} in the stream is ${reason}`, async () => {
      const finished = await run(respondSse([textChunk('Hi'), `${prefix}data: ${data}\n\n`]));
      assert.equal(finished.failure?.reason, reason);
      assert.equal(finished.failure.message, JSON.parse(data).error.message);
      assert.equal(finished.response, 'Hi');
    });
  }
}
