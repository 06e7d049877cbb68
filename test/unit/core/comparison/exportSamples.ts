import type { Comparison } from '../../../../src/core/comparison/comparison.ts';
import {
  exportComparison,
  type ExportFormat,
} from '../../../../src/core/comparison/export/exportComparison.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { aMeasuredComparison, analysed } from '../../../support/aMeasuredComparison.ts';

/** Exports in English, with all texts unless said otherwise. */
export function write(comparison: Comparison, format: ExportFormat, withoutTexts = false): string {
  return exportComparison(comparison, { format, withoutTexts }, inEnglish);
}

/** Three Flex calls of twelve were given up after ten minutes, one Priority call failed. */
export function withFailures(): Comparison {
  const whole = aMeasuredComparison();
  const nothing = { ttftMs: null, latencyMs: null, usage: null, cost: null } as const;
  const runs = whole.runs.map((run) => {
    const block = run.block ?? 0;
    if (run.requestedTier === 'flex' && block > 9) {
      const failure = { reason: 'timeout', message: 'No byte.' } as const;
      return { ...run, ...nothing, status: 'failed', failure } as const;
    }
    if (run.requestedTier === 'priority' && block === 4) {
      const failure = { reason: 'throttled', message: 'Too many.' } as const;
      return { ...run, ...nothing, status: 'failed', failure } as const;
    }
    return run;
  });
  return analysed({ ...whole, looks: [], runs });
}

/** Markup of every format that is written, and formulas of spreadsheets. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script><img src="https://evil.example/x.png" onerror=alert(1)>',
  '</style></pre></details></title><base href="https://evil.example">',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &amp;',
  '[link](command:quit) ![image](https://evil.example/y.png) <https://evil.example>',
  '**bold** _it_ `code` ~~gone~~ | cell | $x$ # heading',
  '```\n# out of the fence\n```',
  '=HYPERLINK("https://evil.example","x")',
  '1. list',
  '- list',
  'www.evil.example and me@evil.example',
];

/** A comparison in which one text stands wherever somebody else's text may. */
export function hostile(text: string): Comparison {
  const { prompt } = aMeasuredComparison();
  const comparison = aMeasuredComparison({
    prompt: {
      ...prompt,
      instruction: text,
      selection: text,
      languageId: text,
      source: { uri: text, ranges: [] },
      parameters: { ...prompt.parameters, systemPrompt: text, reasoningEffort: text },
    },
    region: text,
    plan: { tiers: [text, 'default'], models: [text], repeats: 9 },
  });
  const runs = comparison.runs.map((run) => ({
    ...run,
    response: text,
    reasoning: text,
    requestId: text,
    cost: run.cost && { ...run.cost, source: text },
    ...(run.block === 3
      ? { status: 'failed' as const, failure: { reason: 'unknown' as const, message: text } }
      : {}),
  }));
  return analysed({ ...comparison, looks: [], runs });
}
