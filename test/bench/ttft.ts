// What the extension adds to the time to first token, how true the recorded one is, and how many
// chunks a second it takes: against `fetch` and the bare SDK, in turns.
import { createHostPath, createSdkClient, rawFetch, type Client } from './clients.ts';
import { median, pairedRatio, percentile, type Figure } from './figure.ts';
import { burstLength, monotonicMs, startStampServer } from './stamps.ts';

const warmUps = 30;
const requests = 150;
const bursts = 7;

/** One request's times, ms. */
interface Sample {
  /** Time to first text without what the server took: to its door and from its hand to ours. */
  readonly own: number;
  /** From the request's arrival to the first text's departure, by the server's clock. */
  readonly server: number;
}

export async function measureTtft(): Promise<Figure[]> {
  const server = await startStampServer();
  const host = createHostPath();
  const sdk = createSdkClient();
  const own: Record<'fetch' | 'sdk' | 'host', number[]> = { fetch: [], sdk: [], host: [] };
  const errors: number[] = [];
  for (let round = -warmUps; round < requests; round++) {
    const byFetch = await sampleOf(rawFetch, server.stampsUrl);
    const bySdk = await sampleOf(sdk, server.stampsUrl);
    let recorded = Number.NaN;
    const byHost = await sampleOf(async (baseUrl, onText) => {
      recorded = (await host.send(baseUrl, onText)).ttftMs ?? Number.NaN;
    }, server.stampsUrl);
    if (round < 0) continue;
    own.fetch.push(byFetch.own);
    own.sdk.push(bySdk.own);
    own.host.push(byHost.own);
    errors.push(Math.abs(recorded - byHost.server));
  }
  const speeds = await measureBursts(server.burstUrl, sdk, host.send);
  host.close();
  server.stop();
  return [...ownShare(own), ...recordedErrors(errors, own.fetch), throughput(speeds)];
}

async function sampleOf(client: Client, baseUrl: string): Promise<Sample> {
  let sample: Sample | undefined;
  const calledAt = monotonicMs();
  await client(baseUrl, (text) => {
    if (sample) return;
    const now = monotonicMs();
    const [arrivedAt = Number.NaN, writtenAt = Number.NaN] = text.split(' ').map(Number);
    sample = { own: arrivedAt - calledAt + (now - writtenAt), server: writtenAt - arrivedAt };
  });
  if (!sample) throw new Error('No text arrived.');
  return sample;
}

interface Speeds {
  readonly sdk: number[];
  readonly host: number[];
}

async function measureBursts(baseUrl: string, sdk: Client, host: Client): Promise<Speeds> {
  const speeds: Speeds = { sdk: [], host: [] };
  for (let round = -2; round < bursts; round++) {
    const bySdk = await chunksPerSecond(sdk, baseUrl);
    const byHost = await chunksPerSecond(host, baseUrl);
    if (round < 0) continue;
    speeds.sdk.push(bySdk);
    speeds.host.push(byHost);
  }
  return speeds;
}

async function chunksPerSecond(client: Client, baseUrl: string): Promise<number> {
  let count = 0;
  const started = monotonicMs();
  await client(baseUrl, () => count++);
  if (count !== burstLength) throw new Error(`${count} of ${burstLength} chunks arrived.`);
  return (count / (monotonicMs() - started)) * 1000;
}

function ownShare(own: Record<'fetch' | 'sdk' | 'host', number[]>): Figure[] {
  const ratio = pairedRatio(own.host, own.fetch);
  const value = median(own.host);
  const sdk = median(own.sdk);
  const p95 = percentile(own.host, 0.95);
  return [
    {
      name: 'own share of TTFT, warm, median',
      value,
      unit: 'ms',
      baseline: { name: 'fetch', value: median(own.fetch), ratio },
      target: '≤ 1.7×',
      isMet: ratio <= 1.7,
    },
    {
      name: 'the same against the bare SDK',
      value,
      unit: 'ms',
      baseline: { name: 'SDK', value: sdk, ratio: pairedRatio(own.host, own.sdk) },
      target: '≤ SDK + 0.5 ms',
      isMet: value <= sdk + 0.5,
    },
    {
      name: 'own share of TTFT, warm, p95',
      value: p95,
      unit: 'ms',
      baseline: { name: 'fetch', value: percentile(own.fetch, 0.95) },
      target: '≤ 5.5 ms',
      isMet: p95 <= 5.5,
    },
  ];
}

function recordedErrors(errors: readonly number[], own: readonly number[]): Figure[] {
  const p95 = percentile(errors, 0.95);
  return [
    {
      name: "recorded TTFT against the server's stamps, median error",
      value: median(errors),
      unit: 'ms',
      baseline: { name: "fetch's own share", value: median(own) },
      target: '≤ 2 ms',
      isMet: median(errors) <= 2,
    },
    {
      name: 'the same, p95',
      value: p95,
      unit: 'ms',
      baseline: { name: "fetch's own share", value: percentile(own, 0.95) },
      target: '≤ 5 ms',
      isMet: p95 <= 5,
    },
  ];
}

function throughput({ sdk, host }: Speeds): Figure {
  const ratio = pairedRatio(host, sdk);
  return {
    name: 'chunks per second through the whole host path',
    value: median(host),
    unit: '/s',
    baseline: { name: 'SDK', value: median(sdk), ratio },
    target: '≥ 0.75×',
    isMet: ratio >= 0.75,
  };
}
