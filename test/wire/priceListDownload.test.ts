import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { downloadPriceList } from '../../src/bedrock/priceListDownload.ts';
import type { PriceListProgress, PriceListRequest } from '../../src/bedrock/priceListDownload.ts';
import { PriceListError } from '../../src/bedrock/priceListError.ts';
import {
  bigPriceList,
  bulkPriceList,
  bulkProduct,
  listedProducts,
  marketplaceProduct,
} from '../support/bulkPriceList.ts';
import { neverRespond, respondJson, startFaultServer } from '../support/faultServer.ts';
import type { Responder } from '../support/faultServer.ts';
import { readList } from '../support/readBulkList.ts';

const mainList = bulkPriceList(listedProducts('us-east-1'));
const marketplaceList = bulkPriceList(
  [marketplaceProduct('InputTokenCount', '3.30', 'Claude Sonnet 4.5')],
  { offerCode: 'AmazonBedrockFoundationModels', publicationDate: '2026-10-01T00:00:00Z' },
);

/** Answers for the first offer as told, and has nothing for the second. */
function onlyMain(responder: Responder): Responder {
  const missing = respondJson(404, { message: 'no such key' });
  return (exchange) =>
    exchange.request.url.includes('/AmazonBedrock/') ? responder(exchange) : missing(exchange);
}

async function serve(t: TestContext, responder: Responder) {
  const server = await startFaultServer(responder);
  t.after(() => server.close());
  const download = (request: Partial<PriceListRequest> = {}) =>
    downloadPriceList({
      region: 'us-east-1',
      userAgent: 'bedrock-tiers/test',
      baseUrl: server.baseUrl,
      ...request,
    });
  return { server, download };
}

async function reasonOf(download: Promise<unknown>): Promise<string> {
  try {
    await download;
  } catch (error) {
    if (error instanceof PriceListError) return error.reason;
    throw error;
  }
  return 'none';
}

test('both offers are read from the addresses where AWS publishes them, without credentials', async (t) => {
  const { server, download } = await serve(t, (exchange) =>
    respondJson(
      200,
      exchange.request.url.includes('/AmazonBedrock/') ? mainList : marketplaceList,
    )(exchange),
  );
  const list = await download();
  assert.deepEqual(
    server.requests.map(({ method, url }) => `${method} ${url}`),
    [
      'GET /openai/v1/AmazonBedrock/current/us-east-1/index.json',
      'GET /openai/v1/AmazonBedrockFoundationModels/current/us-east-1/index.json',
    ],
  );
  assert.ok(server.requests.every(({ headers }) => headers.authorization === undefined));
  assert.equal(list.publicationDate, '2026-10-01T00:00:00Z');
  assert.deepEqual(list.offers, ['AmazonBedrock', 'AmazonBedrockFoundationModels']);
  const claude = list.entries.find(({ model }) => model.startsWith('anthropic.'));
  assert.equal(claude?.input, '3.3');
});

test('a region without the Marketplace list has the prices of the other', async (t) => {
  const { download } = await serve(t, onlyMain(respondJson(200, mainList)));
  assert.deepEqual(await download(), readList(listedProducts('us-east-1')));
});

test('a list is the same when its terms come first and when it comes in pieces', async (t) => {
  const { products, terms, ...head } = JSON.parse(mainList);
  const turned = Buffer.from(JSON.stringify({ terms, ...head, products }));
  const { download } = await serve(
    t,
    onlyMain(({ response }) => {
      response.writeHead(200);
      for (let at = 0; at < turned.length; at += 777) response.write(turned.subarray(at, at + 777));
      response.end();
    }),
  );
  assert.deepEqual(await download(), readList(listedProducts('us-east-1')));
});

test('progress counts the bytes that are sent, packed or not', async (t) => {
  const packed = gzipSync(mainList);
  for (const [body, headers] of [
    [packed, { 'content-encoding': 'gzip', 'content-length': String(packed.length) }],
    [Buffer.from(mainList), { 'content-length': String(Buffer.byteLength(mainList)) }],
  ] as const) {
    const { download } = await serve(
      t,
      onlyMain(({ response }) => void response.writeHead(200, headers).end(body)),
    );
    const seen: PriceListProgress[] = [];
    const list = await download({ onProgress: (progress) => seen.push(progress) });
    assert.deepEqual(list, readList(listedProducts('us-east-1')));
    const last = seen.at(-1);
    assert.deepEqual(last, { offer: 'AmazonBedrock', bytes: body.length, totalBytes: body.length });
  }
});

const half = mainList.slice(0, mainList.length / 2);

