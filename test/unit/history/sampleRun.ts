import { newRun } from '../../../src/core/runReducer.ts';
import type { Cost, Run } from '../../../src/core/run.ts';

const start = Date.UTC(2026, 10, 22, 9, 0, 0);

/** A finished run with something in every field, so that none is lost unnoticed. */
export function sampleRun(id: string, changes: Partial<Run> = {}): Run {
  return {
    id,
    parentRunId: 'parent',
    comparisonId: 'comparison',
    block: 3,
    splitId: 'split',
    promptName: 'review',
    origin: 'prompt',
    startedAt: '2026-11-22T09:00:00.000Z',
    status: 'succeeded',
    simulated: false,
    model: 'openai.gpt-oss-120b-1:0',
    region: 'us-west-2',
    route: 'in-region',
    endpoint: 'runtime',
    api: 'chat',
    requestedTier: 'priority',
    servedTier: 'default',
    tierSource: 'explicit',
    ttftMs: 321.25,
    firstTextMs: 400.5,
    latencyMs: 2000.125,
    outputTokensPerSecond: 59.75,
    attempts: 2,
    retryWaitMs: 1500,
    slept: false,
    serverLatencyMs: 1900,
    usage: {
      inputTokens: 100,
      outputTokens: 101,
      cacheReadTokens: 0,
      cacheWriteTokens: null,
      reasoningTokens: 7,
    },
    rawUsage: { prompt_tokens: 100, details: [null, true, 'x', { deep: 1 }] },
    cost: sampleCost(0.000123),
    finishReason: 'stop',
    requestId: 'request',
    failure: null,
    parameters: {
      maxOutputTokens: 4096,
      temperature: 0.5,
      reasoningEffort: 'low',
      systemPrompt: 'You are brief.',
    },
    source: {
      uri: 'file:///a.ts',
      ranges: [{ startLine: 0, startCharacter: 1, endLine: 2, endCharacter: 3 }],
    },
    instruction: 'Explain',
    selection: 'const a = 1;',
    languageId: 'typescript',
    response: 'It is a constant.',
    reasoning: 'Hm.',
    title: 'A title',
    pinned: true,
    tags: ['one', 'two'],
    ...changes,
  };
}

/** A run to which nothing has happened yet: `null` wherever there can be one. */
export function unsentRun(id: string): Run {
  return newRun({
    id,
    startedAt: isoAt(0),
    origin: 'prompt',
    simulated: true,
    model: 'm',
    region: 'us-east-1',
    route: 'in-region',
    endpoint: 'demo',
    api: 'chat',
    requestedTier: 'flex',
    tierSource: 'statusBar',
    parameters: {
      maxOutputTokens: 4096,
      temperature: null,
      reasoningEffort: null,
      systemPrompt: null,
    },
    source: null,
    instruction: 'Explain',
    selection: '',
    languageId: null,
  });
}

/** A run at the given tier. */
export function runAt(id: string, tier: string, changes: Partial<Run> = {}): Run {
  return sampleRun(id, { requestedTier: tier, servedTier: tier, ...changes });
}

/** An estimate of so many dollars. */
export function sampleCost(usd: number): Cost {
  return {
    usd,
    inputPerMillion: 0.15,
    outputPerMillion: 0.6,
    cacheReadPerMillion: null,
    cacheWritePerMillion: 0.2,
    tier: 'default',
    tierAssumed: false,
    basis: 'exact',
    source: 'price list',
    asOf: '2026-11-01',
  };
}

/** The ISO time so many ms after the tests' morning. */
export function isoAt(ms: number): string {
  return new Date(start + ms).toISOString();
}
