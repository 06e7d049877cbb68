// npm test: every check and suite, one after another; the last line adds them up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fetchChromium } from '../support/browser.ts';
import { formatCounts, parseCounts, type Counts } from './counts.ts';
import { fetchEditor } from './fetchEditor.ts';
import { root } from './paths.ts';

/** A program to run; one that counts no cases itself is one case. */
interface Suite {
  name: string;
  command: string[];
  isOneCase?: boolean;
}

interface SuiteResult {
  counts: Counts;
  output: string;
}

/** It waits for minutes and works for milliseconds: it runs beside the others. */
const slow: Suite = { name: 'slow tests', command: script('nodeTests.ts', 'slow') };

const suites: Suite[] = [
  { name: 'types', command: tool('typescript/bin/tsc'), isOneCase: true },
  { name: 'lint', command: tool('oxlint/bin/oxlint', '--type-aware'), isOneCase: true },
  { name: 'format', command: tool('oxfmt/bin/oxfmt', '--check'), isOneCase: true },
  { name: 'unit tests', command: script('nodeTests.ts', 'unit') },
  { name: 'tests inside VS Code', command: script('hostTests.ts') },
  { name: 'tests as a person', command: script('nodeTests.ts', 'e2e') },
  { name: 'tests that need the whole machine', command: script('nodeTests.ts', 'heavy') },
];

await fetchEditor();
await fetchChromium();
const total: Counts = { passed: 0, failed: 0 };
const slowStarted = performance.now();
const slowRun = runSuite(slow, { isQuiet: true });
for (const suite of suites) {
  console.log(`\n— ${suite.name}`);
  const started = performance.now();
  report(suite, await runSuite(suite, { isQuiet: false }), started);
}
report(slow, await slowRun, slowStarted);
console.log(`\n${formatCounts(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function report(suite: Suite, { counts, output }: SuiteResult, started: number): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const mark = counts.failed > 0 ? '✖' : '✔';
  if (suite === slow) console.log(`\n— ${suite.name}\n${output}`);
  console.log(`${mark} ${suite.name}: ${formatCounts(counts)} (${seconds} s)`);
}

/** Runs a suite with its output shown; one that fails without saying what counts as one failure. */
async function runSuite(
  { command, isOneCase = false }: Suite,
  { isQuiet }: { isQuiet: boolean },
): Promise<SuiteResult> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (!isQuiet) process.stdout.write(text);
  });
  const [code] = await once(child, 'close');
  return { counts: countsOf(code === 0, isOneCase, output), output };
}

function countsOf(succeeded: boolean, isOneCase: boolean, output: string): Counts {
  if (isOneCase) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = parseCounts(output) ?? { passed: 0, failed: 1 };
  return succeeded ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

function tool(path: string, ...args: string[]): string[] {
  return [join(root, 'node_modules', path), ...args];
}

function script(file: string, ...args: string[]): string[] {
  return [join(import.meta.dirname, file), ...args];
}
