import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import type { Run } from '../../src/core/run.ts';
import { putSideBySide } from '../../src/core/sideBySide/sideBySide.ts';
import { inEnglish } from '../../src/core/translate.ts';
import { estimateWaitings } from '../../src/core/whatIf/waiting.ts';
import { composeWhatIf, movesOf } from '../../src/core/whatIf/whatIf.ts';
import type { UsageGroup, WhatIfFacts } from '../../src/core/whatIf/whatIfFacts.ts';
import { describeWhatIf } from '../../src/core/whatIf/whatIfText.ts';
import type { SideBySideState } from '../../src/protocol/sideBySide.ts';
import type { WhatIfState } from '../../src/protocol/whatIf.ts';
import { sideBySideStrings } from '../../src/ui/history/sideBySideStrings.ts';
import { aRun } from './aRun.ts';

const model = 'openai.gpt-oss-120b-1:0';
const place = { region: 'us-east-1', tier: 'default', simulated: false };

function usage(change: Partial<UsageGroup> = {}): UsageGroup {
  return {
    model,
    ...place,
    runs: 412,
    reported: 412,
    unreported: 0,
    shortestInput: 900,
    inputTokens: 8_000_000,
    outputTokens: 6_000_000,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    recordedUsd: 4.8,
    ...change,
  };
}

/** 412 runs of one model and some of two others, of which one has no price; simulated ones too if wanted. */
export function aWhatIfState(withSimulated = false): WhatIfState {
  const all = [
    usage(),
    usage({
      model: 'openai.gpt-6-sol',
      runs: 31,
      reported: 29,
      unreported: 2,
      inputTokens: 90_000,
      outputTokens: 40_000,
      recordedUsd: 1.1,
    }),
    usage({ model: 'acme.unheard-of-1', runs: 3, reported: 3 }),
    ...(withSimulated ? [usage({ simulated: true, runs: 12, reported: 12 })] : []),
  ];
  const timed = all.map(({ runs, ...group }) => ({
    ...group,
    runs,
    outputClass: 9,
    latencyMs: runs * 9_000,
  }));
  const latenciesMs = Array.from({ length: 37 }, (_, at) => 9_000 + (at % 7) * 11_000);
  const references = [{ model, tier: 'flex', simulated: false, outputClass: 9, latenciesMs }];
  const facts: WhatIfFacts = { usage: all, timed };
  const waitings = estimateWaitings(references, movesOf(facts, builtInCatalogue, inEnglish));
  const answers = composeWhatIf(facts, waitings, builtInCatalogue, inEnglish);
  return {
    filter: { tier: 'default' },
    title: 'What If: 446 Runs',
    reports: answers.map((answer) => describeWhatIf(answer, inEnglish)),
    nothing: null,
    problem: null,
    strings: {
      reading: 'Reading the history…',
      failed: 'The history could not be read',
      tryAgain: 'Try Again',
      simulated: 'Simulated',
      simulatedHint: 'Text, times and cost are invented.',
      otherPrompts:
        'Waiting is taken from other prompts: it says nothing of one tier against another.',
      startComparison: 'Compare Tiers…',
      notes: 'How this was worked out',
    },
  };
}

/** Runs of one prompt on three tiers, with what is to be otherwise. */
export function sideBySideRuns(changes: readonly Partial<Run>[] = [{}, {}, {}]): readonly Run[] {
  const tiers = ['default', 'flex', 'priority', 'default'];
  const answers = [
    'It adds the numbers up.\n\n```ts\nconst sum = 1;\n```\n\nThat is *all*.',
    'It sums the numbers up.\n\n```ts\nconst sum = 1;\n```\n\nThat is *everything*.',
    'It adds up all numbers and gives their sum.',
    '',
  ];
  return changes.map((change, at) =>
    aRun({
      id: `run ${at}`,
      status: 'succeeded',
      requestedTier: tiers[at] ?? 'default',
      servedTier: tiers[at] ?? 'default',
      ttftMs: 300 + at * 450,
      latencyMs: 2_400 + at * 1_300,
      outputTokensPerSecond: 80 - at * 7,
      attempts: 1,
      usage: {
        inputTokens: 120,
        outputTokens: 200 + at * 11,
        cacheReadTokens: null,
        cacheWriteTokens: null,
        reasoningTokens: 40,
      },
      response: answers[at] ?? '',
      ...change,
    }),
  );
}

/** The state around runs. */
export function aSideBySideState(runs: readonly Run[] = sideBySideRuns()): SideBySideState {
  return {
    ids: runs.map(({ id }) => id),
    runs,
    sideBySide: putSideBySide(runs, inEnglish),
    nothing: null,
    problem: null,
    tierLabels: { default: 'Standard', flex: 'Flex', priority: 'Priority' },
    strings: sideBySideStrings(inEnglish),
  };
}
