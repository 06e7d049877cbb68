// npm run bench [-- name …]: measures all or some of the benches, one after another, each in a
// process of its own. Prints a table and writes .vscode-test/bench.json. It judges nothing: a missed
// target is a row that says so, and only a bench that breaks makes the run fail.
import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { editorVersion, fetchEditor } from '../vscode/fetchEditor.ts';
import { cache } from '../vscode/paths.ts';
import { fetchChromium } from '../support/browser.ts';
import { benches, isBenchName, type BenchName } from './benches.ts';
import { ratioOf, type Figure } from './figure.ts';
import { buildProduction } from './productionBuild.ts';
import { formatTable } from './table.ts';

/** A bench that takes longer hangs. */
const patienceMs = 600_000;

const selection = process.argv.slice(2);
const names = Object.keys(benches)
  .filter(isBenchName)
  .filter((name) => selection.length === 0 || selection.includes(name));
const unknown = selection.filter((name) => !isBenchName(name));
if (unknown.length > 0) {
  console.error(
    `No such bench: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`,
  );
  process.exit(1);
}

const startedAt = new Date();
/** Other work on the machine shows in every figure. */
const [loadBefore = 0] = loadavg();
console.log(`Load of the last minute: ${loadBefore.toFixed(1)} on ${cpus().length} cores`);
await fetchEditor();
await fetchChromium();
await buildProduction();
const figures: Figure[] = [];
for (const name of names) {
  const started = performance.now();
  const measured = await measure(name).catch((error: unknown) => {
    console.error(`✖ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return [];
  });
  figures.push(...measured);
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`\n${formatTable(figures)}\n`);
console.log(`Written to ${await writeReport()}`);

/** Runs a bench in its own process: no bench sees what another left in memory. */
async function measure(name: BenchName): Promise<Figure[]> {
  const child = fork(join(import.meta.dirname, 'runBench.ts'), [name], {
    execArgv: ['--expose-gc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Figure[]>();
  let measured: Figure[] | undefined;
  child.on('message', (message: Figure[]) => (measured = message));
  child.once('error', reject);
  child.once('exit', (code, signal) => {
    if (code === 0 && measured) resolve(measured);
    else reject(new Error(signal ? 'took too long' : `ended with code ${code}`));
  });
  // SIGTERM: an editor that the bench has started is ended with it.
  const timer = setTimeout(() => child.kill('SIGTERM'), patienceMs);
  return await promise.finally(() => clearTimeout(timer));
}

async function writeReport(): Promise<string> {
  const path = join(cache, 'bench.json');
  const report = {
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
    machine: {
      platform: `${process.platform}-${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      loadBefore,
      memoryGb: Math.round(totalmem() / 2 ** 30),
    },
    versions: { node: process.version, sqlite: process.versions['sqlite'], editor: editorVersion },
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure) })),
  };
  await mkdir(cache, { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}
