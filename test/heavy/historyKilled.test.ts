import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { seededRandom } from '../../src/core/comparison/seededRandom.ts';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { openHistory } from '../../src/history/store.ts';
import { temporaryHistory } from '../unit/history/historyFolder.ts';
import { assertKept } from '../unit/history/recount.ts';

const kills = 200;

test(
  'killed 200 times in mid-write: nothing acknowledged is lost or doubled, sums and index are right',
  { timeout: 900_000 },
  async (context) => {
    const file = temporaryHistory(context);
    openHistory(file).close();
    const random = seededRandom(6);
    const states = new Map<string, string>();
    for (let round = 0; round < kills; round++) {
      for (const line of await linesUntilKilled(file, round, 1 + Math.floor(random() * 600)))
        states.set(line.slice(1), line.slice(0, 1));
      if (round % 20 === 0) assertKept(file);
    }
    openHistory(file).close();
    const database = new DatabaseSync(file);
    const ids = database
      .prepare('SELECT id FROM runs')
      .all()
      .map((row) => String(row['id']));
    database.close();
    const stored = new Set(ids);
    const idsIn = (state: string) => [...states].filter(([, is]) => is === state).map(([id]) => id);
    assert.equal(stored.size, ids.length);
    assert.ok(idsIn('+').length > kills);
    assert.ok(idsIn('-').length > 0);
    assert.deepEqual(
      idsIn('+').filter((id) => !stored.has(id)),
      [],
    );
    assert.deepEqual(
      idsIn('-').filter((id) => stored.has(id)),
      [],
    );
    const work = createBackgroundWork(file);
    await work.tend();
    assert.equal(await work.count({ text: 'answer' }), stored.size);
    await work.close();
    assertKept(file);
  },
);

/** What a window says until it has said so many characters and is killed. */
async function linesUntilKilled(
  file: string,
  round: number,
  characters: number,
): Promise<string[]> {
  const writer = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'historyWriter.ts'), file, `${round}-`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.length >= characters) writer.kill('SIGKILL');
  });
  const [, signal]: unknown[] = await once(writer, 'close');
  assert.equal(signal, 'SIGKILL');
  // The last line may have been cut off.
  return said.split('\n').slice(0, -1);
}
