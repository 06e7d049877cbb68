// Cancel at every stage: the run ends at once, keeps what had arrived, and the socket closes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodStream, textChunk } from '../support/chatChunks.ts';
import { neverRespond, respondJson, startFaultServer } from '../support/faultServer.ts';
import type { Responder } from '../support/faultServer.ts';
import { hang, respondSse } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';

async function withServer(
  responder: Responder,
  use: (baseUrl: string, server: Awaited<ReturnType<typeof startFaultServer>>) => Promise<void>,
): Promise<void> {
  const server = await startFaultServer(responder);
  try {
    await use(server.baseUrl, server);
  } finally {
    await server.close();
  }
}

test('while the way there is looked up: nothing is sent, whatever the lookup does', async () => {
  await withServer(neverRespond(), async (baseUrl, server) => {
    const started = wireRun(baseUrl, { resolvesEndpoint: new Promise(() => {}) });
    started.cancel();
    const finished = await started.finished;
    assert.equal(finished.status, 'cancelled');
    assert.equal(finished.attempts, 0);
    assert.equal(started.saved.at(-1)?.status, 'cancelled');
    assert.equal(server.requests.length, 0);
  });
});

test('after the end: nothing changes', async () => {
  await withServer(respondSse(goodStream(['Hi'])), async (baseUrl) => {
    const started = wireRun(baseUrl);
    await started.finished;
    started.cancel();
    assert.equal((await started.finished).status, 'succeeded');
    assert.equal(started.saved.at(-1)?.status, 'succeeded');
    assert.equal(started.events.at(-1)?.type, 'completed');
  });
});

test('before the headers', async () => {
  await withServer(neverRespond(), async (baseUrl, server) => {
    const started = wireRun(baseUrl);
    const request = await server.nextRequest();
    started.cancel();
    const finished = await started.finished;
    assert.equal(finished.status, 'cancelled');
    assert.equal(await request.connectionClosed, 'cut');
    assert.equal(finished.cost, null);
  });
});

test('in mid-stream', async () => {
  await withServer(respondSse([textChunk('Some'), hang]), async (baseUrl, server) => {
    const started = wireRun(baseUrl);
    await started.event('textDelta');
    started.cancel();
    const finished = await started.finished;
    assert.equal(finished.status, 'cancelled');
    assert.equal(finished.response, 'Some');
    assert.equal(await (await server.request(1)).connectionClosed, 'cut');
    assert.equal(started.saved.at(-1)?.status, 'cancelled');
  });
});

test('while waiting to try again', async () => {
  await withServer(
    respondJson(429, { error: { message: 'x' } }, { 'retry-after': '50' }),
    async (baseUrl, server) => {
      const started = wireRun(baseUrl);
      await started.event('retrying');
      started.cancel();
      assert.equal((await started.finished).status, 'cancelled');
      assert.equal(server.requests.length, 1);
    },
  );
});
