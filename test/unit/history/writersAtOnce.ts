import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';

/**
 * Has so many windows save so many runs each at once while the index is kept up: none must be refused or
 * lost, and all sums must be right afterwards.
 */
export async function assertWritersAtOnce(
  context: TestContext,
  windows: number,
  runs: number,
): Promise<void> {
  const file = temporaryHistory(context);
  const writers = Array.from({ length: windows }, (_, at) => runWriter(file, `${at}-`, runs));
  const work = createBackgroundWork(file);
  const tending = setInterval(() => void work.tend(), 100);
  const all = await Promise.all(writers).finally(() => clearInterval(tending));
  assert.deepEqual(
    all,
    writers.map(() => ({ code: 0, refusal: '', saved: runs })),
  );
  await work.tend();
  assert.equal(await work.count({}), windows * runs);
  assert.equal(await work.count({ text: 'explain' }), windows * runs);
  await work.close();
  const database = new DatabaseSync(file);
  const { ids } = { ...database.prepare('SELECT count(DISTINCT id) AS ids FROM runs').get() };
  database.close();
  assert.equal(ids, windows * runs);
  assertKept(file);
}

async function runWriter(
  file: string,
  prefix: string,
  runs: number,
): Promise<{ code: unknown; refusal: string; saved: number }> {
  const script = path.join(import.meta.dirname, 'writer.ts');
  const writer = spawn(process.execPath, [script, file, prefix, `${runs}`]);
  let [said, refusal] = ['', ''];
  writer.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  writer.stderr.setEncoding('utf8').on('data', (text: string) => (refusal += text));
  const [code]: unknown[] = await once(writer, 'close');
  return { code, refusal, saved: said.split('\n').length - 1 };
}
