import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bulkPriceList, bulkProduct } from '../support/bulkPriceList.ts';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { Exchange, FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { changeSettings, getApi } from './window.ts';

const model = 'openai.gpt-oss-120b-1:0';

/** A list in which Standard costs 0.2 and 0.8 USD per million tokens. */
const list = bulkPriceList([
  bulkProduct('gpt-oss-120b-input-tokens', '0.0002000000'),
  bulkProduct('gpt-oss-120b-output-tokens', '0.0008000000'),
  bulkProduct('SomethingNew-input-tokens', '0.0001000000'),
]);

const answer = respondSse(goodStream(['Hi'], 'default'));

/** Answers prompts, refuses Flex as AWS does, and serves the price list until it is told to serve half of it. */
function respond({ isBroken }: { isBroken: boolean }) {
  return async (exchange: Exchange): Promise<void> => {
    const { request, response } = exchange;
    if (request.url.includes('/AmazonBedrock/current/us-east-1/')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(isBroken ? list.slice(0, list.length / 2) : list);
      return;
    }
    if (request.method === 'GET') {
      response.writeHead(404).end();
      return;
    }
    if (!request.rawBody.includes('"service_tier":"flex"')) return answer(exchange);
    response.writeHead(400, { 'content-type': 'application/json' });
    const message = 'The provided service tier is not supported for this model.';
    response.end(JSON.stringify({ error: { message } }));
  };
}

describe('prices and support', () => {
  let server: FaultServer;
  const serving = { isBroken: false };

  before(async () => {
    server = await startFaultServer((exchange) => respond(serving)(exchange));
    await changeSettings({
      endpoint: 'custom',
      endpointUrl: server.baseUrl,
      region: 'us-east-1',
      'prices.listUrl': server.baseUrl.replace('/openai/v1', '/offers'),
    });
  });
  after(async () => {
    await changeSettings({
      endpoint: undefined,
      endpointUrl: undefined,
      region: undefined,
      'prices.listUrl': undefined,
      'prices.overrides': undefined,
    });
    await server.close();
  });

  async function costOfStandard() {
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain', model, tier: 'default' });
    return run.cost;
  }

  it('a refreshed list prices the runs from then on, with its source and date', async () => {
    assert.equal((await costOfStandard())?.inputPerMillion, 0.15);
    await vscode.commands.executeCommand('bedrockTiers.refreshPrices');
    const cost = await costOfStandard();
    assert.equal(cost?.inputPerMillion, 0.2);
    assert.equal(cost.outputPerMillion, 0.8);
    assert.equal(cost.basis, 'exact');
    assert.match(cost.source, /AmazonBedrock, published 2026-09-17/);
  });

  it('a list that is cut off changes nothing, and that is said', async () => {
    serving.isBroken = true;
    await assert.rejects(
      async () => vscode.commands.executeCommand('bedrockTiers.refreshPrices'),
      /prices stay as they are/,
    );
    serving.isBroken = false;
    assert.equal((await costOfStandard())?.inputPerMillion, 0.2);
  });

  it('the person’s own price comes before any list', async () => {
    await changeSettings({
      'prices.overrides': [{ model, tier: 'default', input: 0.1, output: 0.4 }],
    });
    assert.equal((await costOfStandard())?.inputPerMillion, 0.1);
    await changeSettings({ 'prices.overrides': undefined });
  });

  it('a refused tier is learnt: a comparison on it is refused with the reason before anything is sent', async () => {
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain', model, tier: 'flex' });
    assert.equal(run.failure?.reason, 'tierUnsupported');
    const before = server.requests.length;
    await assert.rejects(
      api.compare({ instruction: 'Explain', models: [model], tiers: ['default', 'flex'] }),
      /Flex: gpt-oss-120b: Bedrock refused this tier for this model \(learnt on \d{4}-\d\d-\d\d/,
    );
    assert.equal(server.requests.length, before);
  });
});
