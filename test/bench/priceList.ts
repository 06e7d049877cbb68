// What a refresh of the prices takes with a list of 10 MB, against JSON.parse of the same list.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { downloadPriceList } from '../../src/bedrock/priceListDownload.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import { findPrice } from '../../src/core/catalogue/pricing.ts';
import { bigPriceList } from '../support/bulkPriceList.ts';
import { median, pairedRatio, type Figure } from './figure.ts';

const listSize = 10_000_000;
const rounds = 7;
const lookupRounds = 300;

/** Serves the list in a thread of its own, for the first offer only. */
const serverCode = `
  const http = require('node:http');
  const { workerData, parentPort } = require('node:worker_threads');
  const server = http.createServer((request, response) => {
    if (!request.url.includes('/AmazonBedrock/')) return response.writeHead(404).end();
    response.writeHead(200, { 'content-length': workerData.length }).end(workerData);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

export async function measurePriceList(): Promise<Figure[]> {
  const server = new Worker(serverCode, {
    eval: true,
    workerData: Buffer.from(bigPriceList(listSize)),
  });
  const [port]: unknown[] = await once(server, 'message');
  const baseUrl = `http://127.0.0.1:${String(port)}`;
  const streamed = { ms: [] as number[], mb: [] as number[] };
  const parsed = { ms: [] as number[], mb: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const refresh = await measure((sample) => refreshFrom(baseUrl, sample));
    const whole = await measure((sample) => parseFrom(baseUrl, sample));
    if (round < 0) continue;
    streamed.ms.push(refresh.ms);
    streamed.mb.push(refresh.mb);
    parsed.ms.push(whole.ms);
    parsed.mb.push(whole.mb);
  }
  await server.terminate();
  return [
    lookups(),
    {
      name: 'refresh prices from a list of 10 MB, median',
      value: median(streamed.ms),
      unit: 'ms',
      baseline: {
        name: 'fetch and JSON.parse',
        value: median(parsed.ms),
        ratio: pairedRatio(streamed.ms, parsed.ms),
      },
      target: '≤ 2000 ms',
      isMet: median(streamed.ms) <= 2000,
    },
    {
      name: 'memory that it takes at most, median',
      value: median(streamed.mb),
      unit: 'MB',
      baseline: { name: 'fetch and JSON.parse', value: median(parsed.mb) },
      target: '≤ 60 MB',
      isMet: median(streamed.mb) <= 60,
    },
  ];
}

/** Prices of every listed model on every tier, against reading the same row out of a map by its key. */
function lookups(): Figure {
  const rows = [...builtInCatalogue.prices.rows.values()];
  const keyed = new Map(rows.map((row) => [`${row.model} ${row.region} ${row.tier}`, row]));
  const perSecond = (look: (row: (typeof rows)[number]) => unknown) => {
    const started = performance.now();
    for (let round = 0; round < lookupRounds; round++) for (const row of rows) look(row);
    return (lookupRounds * rows.length * 1000) / (performance.now() - started);
  };
  const ours = (row: (typeof rows)[number]) =>
    findPrice(builtInCatalogue, row.model, row.region ?? 'us-east-1', row.tier);
  const bare = (row: (typeof rows)[number]) => keyed.get(`${row.model} ${row.region} ${row.tier}`);
  perSecond(ours);
  perSecond(bare);
  const value = perSecond(ours);
  return {
    name: 'price look-ups',
    value,
    unit: '/s',
    baseline: { name: 'a map by key', value: perSecond(bare) },
    target: '≥ 100,000/s',
    isMet: value >= 100_000,
  };
}

async function refreshFrom(baseUrl: string, sample: () => void): Promise<void> {
  await downloadPriceList({
    region: 'us-east-1',
    userAgent: 'bedrock-tiers/bench',
    baseUrl,
    onProgress: sample,
  });
  sample();
}

async function parseFrom(baseUrl: string, sample: () => void): Promise<void> {
  const response = await fetch(`${baseUrl}/AmazonBedrock/current/us-east-1/index.json`);
  const text = await response.text();
  sample();
  const list: unknown = JSON.parse(text);
  sample();
  if (list === null) throw new Error('The list is empty.');
}

/** Time, and the most that heap and buffers grew, garbage included. */
async function measure(
  work: (sample: () => void) => Promise<void>,
): Promise<{ readonly ms: number; readonly mb: number }> {
  globalThis.gc?.();
  const before = usedBytes();
  let most = before;
  const started = performance.now();
  await work(() => (most = Math.max(most, usedBytes())));
  return { ms: performance.now() - started, mb: (most - before) / 2 ** 20 };
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
