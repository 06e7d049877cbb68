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

const suites: Suite[] = [
  { name: 'types', command: tool('typescript/bin/tsc'), isOneCase: true },
  { name: 'lint', command: tool('oxlint/bin/oxlint', '--type-aware'), isOneCase: true },
  { name: 'format', command: tool('oxfmt/bin/oxfmt', '--check'), isOneCase: true },
  { name: 'unit tests', command: script('nodeTests.ts', 'unit') },
  { name: 'tests inside VS Code', command: script('hostTests.ts') },
  { name: 'tests as a person', command: script('nodeTests.ts', 'e2e') },
];

await fetchEditor();
await fetchChromium();
const total: Counts = { passed: 0, failed: 0 };
for (const suite of suites) {
  console.log(`\n— ${suite.name}`);
  const started = performance.now();
  const counts = await runSuite(suite);
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const mark = counts.failed > 0 ? '✖' : '✔';
  console.log(`${mark} ${suite.name}: ${formatCounts(counts)} (${seconds} s)`);
}
console.log(`\n${formatCounts(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs a suite with its output shown; one that fails without saying what counts as one failure. */
async function runSuite({ command, isOneCase = false }: Suite): Promise<Counts> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = await once(child, 'close');
  if (isOneCase) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = parseCounts(output) ?? { passed: 0, failed: 1 };
  return code === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

function tool(path: string, ...args: string[]): string[] {
  return [join(root, 'node_modules', path), ...args];
}

function script(file: string, ...args: string[]): string[] {
  return [join(import.meta.dirname, file), ...args];
}
