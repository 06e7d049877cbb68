import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeBlocks } from '../../../../src/core/comparison/blocks.ts';
import { shortVerdicts } from '../../../../src/core/comparison/shortVerdict.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { aMeasuredComparison } from '../../../support/aMeasuredComparison.ts';

test('verdicts in a few words, by model where there are several', () => {
  const models = ['openai.gpt-oss-120b-1:0', 'us.zai.glm-5.3'];
  const words = (comparison: ReturnType<typeof aMeasuredComparison>) =>
    shortVerdicts(comparison.results, inEnglish);
  assert.equal(words(aMeasuredComparison()), 'Priority faster · Flex slower');
  assert.equal(
    words(aMeasuredComparison({ plan: { models } })),
    'gpt-oss-120b: Priority faster · Flex slower · glm-5.3 (us): Priority faster · Flex slower',
  );
  assert.equal(
    words(aMeasuredComparison({ plan: { repeats: 3, tiers: ['default', 'flex'] } })),
    'Flex too few blocks',
  );
  assert.equal(
    words(aMeasuredComparison({ status: 'running' })),
    'Priority no verdict · Flex no verdict',
  );
  assert.equal(shortVerdicts([], inEnglish), '');
});

test('a block is complete where every call on every model succeeded', () => {
  const comparison = aMeasuredComparison({ plan: { models: ['a', 'b'] } });
  assert.equal(completeBlocks(comparison), 12);
  const runs = comparison.runs.map((run) =>
    run.block === 5 && run.model === 'b' && run.requestedTier === 'flex'
      ? { ...run, status: 'failed' as const }
      : run,
  );
  assert.equal(completeBlocks({ ...comparison, runs }), 11);
  const again = runs.map((run) => ({ ...run, status: 'succeeded' as const }));
  assert.equal(completeBlocks({ ...comparison, runs: [...runs, ...again] }), 12);
  assert.equal(completeBlocks({ ...comparison, runs: [] }), 0);
});
