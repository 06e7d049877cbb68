// Answers of uncommon size: long, in one line, without end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, finishChunk, textChunk } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { Responder } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';

async function serve<T>(responder: Responder, use: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = await startFaultServer(responder);
  try {
    return await use(server.baseUrl);
  } finally {
    await server.close();
  }
}

test('a 10 MB answer arrives whole', async () => {
  const piece = 'x'.repeat(10_000);
  const steps = Array.from({ length: 1_000 }, () => textChunk(piece));
  const run = await serve(
    respondSse([...steps, finishChunk('stop'), done]),
    (baseUrl) => wireRun(baseUrl).finished,
  );
  assert.equal(run.status, 'succeeded');
  assert.equal(run.response.length, 10_000_000);
});

test('a line of 5 MB is read', { timeout: 20_000 }, async () => {
  const run = await serve(
    respondSse([textChunk('y'.repeat(5_000_000)), finishChunk('stop'), done]),
    (baseUrl) => wireRun(baseUrl).finished,
  );
  assert.equal(run.status, 'succeeded');
  assert.equal(run.response.length, 5_000_000);
});

test('a server that never ends is stopped by the person, and the text is kept', async () => {
  const endless: Responder = async ({ response, signal }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    while (!signal.aborted) {
      response.write(textChunk('again '));
      await new Promise(setImmediate);
    }
  };
  await serve(endless, async (baseUrl) => {
    const started = wireRun(baseUrl);
    await started.event('textDelta');
    started.cancel();
    const run = await started.finished;
    assert.equal(run.status, 'cancelled');
    assert.match(run.response, /^(again )+$/);
  });
});