const failures: readonly (readonly [string, string, Responder])[] = [
  ['that ends early but in order', 'cutOff', respondJson(200, half)],
  [
    'whose connection breaks',
    'cutOff',
    ({ response }) => {
      response.writeHead(200, { 'content-length': String(mainList.length) });
      response.write(half, () => response.destroy());
    },
  ],
  [
    'that is packed and ends early',
    'cutOff',
    ({ response }) => {
      const packed = gzipSync(mainList);
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(packed.subarray(0, packed.length / 2));
    },
  ],
  [
    'that says it is packed and is not',
    'notJson',
    respondJson(200, mainList, { 'content-encoding': 'gzip' }),
  ],
  ['in an unknown encoding', 'notJson', respondJson(200, mainList, { 'content-encoding': 'zip' })],
  ['that is a page', 'notJson', respondJson(200, '<html>Sign in</html>')],
  ['that is empty', 'cutOff', respondJson(200, '')],
  ['with something behind its end', 'notJson', respondJson(200, `${mainList} {}`)],
  ['that is other JSON', 'notPriceList', respondJson(200, { offers: {} })],
  ['without products', 'notPriceList', respondJson(200, bulkPriceList([]))],
  [
    'of another offer',
    'notPriceList',
    respondJson(200, bulkPriceList(listedProducts('us-east-1'), { offerCode: 'AmazonEC2' })),
  ],
  [
    'without a date',
    'notPriceList',
    respondJson(200, bulkPriceList(listedProducts('us-east-1'), { publicationDate: 'yesterday' })),
  ],
  [
    'of which nothing is understood',
    'notPriceList',
    respondJson(200, bulkPriceList([bulkProduct('Mystery-input-tokens', '0.1')])),
  ],
  ['that nests without end', 'notPriceList', respondJson(200, '{"a":'.repeat(100_000))],
  ['that is not there', 'status', respondJson(404, {})],
  ['that is elsewhere', 'redirect', respondJson(302, '', { location: 'http://127.0.0.1:1/' })],
  ['whose server drops the connection', 'network', ({ response }) => void response.destroy()],
];

for (const [what, reason, responder] of failures) {
  test(`a list ${what} is refused as ${reason}`, async (t) => {
    const { download } = await serve(t, onlyMain(responder));
    assert.equal(await reasonOf(download()), reason);
  });
}

/** Sends a good beginning and then products, until the other side has enough. */
const endless: Responder = ({ response, signal }) => {
  const product = `"S":{"sku":"S","attributes":{"usagetype":"${'x'.repeat(1000)}"}},`;
  response.writeHead(200);
  response.write('{"offerCode":"AmazonBedrock","products":{');
  const more = () => {
    if (signal.aborted) return;
    response.write(product.repeat(50), more);
  };
  more();
};

test('a list without end is given up at its limit, and the connection is cut', async (t) => {
  const { server, download } = await serve(t, onlyMain(endless));
  assert.equal(await reasonOf(download({ limits: { bytes: 2_000_000 } })), 'tooLarge');
  assert.equal(await (await server.request(1)).connectionClosed, 'cut');
});

test('a small packed list that unpacks without end is given up at the same limit', async (t) => {
  const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
  const { download } = await serve(
    t,
    onlyMain(
      ({ response }) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    ),
  );
  assert.equal(await reasonOf(download({ limits: { bytes: 2_000_000 } })), 'tooLarge');
});

test('a server that says nothing, or nothing more, is given up', async (t) => {
  const silent = await serve(t, neverRespond());
  assert.equal(await reasonOf(silent.download({ limits: { silenceMs: 20 } })), 'timeout');
  const stalling = await serve(t, async ({ response, request }) => {
    response.writeHead(200);
    response.write(half);
    await request.connectionClosed;
  });
  assert.equal(await reasonOf(stalling.download({ limits: { silenceMs: 50 } })), 'timeout');
  const slow = await serve(t, onlyMain(endless));
  assert.equal(await reasonOf(slow.download({ limits: { totalMs: 30 } })), 'timeout');
});

test('a cancelled download ends at once and cuts the connection', async (t) => {
  const cancelling = new AbortController();
  const { server, download } = await serve(t, onlyMain(endless));
  const reason = reasonOf(
    download({ signal: cancelling.signal, onProgress: () => cancelling.abort() }),
  );
  assert.equal(await reason, 'cancelled');
  assert.equal(await (await server.request(1)).connectionClosed, 'cut');
  assert.equal(await reasonOf(download({ signal: cancelling.signal })), 'cancelled');
  assert.equal(server.requests.length, 1);
});

test('what is no region never stands in an address', async (t) => {
  const { server, download } = await serve(t, respondJson(200, mainList));
  for (const region of ['', '../../x', 'us-east-1/..', 'US-EAST-1', 'a?b', 'a\nb']) {
    assert.equal(await reasonOf(download({ region })), 'region', region);
  }
  assert.equal(server.requests.length, 0);
});

test('a list of 10 MB is read in less memory than the list has', async (t) => {
  const body = Buffer.from(bigPriceList(10_000_000));
  const { download } = await serve(
    t,
    onlyMain(({ response }) => void response.writeHead(200).end(body)),
  );
  const before = liveBytes();
  let most = 0;
  let next = 0;
  const list = await download({
    onProgress: ({ bytes }) => {
      if (bytes < next) return;
      next = bytes + 1_000_000;
      most = Math.max(most, liveBytes() - before);
    },
  });
  assert.ok(list.summary.understood > 5_000);
  // 5 MB are measured; what JSON.parse makes of the list has 18 MB beside its 10 MB of text.
  assert.ok(most < 10_000_000, `${most} bytes`);
});

/** What is reachable, after a collection. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
