// How long a comparison takes beside its calls: the real runner, client, HTTP and a history on disk.
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { blockRuns } from '../../src/core/comparison/samples.ts';
import { seededRandom } from '../../src/core/comparison/seededRandom.ts';
import type { PaceTable } from '../../src/simulator/pace.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { aComparison } from '../support/aComparison.ts';
import { models as fourModels } from '../support/comparisonStates.ts';
import { wireComparison } from '../support/wireComparison.ts';
import { createRecordingRunner, type RecordingRunner } from './clients.ts';
import type { Figure } from './figure.ts';

const repeats = 12;
const outputTokens = 60;

/** Some hundred ms a call. */
const paces: PaceTable = {
  priority: { firstTokenMs: [80, 120], rest: { kind: 'stream', tokensPerSecond: 600 } },
  default: { firstTokenMs: [150, 200], rest: { kind: 'stream', tokensPerSecond: 400 } },
  flex: { firstTokenMs: [250, 350], rest: { kind: 'burst', mostMs: 20 } },
};

/** Times of a comparison without its warm-ups; its gaps take none. Seconds. */
interface ComparisonTime {
  /** From the first measured call of the chain that takes longest to the comparison's end. */
  readonly wall: number;
  /** The latencies of that chain's calls. */
  readonly calls: number;
}

/** Wall time against that of the calls, of one model and of four side by side. */
export async function measureComparisonTime(): Promise<Figure[]> {
  const simulator = await startSimulator({ apiKey: null, pace: paces, random: seededRandom(7) });
  const host = createRecordingRunner();
  const alone = await timeOf(fourModels.slice(0, 1), simulator.baseUrl, host);
  const sideBySide = await timeOf(fourModels, simulator.baseUrl, host);
  host.close();
  await simulator.close();
  return [
    figureOf('a comparison on one model, without its gaps', 'its calls', alone, 1.02),
    figureOf('the same on four models side by side', 'the slowest chain', sideBySide, 1.05),
  ];
}

async function timeOf(
  models: readonly string[],
  baseUrl: string,
  { runner, history }: RecordingRunner,
): Promise<ComparisonTime> {
  const begun = new Map<string, number>();
  const { live } = wireComparison(baseUrl, planned(models), {
    runner,
    parts: {
      save: (comparison) => history.saveComparison(comparison),
      onEvent: (_comparison, event) => {
        if (event.type === 'runAdded') begun.set(event.run.id, performance.now());
      },
    },
  });
  const { runs } = await live.finished;
  const ended = performance.now();
  const failed = runs.find(({ status }) => status !== 'succeeded');
  if (failed) throw new Error(`A call failed: ${failed.failure?.message}`);
  const chains = models.map((model) => {
    const calls = blockRuns(runs, model);
    return {
      beganAt: begun.get(calls[0]?.id ?? '') ?? Number.NaN,
      ms: calls.reduce((sum, { latencyMs }) => sum + (latencyMs ?? Number.NaN), 0),
    };
  });
  const [slowest] = chains.toSorted((one, two) => two.ms - one.ms);
  if (slowest === undefined) throw new Error('No call was sent.');
  return { wall: (ended - slowest.beganAt) / 1000, calls: slowest.ms / 1000 };
}

function planned(models: readonly string[]): Comparison {
  const comparison = aComparison({ models, repeats }, { id: `of-${models.length}` });
  const { prompt } = comparison;
  const parameters = { ...prompt.parameters, maxOutputTokens: outputTokens };
  return { ...comparison, prompt: { ...prompt, parameters } };
}

function figureOf(name: string, of: string, { wall, calls }: ComparisonTime, most: number): Figure {
  return {
    name,
    value: wall,
    unit: 's',
    baseline: { name: of, value: calls },
    target: `≤ ${most}×`,
    isMet: wall <= most * calls,
  };
}
