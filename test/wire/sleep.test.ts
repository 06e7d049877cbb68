// The machine sleeps during a run: the run says so, whatever it wakes up to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishChunk, textChunk } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import { hang, reset, respondSse } from '../support/faultStream.ts';
import { wireRun } from '../support/wireRun.ts';

/** A wall clock that a test sets forward, as a machine finds it on waking up. */
function sleepyClock() {
  let sleptMs = 0;
  return {
    now: () => performance.now(),
    wallClock: () => new Date(Date.now() + sleptMs),
    sleep: (ms: number) => (sleptMs += ms),
  };
}

test('and the answer goes on', async () => {
  const clock = sleepyClock();
  const wakeUp = Promise.withResolvers<void>();
  const server = await startFaultServer(
    respondSse([textChunk('Hi'), () => wakeUp.promise, textChunk(' there'), finishChunk('stop')]),
  );
  const run = wireRun(server.baseUrl, { clock });
  await run.event('textDelta');
  clock.sleep(3_600_000);
  wakeUp.resolve();
  const finished = await run.finished;
  await server.close();
  assert.equal(finished.status, 'succeeded');
  assert.equal(finished.slept, true);
  assert.equal(run.saved.at(-1)?.slept, true);
  assert.equal(run.events.filter(({ type }) => type === 'slept').length, 1);
});

test('and the connection is gone', async () => {
  const clock = sleepyClock();
  const wakeUp = Promise.withResolvers<void>();
  const server = await startFaultServer(respondSse([textChunk('Hi'), () => wakeUp.promise, reset]));
  const run = wireRun(server.baseUrl, { clock });
  await run.event('textDelta');
  clock.sleep(60_000);
  wakeUp.resolve();
  const finished = await run.finished;
  await server.close();
  assert.equal(finished.failure?.reason, 'cutOff');
  assert.equal(finished.slept, true);
  assert.equal(finished.response, 'Hi');
});

test('and nothing ever comes: the window notices by itself', async () => {
  const clock = sleepyClock();
  const server = await startFaultServer(respondSse([textChunk('Hi'), hang]));
  const run = wireRun(server.baseUrl, { clock });
  await run.event('textDelta');
  clock.sleep(60_000);
  await run.event('slept');
  run.cancel();
  const finished = await run.finished;
  await server.close();
  assert.equal(finished.status, 'cancelled');
  assert.equal(finished.slept, true);
});

test('a sleep before the run is not the run’s', async () => {
  const clock = sleepyClock();
  clock.sleep(60_000);
  const server = await startFaultServer(respondSse([textChunk('Hi'), finishChunk('stop')]));
  const finished = await wireRun(server.baseUrl, { clock }).finished;
  await server.close();
  assert.equal(finished.slept, false);
});
