// A comparison is stopped or its window closes: nothing more is sent, and the socket closes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { ComparisonEvent } from '../../src/core/comparison/comparisonReducer.ts';
import { wait } from '../../src/runs/wait.ts';
import { aComparison, modelIds } from '../support/aComparison.ts';
import { goodStream, textChunk } from '../support/chatChunks.ts';
import { chatBody } from '../support/chatBody.ts';
import { neverRespond, startFaultServer } from '../support/faultServer.ts';
import type { FaultServer, Responder } from '../support/faultServer.ts';
import { hang, respondSse } from '../support/faultStream.ts';
import { wireComparison, wireRunner } from '../support/wireComparison.ts';

async function withServer(
  responder: Responder,
  use: (server: FaultServer) => Promise<void>,
): Promise<void> {
  const server = await startFaultServer(responder);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

/** Answers so many calls, and then as it is told. */
function after(calls: number, then: Responder): Responder {
  return (exchange) => {
    if (exchange.request.number > calls) return then(exchange);
    const tier = chatBody(exchange.request).service_tier;
    return respondSse(goodStream(['Hi'], tier))(exchange);
  };
}

/** Several turns of the event loop, in which anything that was to be sent would be. */
async function quiet(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await turn();
}

const isText = (event: ComparisonEvent) => event.type === 'run' && event.event.type === 'textDelta';

for (const [stage, answered] of [
  ['the warm-up', 0],
  ['a block', 4],
] as const) {
  test(`stopped in ${stage} before the headers`, async () => {
    await withServer(after(answered, neverRespond()), async (server) => {
      const { live } = wireComparison(server.baseUrl, aComparison());
      const request = await server.request(answered + 1);
      const stopped = await live.stop();
      assert.equal(await request.connectionClosed, 'cut');
      assert.equal(stopped.status, 'stopped');
      assert.equal(stopped.runs.at(-1)?.status, 'cancelled');
      await quiet();
      assert.equal(server.requests.length, answered + 1);
    });
  });

  test(`stopped in ${stage} in mid-stream: what had arrived is kept`, async () => {
    const stream = respondSse([textChunk('Some'), hang]);
    await withServer(after(answered, stream), async (server) => {
      const { live, event } = wireComparison(server.baseUrl, aComparison());
      await server.request(answered + 1);
      await event(isText);
      const stopped = await live.stop();
      const request = await server.request(answered + 1);
      assert.equal(await request.connectionClosed, 'cut');
      assert.equal(stopped.runs.at(-1)?.status, 'cancelled');
      assert.equal(stopped.runs.at(-1)?.response, 'Some');
      await quiet();
      assert.equal(server.requests.length, answered + 1);
    });
  });
}

test('stopped in a gap: at once, and nothing is sent', async () => {
  const inGap = Promise.withResolvers<void>();
  await withServer(after(9, neverRespond()), async (server) => {
    const { live } = wireComparison(server.baseUrl, aComparison(), {
      wait: (_ms, signal) => {
        inGap.resolve();
        return wait(3_600_000, signal);
      },
    });
    await inGap.promise;
    const stopped = await live.stop();
    assert.equal(stopped.status, 'stopped');
    assert.deepEqual(
      stopped.runs.map(({ status }) => status),
      ['succeeded'],
    );
    await quiet();
    assert.equal(server.requests.length, 1);
  });
});

test('stopped while the way there is looked up: nothing is sent at all', async () => {
  await withServer(neverRespond(), async (server) => {
    const { live } = wireComparison(server.baseUrl, aComparison(), {
      parts: { resolveEndpoint: () => new Promise(() => {}) },
    });
    const stopped = await live.stop();
    assert.equal(stopped.runs[0]?.attempts, 0);
    await quiet();
    assert.equal(server.requests.length, 0);
  });
});

test('stopped with four models under way: every socket closes', async () => {
  await withServer(neverRespond(), async (server) => {
    const { live } = wireComparison(server.baseUrl, aComparison({ models: modelIds }));
    const requests = await Promise.all([1, 2, 3, 4].map((number) => server.request(number)));
    const stopped = await live.stop();
    for (const request of requests) assert.equal(await request.connectionClosed, 'cut');
    await quiet();
    assert.equal(server.requests.length, 4);
    assert.equal(stopped.runs.length, 4);
  });
});

test('paused in mid-stream: the answer ends, nothing else is sent, and it goes on', async () => {
  const goOn = Promise.withResolvers<void>();
  const slow: Responder = (exchange) => {
    const [first = '', ...rest] = goodStream(['Hi'], chatBody(exchange.request).service_tier);
    return respondSse([first, () => goOn.promise, ...rest])(exchange);
  };
  await withServer(slow, async (server) => {
    const { live, event } = wireComparison(server.baseUrl, aComparison());
    await server.request(1);
    live.pause();
    const ended = event((each) => each.type === 'run' && each.event.type === 'completed');
    goOn.resolve();
    await ended;
    await quiet();
    assert.equal(server.requests.length, 1);
    live.resume();
    assert.equal((await live.finished).runs.length, 9);
  });
});

test('the window closes in mid-stream: interrupted and stored at once, the socket closes', async () => {
  await withServer(after(4, respondSse([textChunk('Some'), hang])), async (server) => {
    const { runner, stored } = wireRunner();
    const { live, saved, event } = wireComparison(server.baseUrl, aComparison(), { runner });
    await server.request(5);
    await event(isText);
    runner.dispose();
    assert.equal(live.current.status, 'interrupted');
    const last = live.current.runs.at(-1);
    assert.equal(last?.status, 'interrupted');
    assert.equal(last.response, 'Some');
    assert.equal(saved.at(-1), live.current);
    assert.deepEqual(stored.get(last.id), last);
    assert.equal(await (await server.request(5)).connectionClosed, 'cut');
    await quiet();
    assert.equal(server.requests.length, 5);
  });
});

test('the window closes in a gap: the next call is not sent', async () => {
  const inGap = Promise.withResolvers<void>();
  const passGap = Promise.withResolvers<void>();
  await withServer(after(9, neverRespond()), async (server) => {
    const { runner } = wireRunner();
    const { live } = wireComparison(server.baseUrl, aComparison(), {
      runner,
      wait: () => {
        inGap.resolve();
        return passGap.promise;
      },
    });
    await inGap.promise;
    runner.dispose();
    passGap.resolve();
    assert.equal((await live.finished).status, 'interrupted');
    await quiet();
    assert.equal(server.requests.length, 1);
  });
});

test('the panel closes: its calls are interrupted and stored, other runs of the window go on', async () => {
  await withServer(respondSse([textChunk('Some'), hang]), async (server) => {
    const { runner, stored } = wireRunner();
    const closed = wireComparison(server.baseUrl, aComparison(), { runner });
    const other = wireComparison(server.baseUrl, aComparison({}, { id: 'c2' }), { runner });
    await Promise.all([closed.event(isText), other.event(isText)]);
    closed.live.interrupt();
    const [run] = closed.live.current.runs;
    assert.equal(run?.status, 'interrupted');
    assert.deepEqual(stored.get(run.id), run);
    assert.equal(other.live.current.runs[0]?.status, 'running');
    await other.live.stop();
  });
});

test('interrupted, and gone on with in another window: only what is missing is sent', async () => {
  await withServer(after(8, neverRespond()), async (server) => {
    const first = wireComparison(server.baseUrl, aComparison({ repeats: 3 }));
    await server.request(9);
    first.live.interrupt();
    assert.equal(first.live.current.runs.length, 9);
    await withServer(after(99, neverRespond()), async (again) => {
      const second = wireComparison(again.baseUrl, first.live.current);
      const finished = await second.live.finished;
      assert.equal(finished.status, 'finished');
      // A warm-up, the block that was cut, and the last one.
      assert.equal(again.requests.length, 9);
      // Priority and Standard had both been answered in the block that was cut: a whole pair counts.
      assert.deepEqual(
        finished.results.map(({ nBlocks }) => nBlocks),
        [4, 3],
      );
    });
  });
});
