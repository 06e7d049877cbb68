// npm run test:unit, test:e2e: node:test over the files of a suite; further arguments select files.
import { globSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { launchChromium } from '../support/browser.ts';
import { build } from './build.ts';
import { formatCounts, type Counts } from './counts.ts';
import { fetchEditor } from './fetchEditor.ts';
import { root } from './paths.ts';

const [suite = 'unit', ...selection] = process.argv.slice(2);
const folder = suite === 'unit' ? '{unit,wire}' : suite;
const files = globSync(`test/${folder}/**/*.test.ts`, { cwd: root })
  .filter((file) => selection.every((part) => file.includes(part)))
  .toSorted();

if (suite === 'e2e') await prepareEditor();
const counts = files.length > 0 ? await runFiles() : noFiles();
console.log(formatCounts(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

/** Fetches and builds here, once: the test files run as processes of their own. */
async function prepareEditor(): Promise<void> {
  await build({ tests: true });
  await fetchEditor();
  await (await launchChromium()).close();
}

async function runFiles(): Promise<Counts> {
  const results = run({
    files,
    cwd: root,
    // One window at a time: two would share the machine and make every wait longer.
    concurrency: suite !== 'e2e' && suite !== 'heavy',
    // A test that hangs fails. (No --test-force-exit: a file's last results can be lost with it.)
    timeout: suite === 'e2e' ? 300_000 : 60_000,
  });
  const total = { passed: 0, failed: 0 };
  results.on('test:summary', ({ file, counts: { tests, passed, skipped, todo } }) => {
    // A summary without a file is the one of all files.
    if (file === undefined)
      Object.assign(total, { passed, failed: tests - passed - skipped - todo });
  });
  await pipeline(results, new spec(), process.stdout, { end: false });
  return total;
}

/** A suite that finds nothing to run has lost its tests: that is a failure. */
function noFiles(): Counts {
  console.error(`No test files of the suite "${suite}" match: ${selection.join(' ')}`);
  return { passed: 0, failed: 1 };
}
