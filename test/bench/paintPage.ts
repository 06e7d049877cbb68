// The response panel's own page, watched: when does a frame show a delta that holds the time at which
// the host made it?
import '../../media/response/main.tsx';
import type { Run, RunEvent } from '../../src/core/run.ts';
import { runEvents, showState } from '../../src/protocol/response.ts';
import { paintsAttribute, type Paints } from './paintPlan.ts';

/** The stamps begin anew so often; no stream takes half as long. ms. */
const cycleMs = 1e6;

const stamps: number[] = [];
const latencies: number[] = [];
let messages = 0;
let hasEnded = false;

addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.method === runEvents.method) takeEvents(data.params.events ?? []);
  else if (data.method === showState.method) takeState(data.params.run ?? null);
});

/** A message from the host: of `runEvents` or of `showState`. */
interface Message {
  readonly method?: string;
  readonly params: { readonly events?: readonly RunEvent[]; readonly run?: Run | null };
}

function takeEvents(events: readonly RunEvent[]): void {
  const deltas = events.filter((event) => event.type === 'textDelta');
  if (deltas.length > 0) messages++;
  stamps.push(...deltas.map(({ text }) => Number(text)));
  hasEnded ||= events.some(({ type }) => type === 'completed');
}

/** A state holds all that there is: what had gathered when it was sent comes with it and not before. */
function takeState(run: Run | null): void {
  const all = run?.response.match(/\d+/g) ?? [];
  stamps.push(...all.slice(stamps.length).map(Number));
  if (run?.status === 'succeeded') hasEnded = true;
}

// A task that is posted while a frame is made runs once that frame is painted. The panel's own frames
// are watched, without a loop that would keep the page awake.
const afterPaint = new MessageChannel();
let isFrame = false;
afterPaint.port1.addEventListener('message', () => {
  isFrame = false;
  notePaint(Date.now() % cycleMs);
});
afterPaint.port1.start();
const nextFrame = requestAnimationFrame;
globalThis.requestAnimationFrame = (draw) =>
  nextFrame((time) => {
    isFrame = true;
    afterPaint.port2.postMessage(null);
    draw(time);
  });
// What changes between two frames shows with the next one.
new MutationObserver(() => {
  if (!isFrame) nextFrame(() => afterPaint.port2.postMessage(null));
}).observe(document.body, { childList: true, characterData: true, subtree: true });

function notePaint(now: number): void {
  const blocks = document.querySelectorAll('.markdown > .group:last-child > .block');
  const shown = /(\d+)\s*$/.exec(blocks.item(blocks.length - 1)?.textContent ?? '')?.[1];
  if (shown === undefined) return;
  for (let next = stamps[latencies.length]; next !== undefined; next = stamps[latencies.length]) {
    if (between(next, Number(shown)) < 0) break;
    latencies.push(between(next, now));
  }
  if (!hasEnded || latencies.length < stamps.length) return;
  const spanMs = between(stamps[0] ?? 0, stamps.at(-1) ?? 0);
  const paints: Paints = { latencies, messages, spanMs };
  document.body.setAttribute(paintsAttribute, JSON.stringify(paints));
}

/** ms from one stamp to another, over the point at which they begin anew. */
function between(from: number, to: number): number {
  const ms = to - from;
  return ms < -cycleMs / 2 ? ms + cycleMs : ms;
}
