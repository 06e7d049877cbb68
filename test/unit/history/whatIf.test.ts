import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { builtInCatalogue } from '../../../src/core/catalogue/builtInCatalogue.ts';
import { findPrice, priceOfUsage } from '../../../src/core/catalogue/pricing.ts';
import { seededRandom } from '../../../src/core/comparison/seededRandom.ts';
import { sumUsd } from '../../../src/core/money.ts';
import { type Run, tierOf } from '../../../src/core/run.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import { composeWhatIf, inputLimits, movesOf } from '../../../src/core/whatIf/whatIf.ts';
import { describeWhatIf } from '../../../src/core/whatIf/whatIfText.ts';
import type { Move, ReferenceGroup } from '../../../src/core/whatIf/whatIfFacts.ts';
import { connect } from '../../../src/history/connection.ts';
import { readReferences } from '../../../src/history/whatIfReferences.ts';
import { isoAt, sampleRun } from './sampleRun.ts';
import { temporaryTransfer } from './transfer.ts';

const models = ['openai.gpt-oss-120b-1:0', 'openai.gpt-6-sol', 'us.amazon.nova-2-lite-v1:0'];
const tiers = ['default', 'flex', 'priority'];

function someRun(n: number, random: () => number): Run {
  const tier = tiers[Math.floor(random() * tiers.length)] ?? '';
  const tokens = (most: number) => Math.floor(random() * most);
  return sampleRun(`${n}`, {
    startedAt: isoAt(n),
    model: models[n % models.length] ?? '',
    region: 'us-east-1',
    requestedTier: tier,
    servedTier: random() < 0.5 ? tier : null,
    simulated: random() < 0.3,
    latencyMs: 100 + tokens(9_000),
    usage:
      random() < 0.1
        ? null
        : {
            inputTokens: tokens(500_000),
            outputTokens: tokens(3_000),
            cacheReadTokens: random() < 0.5 ? null : tokens(100_000),
            cacheWriteTokens: tokens(50),
            reasoningTokens: 0,
          },
  });
}

