// A server in a process of its own that writes into its answers when it wrote them.
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { done, finishChunk, roleChunk, textChunk, usageChunk } from '../support/chatChunks.ts';
import { burstLength, monotonicMs } from './stamps.ts';

/** Between request and first text, and between two texts. ms. */
const gapMs = 3;
const deltas = 6;

const tier = { service_tier: 'default' };
const closing = [
  finishChunk('stop', tier),
  usageChunk({ prompt: 20, completion: burstLength }, tier),
  done,
].join('');
const burst = Array.from({ length: burstLength }, (_, at) => textChunk(` word${at % 10}`, tier));

const server = http.createServer((request, response) => {
  const arrivedAt = monotonicMs();
  void (request.url?.startsWith('/burst') ? sendBurst : sendStamps)(request, response, arrivedAt);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.send?.(address.port);
});
process.once('disconnect', () => process.exit());

async function sendStamps(
  request: IncomingMessage,
  response: ServerResponse,
  arrivedAt: number,
): Promise<void> {
  await begin(request, response);
  response.write(roleChunk(tier));
  for (let at = 0; at < deltas; at++) {
    await delay(gapMs);
    response.write(textChunk(`${arrivedAt} ${monotonicMs()}\n`, tier));
  }
  response.end(closing);
}

async function sendBurst(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await begin(request, response);
  response.write(roleChunk(tier));
  for (let at = 0; at < burst.length; at += 100) {
    const hasRoom = response.write(burst.slice(at, at + 100).join(''));
    if (!hasRoom) await once(response, 'drain');
  }
  response.end(closing);
}

async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume();
  await once(request, 'end');
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-amzn-requestid': 'bench' });
}
