// Whether a comparison's columns are measured alike: three tiers of one pace, in turns, against the
// server's own stamps.
import { blockRuns } from '../../src/core/comparison/samples.ts';
import type { Run } from '../../src/core/run.ts';
import { aComparison, modelIds } from '../support/aComparison.ts';
import { wireComparison } from '../support/wireComparison.ts';
import { createRecordingRunner } from './clients.ts';
import { median, type Figure } from './figure.ts';
import { startStampServer } from './stamps.ts';

const repeats = 150;
const [model] = modelIds;

/** How far the medians of the columns' errors lie apart. The server names Standard in every answer: nothing is judged. */
export async function measureColumnErrors(): Promise<Figure> {
  const server = await startStampServer();
  const { runner, history, close } = createRecordingRunner();
  const comparison = aComparison({ repeats, models: [model] });
  const { live } = wireComparison(server.stampsUrl, comparison, {
    runner,
    parts: { save: (record) => history.saveComparison(record) },
  });
  const runs = blockRuns((await live.finished).runs, model);
  close();
  server.stop();
  const columns = Map.groupBy(runs, ({ requestedTier }) => requestedTier);
  const medians = [...columns.values()].map((column) => median(column.map(errorOf)));
  const apart = Math.max(...medians) - Math.min(...medians);
  return {
    name: `recorded TTFT against the server's stamps: medians of three equal tiers apart (n = ${repeats} each)`,
    value: apart,
    unit: 'ms',
    baseline: { name: 'the error itself', value: median(runs.map(errorOf)) },
    target: '≤ 0.5 ms',
    isMet: apart <= 0.5,
  };
}

/** What the recorded time to first token has beside what the server took, ms. */
function errorOf({ response, ttftMs }: Run): number {
  const [arrivedAt = Number.NaN, writtenAt = Number.NaN] = response.split(/\s/, 2).map(Number);
  return (ttftMs ?? Number.NaN) - (writtenAt - arrivedAt);
}