suite('history: what if', () => {
  test('sums and differences are those of each run priced by itself', async (t) => {
    const { store, work } = temporaryTransfer(t);
    const random = seededRandom(7);
    const runs = Array.from({ length: 400 }, (_, n) => someRun(n, random));
    for (const run of runs) store.save(run);
    const question = { filter: {}, inputLimits: inputLimits(builtInCatalogue) };
    const facts = await work.whatIf(question);
    const waitings = await work.waitings(movesOf(facts, builtInCatalogue, inEnglish));
    const usd = (run: Run, tier: string) => {
      const price = findPrice(builtInCatalogue, run.model, run.region, tier);
      return price === null || run.usage === null ? null : priceOfUsage(run.usage, price);
    };
    for (const whatIf of composeWhatIf(facts, waitings, builtInCatalogue, inEnglish)) {
      const own = runs.filter(({ simulated }) => simulated === whatIf.simulated);
      assert.equal(whatIf.runs, own.length);
      const ownUsd = own.map((run) => usd(run, tierOf(run))).filter((each) => each !== null);
      assert.equal(whatIf.own.total.priced, ownUsd.length);
      assertUsd(whatIf.own.total.usd, sumUsd(ownUsd));
      for (const { tier, total, models } of whatIf.tiers) {
        const served = new Set(models.filter(({ usd }) => usd !== null).map(({ model }) => model));
        const moved = own.flatMap((run) => {
          const [here, there] = [usd(run, tierOf(run)), usd(run, tier)];
          const isMoved = tierOf(run) !== tier && served.has(run.model);
          return !isMoved || here === null || there === null ? [] : { here, there };
        });
        assert.equal(total.priced, moved.length, tier);
        assertUsd(total.usd, sumUsd(moved.map(({ there }) => there)));
        assertUsd(total.differenceUsd, sumUsd(moved.flatMap(({ here, there }) => [there, -here])));
        assert.ok(moved.length > 10, tier);
      }
    }
  });

  test('lengths fall into powers of two; only everyday runs that succeeded are references, the newest first', async (t) => {
    const { file, store, work } = temporaryTransfer(t);
    const usage = sampleRun('').usage;
    const save = (id: string, tier: string, outputTokens: number, changes: Partial<Run> = {}) =>
      store.save(
        sampleRun(id, {
          requestedTier: tier,
          servedTier: tier,
          usage: usage && { ...usage, outputTokens },
          ...changes,
        }),
      );
    for (const [n, tokens] of [0, 1, 2, 3, 4, 127, 128].entries()) save(`d${n}`, 'default', tokens);
    save('slept', 'default', 4, { slept: true });
    save('failed', 'default', 4, { status: 'failed' });
    save('r1', 'flex', 130, { latencyMs: 1, startedAt: isoAt(1) });
    save('r2', 'flex', 250, { latencyMs: 2, startedAt: isoAt(2) });
    save('other origin', 'flex', 250, { origin: 'comparison' });
    save('simulated', 'flex', 250, { simulated: true });
    save('other model', 'flex', 250, { model: 'm' });
    save('failed there', 'flex', 250, { status: 'failed' });
    const { timed } = await work.whatIf({ filter: { tier: 'default' }, inputLimits: [] });
    assert.deepEqual(
      timed.map(({ outputClass, runs }) => [outputClass, runs]),
      [
        [-1, 1],
        [0, 1],
        [1, 2],
        [2, 1],
        [6, 1],
        [7, 1],
      ],
    );
    const place = { model: 'openai.gpt-oss-120b-1:0', tier: 'flex', simulated: false };
    const references = referencesOf(file, { tier: 'flex', simulated: false, movers: timed });
    assert.deepEqual(references, [{ ...place, outputClass: 7, latenciesMs: [2, 1] }]);
  });

  test('a run that failed is one of the runs, and of those that the waiting and the money are of it is none', async (t) => {
    const { store, work } = temporaryTransfer(t);
    for (const id of ['c1', 'c2', 'c3', 'c4']) {
      const status = id === 'c4' ? 'failed' : 'succeeded';
      const usage = status === 'failed' ? null : sampleRun('').usage;
      store.save(sampleRun(id, { requestedTier: 'default', servedTier: null, status, usage }));
    }
    for (let n = 0; n < 20; n++)
      store.save(sampleRun(`${n}`, { servedTier: 'flex', startedAt: isoAt(n), latencyMs: n }));
    const facts = await work.whatIf({ filter: { tier: 'default' }, inputLimits: [] });
    const waitings = await work.waitings(movesOf(facts, builtInCatalogue, inEnglish));
    const [whatIf] = composeWhatIf(facts, waitings, builtInCatalogue, inEnglish);
    assert.ok(whatIf);
    const { sentences } = describeWhatIf(whatIf, inEnglish);
    assert.match(
      sentences.find((text) => text.includes('Flex')) ?? '',
      /^These 4 runs on Flex: −\$[\d.]+ for 3 of 4 runs .* for 3 of 4 runs \(/,
    );
  });

  test('of the newest runs of a length 200 are kept', async (t) => {
    const { file, store, work } = temporaryTransfer(t);
    store.save(sampleRun('chosen', { requestedTier: 'default', servedTier: null }));
    for (let n = 0; n < 230; n++)
      store.save(sampleRun(`${n}`, { servedTier: 'flex', startedAt: isoAt(n), latencyMs: n }));
    const { timed } = await work.whatIf({ filter: { ids: ['chosen'] }, inputLimits: [] });
    const [group] = referencesOf(file, { tier: 'flex', simulated: false, movers: timed });
    assert.equal(group?.latenciesMs.length, 200);
    assert.equal(Math.min(...group.latenciesMs), 30);
  });
});

function referencesOf(file: string, move: Move): ReferenceGroup[] {
  const { prepare, close } = connect(file);
  const references = readReferences(prepare, [move]);
  close();
  return references;
}

/** Groups round each to the nearest number before they are added: less than a pico-dollar. */
function assertUsd(value: number | null, expected: number): void {
  assert.equal(value?.toFixed(12), expected.toFixed(12));
}
