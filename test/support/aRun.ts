import type { Run } from '../../src/core/run.ts';
import { newRun } from '../../src/core/runReducer.ts';

/** A run to which nothing has happened, for tests; `change` is what matters to the test. */
export function aRun(change: Partial<Run> = {}): Run {
  const run = newRun({
    id: 'r1',
    startedAt: '2026-11-22T10:00:00.000Z',
    origin: 'prompt',
    simulated: false,
    model: 'openai.gpt-oss-120b-1:0',
    region: 'us-east-1',
    route: 'in-region',
    endpoint: 'runtime',
    api: 'chat',
    requestedTier: 'default',
    tierSource: 'statusBar',
    parameters: {
      maxOutputTokens: 4096,
      temperature: null,
      reasoningEffort: null,
      systemPrompt: 'Be brief.',
    },
    source: null,
    instruction: 'Explain',
    selection: 'const a = 1;',
    languageId: 'typescript',
  });
  return { ...run, ...change };
}
