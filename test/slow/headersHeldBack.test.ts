// Flex may queue for minutes before it answers at all: nothing on the way may give up before we do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';

/** Longer than the 300 s after which Node's own fetch gives up without headers. */
const heldBackMs = 320_000;

test(
  'headers that are held back for 320 s are waited for',
  { timeout: heldBackMs + 60_000 },
  async () => {
    const answer = respondSse(goodStream(['At last'], 'flex'));
    const server = await startFaultServer(async (exchange) => {
      await new Promise((resolve) => setTimeout(resolve, heldBackMs));
      await answer(exchange);
    });
    const run = await wireRun(server.baseUrl, {
      run: { requestedTier: 'flex' },
      patience: { firstByteMs: 600_000 },
    }).finished;
    await server.close();
    assert.equal(run.status, 'succeeded', JSON.stringify(run.failure));
    assert.equal(run.response, 'At last');
    assert.ok((run.ttftMs ?? 0) >= heldBackMs - 100);
  },
);
