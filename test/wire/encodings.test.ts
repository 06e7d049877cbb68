// The same answer however its bytes are cut, wrapped and commented.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, finishChunk, goodStream, sse, textChunk } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import type { Step } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';

const text = 'Grüße 👋🏽 日本語 — end';
const stream = Buffer.from([textChunk(text), finishChunk('stop'), done].join(''));

async function answerTo(steps: readonly Step[]): Promise<string> {
  const server = await startFaultServer(respondSse([...steps]));
  try {
    const run = await wireRun(server.baseUrl).finished;
    assert.equal(run.status, 'succeeded', JSON.stringify(run.failure));
    return run.response;
  } finally {
    await server.close();
  }
}

test('UTF-8 cut at every byte of a character', async () => {
  const start = stream.indexOf('Gr');
  for (let cut = start; cut < start + Buffer.byteLength(text); cut++) {
    assert.equal(
      await answerTo([stream.subarray(0, cut), stream.subarray(cut)]),
      text,
      `cut at ${cut}`,
    );
  }
});

test('one byte at a time', async () => {
  const bytes = [...stream].map((byte) => Uint8Array.of(byte));
  assert.equal(await answerTo(bytes), text);
});

test('CRLF line ends', async () => {
  assert.equal(await answerTo([stream.toString().replaceAll('\n', '\r\n')]), text);
});

test('comments and keep-alives between the events', async () => {
  const chunks = goodStream(['one ', 'two'], 'default');
  assert.equal(await answerTo(chunks.flatMap((chunk) => [': keep-alive\n\n', chunk])), 'one two');
});

test('a byte order mark at the start', async () => {
  assert.equal(await answerTo([Buffer.concat([Buffer.from('\uFEFF'), stream])]), text);
});

test('chunks without choices, without a delta, with nulls', async () => {
  const odd = [
    sse({ choices: [] }),
    sse({ id: 'x' }),
    sse({ choices: [{ index: 0 }] }),
    sse({
      choices: [{ index: 0, delta: { content: null, role: null }, finish_reason: null }],
      usage: null,
    }),
  ];
  assert.equal(await answerTo([...odd, stream]), text);
});
