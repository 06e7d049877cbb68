// Comparisons through the real runner, client and HTTP: what goes out, and what faults do to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockOrder } from '../../src/core/comparison/blockOrder.ts';
import { nonceLine } from '../../src/core/comparison/comparisonCall.ts';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { aComparison, modelIds } from '../support/aComparison.ts';
import { goodStream, textChunk } from '../support/chatChunks.ts';
import { chatBody } from '../support/chatBody.ts';
import {
  dropConnection,
  neverRespond,
  respondJson,
  respondRaw,
  startFaultServer,
} from '../support/faultServer.ts';
import type { FaultServer, Responder } from '../support/faultServer.ts';
import { destroy, hang, reset, respondSse } from '../support/faultStream.ts';
import { wireComparison, wireRunner } from '../support/wireComparison.ts';

const [model] = modelIds;

async function withServer<T>(
  responder: Responder,
  use: (server: FaultServer) => Promise<T>,
): Promise<T> {
  const server = await startFaultServer(responder);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

/** Answers on the tier that was asked for. */
const answer: Responder = (exchange) =>
  respondSse(goodStream(['Hi', ' there'], chatBody(exchange.request).service_tier))(exchange);

/** Answers, but for the nth call of a tier, from 1. */
function butFor(tier: string, nth: number | 'every', fault: Responder): Responder {
  let calls = 0;
  return (exchange) => {
    if (chatBody(exchange.request).service_tier !== tier) return answer(exchange);
    return nth === 'every' || ++calls === nth ? fault(exchange) : answer(exchange);
  };
}

test('every call sends the same, but for its tier and the nonce that opens its first message', async () => {
  const comparison = aComparison({ repeats: 2 });
  const { bodies, runs } = await withServer(answer, async (server) => {
    const finished = await wireComparison(server.baseUrl, comparison).live.finished;
    return { bodies: server.requests.map(chatBody), runs: finished.runs };
  });
  assert.equal(bodies.length, 9);
  assert.deepEqual(
    bodies.map((body) => body.service_tier),
    [0, 1, 2].flatMap((block) => blockOrder(comparison.plan, model, block)),
  );
  assert.deepEqual(
    bodies.map(({ messages }) => messages[0]?.content),
    runs.map((run) => `${nonceLine(run)}\nBe brief.`),
  );
  assert.equal(new Set(runs.map(nonceLine)).size, 9);
  const common = bodies.map((body) => ({
    ...body,
    service_tier: '',
    messages: body.messages.slice(1),
  }));
  for (const body of common) assert.deepEqual(body, common[0]);
  assert.equal(common[0]?.max_completion_tokens, 200);
  assert.equal(runs[0]?.parameters.systemPrompt, 'Be brief.', 'the record has no nonce');
});

test('every call is of the same length, byte for byte, but for the tier’s name', async () => {
  const lengths = await withServer(answer, async (server) => {
    await wireComparison(server.baseUrl, aComparison()).live.finished;
    return server.requests.map((request) => {
      return Buffer.byteLength(request.rawBody) - chatBody(request).service_tier.length;
    });
  });
  assert.equal(new Set(lengths).size, 1);
});

test('without a system prompt the nonce opens the prompt itself', async () => {
  const comparison = aComparison({ repeats: 1 });
  const { prompt } = comparison;
  const parameters = { ...prompt.parameters, systemPrompt: null };
  const contents = await withServer(answer, async (server) => {
    const without = { ...comparison, prompt: { ...prompt, parameters } };
    await wireComparison(server.baseUrl, without).live.finished;
    return server.requests.map((request) => chatBody(request).messages[0]?.content ?? '');
  });
  for (const content of contents) assert.match(content, /^\[[0-9a-f]{12}\]\nExplain\n\n```/);
});

test('a quick look is all under way before anything is answered', async () => {
  const arrived = Promise.withResolvers<void>();
  const responder: Responder = async (exchange) => {
    if (exchange.request.number === 6) arrived.resolve();
    await arrived.promise;
    await answer(exchange);
  };
  const comparison = aComparison({ repeats: 1, models: modelIds.slice(0, 2) });
  const finished = await withServer(
    responder,
    (server) => wireComparison(server.baseUrl, comparison).live.finished,
  );
  assert.ok(finished.runs.every(({ status }) => status === 'succeeded'));
});

const error = (message: string) => ({ error: { message, type: 'x', param: null, code: null } });
const inStream =
  'data: {"error":{"message":"Too many tokens, please wait","code":"throttlingException"}}\n\n';

const faults: readonly (readonly [name: string, reason: string, Responder])[] = [
  ['400', 'invalidRequest', respondJson(400, error('bad'))],
  ['400 for the tier', 'tierUnsupported', respondJson(400, error('service tier not supported'))],
  ['401', 'credentials', respondJson(401, error('no'))],
  ['403 for the tier', 'tierDenied', respondJson(403, error('deny bedrock:ServiceTier'))],
  ['404', 'modelUnavailable', respondJson(404, error('none'))],
  ['424', 'modelError', respondJson(424, error('failed'))],
  ['429', 'throttled', respondJson(429, error('slow'), { 'retry-after': '1' })],
  ['500', 'serverError', respondJson(500, error('boom'))],
  ['503', 'capacity', respondJson(503, error('busy'))],
  ['a cut stream', 'cutOff', respondSse([textChunk('Half'), destroy])],
  ['a reset stream', 'cutOff', respondSse([textChunk('Half'), reset])],
  ['an empty stream', 'cutOff', respondSse([])],
  ['a chunk that is no JSON', 'invalidResponse', respondSse(['data: {oops\n\n', hang])],
  ['a 200 that is no stream', 'invalidResponse', respondJson(200, { hello: 'portal' })],
  ['an error in the stream', 'throttled', respondSse([textChunk('Hi'), inStream])],
  ['a dropped connection', 'network', dropConnection()],
  ['no HTTP', 'network', respondRaw('garbage\r\n\r\n')],
];

for (const [name, reason, fault] of faults) {
  test(`${name} on one tier: its block is dropped and counted, the others go on, nothing is sent twice`, async () => {
    // Its third call: the warm-up, block 1, block 2.
    const { finished, requests } = await withServer(butFor('flex', 3, fault), async (server) => ({
      finished: await wireComparison(server.baseUrl, aComparison({ repeats: 3 })).live.finished,
      requests: server.requests.length,
    }));
    assert.equal(finished.status, 'finished');
    assert.equal(requests, 12);
    const failed = finished.runs.filter(({ status }) => status === 'failed');
    assert.deepEqual(
      failed.map(({ requestedTier, block, attempts }) => [requestedTier, block, attempts]),
      [['flex', 2, 1]],
    );
    if (name !== 'no HTTP') assert.equal(failed[0]?.failure?.reason, reason);
    assert.deepEqual(
      finished.results.map(({ tier, nBlocks }) => [tier, nBlocks]),
      [
        ['priority', 3],
        ['flex', 2],
      ],
    );
    const warning = finished.warnings.find(({ kind }) => kind === 'failedCalls');
    assert.ok(warning?.kind === 'failedCalls');
    assert.deepEqual([warning.tier, warning.failed, warning.calls], ['flex', 1, 3]);
  });
}

function impatientOnFlex(waits: { firstByteMs: number; silenceMs: number }): Comparison {
  const comparison = aComparison({ repeats: 2, headline: 'wholeAnswer' });
  return { ...comparison, patience: { ...comparison.patience, flex: waits } };
}

test('time-outs enter at the cap that the comparison records, and none is sent twice', async () => {
  const comparison = impatientOnFlex({ firstByteMs: 40, silenceMs: 60_000 });
  const { finished, requests } = await withServer(
    butFor('flex', 'every', neverRespond()),
    async (server) => ({
      finished: await wireComparison(server.baseUrl, comparison).live.finished,
      requests: server.requests.length,
    }),
  );
  assert.equal(requests, 9);
  const flex = finished.results.find(({ tier }) => tier === 'flex');
  assert.equal(flex?.nBlocks, 2);
  assert.equal(flex.tierMedian, 40);
  const warning = finished.warnings.find(({ kind }) => kind === 'timeouts');
  assert.ok(warning?.kind === 'timeouts');
  assert.deepEqual([warning.tier, warning.count, warning.shortestMs], ['flex', 2, 40]);
});

test('a stalled answer counts as long as it was waited for', async () => {
  const comparison = impatientOnFlex({ firstByteMs: 60_000, silenceMs: 40 });
  const finished = await withServer(
    butFor('flex', 'every', respondSse([textChunk('Some'), hang])),
    (server) => wireComparison(server.baseUrl, comparison).live.finished,
  );
  const flex = finished.runs.filter(({ requestedTier }) => requestedTier === 'flex');
  assert.ok(flex.every(({ failure }) => failure?.reason === 'stalled'));
  assert.equal(finished.results.find(({ tier }) => tier === 'flex')?.nBlocks, 2);
});

test('a tier that is refused from the start: no more than the warm-up is sent', async () => {
  const refusal = respondJson(400, error('The provided service tier is not supported.'));
  await withServer(butFor('flex', 'every', refusal), async (server) => {
    const finished = await wireComparison(server.baseUrl, aComparison({ repeats: 12 })).live
      .finished;
    assert.equal(finished.status, 'stopped');
    assert.equal(finished.runs.at(-1)?.failure?.reason, 'tierUnsupported');
    const order = blockOrder(finished.plan, model, 0);
    assert.equal(server.requests.length, order.indexOf('flex') + 1);
  });
});

test('a limit: what was spent stays below it, and the rest is not sent', async () => {
  await withServer(answer, async (server) => {
    // 20 tokens in and 2 out: 0.0000042 on Standard, 1.75 and 0.5 times that on the others.
    const comparison = aComparison({ repeats: 12, budgetUsd: 0.00005 });
    const ended = await wireComparison(server.baseUrl, comparison).live.finished;
    const spent = ended.runs.reduce((sum, { cost }) => sum + (cost?.usd ?? 0), 0);
    assert.equal(ended.status, 'overBudget');
    assert.equal(server.requests.length, 9);
    assert.ok(spent > 0.00004 && spent <= 0.00005, String(spent));
  });
});

test('two comparisons at once on one runner: their runs are never mixed', async () => {
  const { runner, stored } = wireRunner();
  await withServer(answer, async (server) => {
    const start = (id: string, instruction: string) => {
      const comparison = aComparison({ repeats: 3, models: modelIds.slice(0, 2) }, { id });
      const prompt = { ...comparison.prompt, instruction };
      return wireComparison(server.baseUrl, { ...comparison, prompt }, { runner }).live.finished;
    };
    const [one, two] = await Promise.all([start('c1', 'First'), start('c2', 'Second')]);
    assert.equal(server.requests.length, 48);
    for (const [{ id, runs }, instruction] of [
      [one, 'First'],
      [two, 'Second'],
    ] as const) {
      assert.equal(runs.length, 24);
      for (const run of runs) {
        assert.equal(run.comparisonId, id);
        assert.deepEqual(stored.get(run.id), run);
        const sent = server.requests
          .map(chatBody)
          .filter(({ messages }) => messages[0]?.content.startsWith(nonceLine(run)));
        assert.equal(sent.length, 1);
        assert.equal(sent[0]?.service_tier, run.requestedTier);
        assert.equal(sent[0].model, run.model);
        assert.ok(sent[0].messages[1]?.content.startsWith(instruction));
      }
    }
  });
});
