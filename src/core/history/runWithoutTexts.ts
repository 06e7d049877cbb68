import type { Run } from '../run.ts';

/**
 * A run without what was asked and answered, and without the place of the selection. Titles, names,
 * tags and messages of failures go too: they may quote them.
 */
export function runWithoutTexts(run: Run): Run {
  return {
    ...run,
    parameters: { ...run.parameters, systemPrompt: null },
    failure: run.failure && { ...run.failure, message: '' },
    source: null,
    promptName: null,
    instruction: '',
    selection: '',
    response: '',
    reasoning: '',
    title: null,
    tags: [],
  };
}
