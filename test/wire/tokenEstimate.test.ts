import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTokens as countOf } from 'gpt-tokenizer/encoding/o200k_harmony';
import { conversation } from '../../src/core/prompt.ts';
import type { Run } from '../../src/core/run.ts';
import { estimateInput, learnCorrection, reportedInput } from '../../src/core/tokenEstimate.ts';
import type { CountedPrompt } from '../../src/core/tokenEstimate.ts';
import { countTokens } from '../../src/prompts/tokenCount.ts';
import { wireRun } from '../support/wireRun.ts';
import { simulatorFor } from '../unit/simulator/support.ts';

const languages = ['javascript', 'python', 'go', 'rust', 'java', 'sql', 'css', 'html'];

/** Prompts as different as everyday ones: from a line to a file. */
function promptOf(number: number): Pick<Run, 'instruction' | 'selection' | 'languageId'> {
  const language = languages[number % languages.length] ?? 'text';
  const line = `  const ${language}Total${number} = add(${number}, "price of item ${number}"); // ${language}\n`;
  return {
    instruction: `Explain what this ${language} code does, step ${number}`,
    selection: line.repeat(1 + number ** 3),
    languageId: language,
  };
}

async function counted(run: Run): Promise<Pick<CountedPrompt, 'counted' | 'messages'>> {
  const messages = conversation(run, []);
  const counts = await Promise.all(messages.map(({ content }) => countTokens(content)));
  return { counted: counts.reduce((sum, count) => sum + count, 0), messages: messages.length };
}

for (const factor of [1.3, 0.7]) {
  test(`after five runs the input of a tokeniser at ${factor} times ours is estimated within 2 %`, async (t) => {
    const simulator = await simulatorFor(t, {
      countTokens: (text) => Math.round(factor * countOf(text)),
    });
    const runOf = async (number: number) =>
      await wireRun(simulator.baseUrl, { run: promptOf(number) }).finished;
    const learnt: CountedPrompt[] = [];
    for (let number = 1; number <= 5; number++) {
      const run = await runOf(number);
      learnt.push({ ...(await counted(run)), reported: reportedInput(run.usage) ?? 0 });
    }
    const correction = learnCorrection(learnt);
    assert.equal(correction.n, 5);
    for (const number of [0, 6, 8, 10]) {
      const run = await runOf(number);
      const reported = reportedInput(run.usage) ?? 0;
      const { tokens } = estimateInput(await counted(run), correction);
      const off = Math.abs(tokens / reported - 1);
      assert.ok(off < 0.02, `prompt ${number}: ${tokens} for ${reported}`);
      if (number < 6) continue;
      const uncorrected = estimateInput(await counted(run), learnCorrection([]));
      assert.ok(Math.abs(uncorrected.tokens / reported - 1) > 0.2);
    }
  });
}
