// npm run analyse -- FILE: the rows of a comparison as JSON. FILE holds a case as in
// test/unit/core/comparison/golden.json, several under `cases`, or an exported comparison.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { analyse } from '../../src/core/comparison/results.ts';
import type { ComparisonResult } from '../../src/core/comparison/result.ts';
import { caseSchema, optionsOf, pairsOf, type Case } from './caseSchema.ts';
import { analyseExport, comparisonSchema } from './comparisonSchema.ts';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || rest.length > 0) {
  console.error('Usage: npm run analyse -- FILE');
  process.exitCode = 1;
} else {
  try {
    console.log(JSON.stringify(rowsOf(JSON.parse(readFileSync(file, 'utf8'))), null, 2));
  } catch (error) {
    console.error(`${file}: ${describe(error)}`);
    process.exitCode = 1;
  }
}

function rowsOf(content: unknown): readonly ComparisonResult[] {
  if (has(content, 'runs')) return analyseExport(comparisonSchema.parse(content));
  if (!has(content, 'cases')) return analyseCase(caseSchema.parse(content));
  return z
    .object({ cases: z.array(caseSchema) })
    .parse(content)
    .cases.flatMap(analyseCase);
}

function analyseCase(given: Case): ComparisonResult[] {
  return analyse(pairsOf(given), optionsOf(given));
}

function has(content: unknown, key: string): boolean {
  return typeof content === 'object' && content !== null && key in content;
}

function describe(error: unknown): string {
  if (error instanceof z.ZodError) return `not a case or a comparison\n${z.prettifyError(error)}`;
  if (error instanceof SyntaxError) return `no JSON (${error.message})`;
  return error instanceof Error ? error.message : String(error);
}
