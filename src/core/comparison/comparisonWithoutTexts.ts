import { runWithoutTexts } from '../history/runWithoutTexts.ts';
import type { Comparison } from './comparison.ts';

/**
 * The comparison without what was asked and answered: prompts, answers and the place of the
 * selection. Titles, names, tags and messages of failures go too: they may quote them.
 */
export function comparisonWithoutTexts(comparison: Comparison): Comparison {
  const { prompt } = comparison;
  return {
    ...comparison,
    prompt: {
      ...prompt,
      instruction: '',
      selection: '',
      source: null,
      parameters: { ...prompt.parameters, systemPrompt: null },
    },
    runs: comparison.runs.map(runWithoutTexts),
  };
}
