import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { copyHistory } from '../../../src/history/copyHistory.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleRun } from './sampleRun.ts';

test('a history in use is copied whole, and stays', async (t) => {
  const from = temporaryHistory(t);
  const to = temporaryHistory(t);
  const store = openHistory(from);
  for (let n = 0; n < 300; n++) store.save(sampleRun(`run ${n}`));
  await copyHistory(from, to);
  store.save(sampleRun('later'));
  assert.equal(store.query({ limit: 999 }).length, 301);
  store.close();
  const copy = openHistory(to);
  assert.equal(copy.query({ limit: 999 }).length, 300);
  copy.close();
});

test('a file that is there is not written over, and a failure leaves nothing', async (t) => {
  const from = temporaryHistory(t);
  const to = temporaryHistory(t);
  openHistory(from).close();
  writeFileSync(to, 'Mine');
  await assert.rejects(copyHistory(from, to), /exists/);
  const nowhere = `${dirname(to)}/none/history.db`;
  await assert.rejects(copyHistory(from, nowhere));
  assert.ok(!existsSync(nowhere));
  assert.deepEqual(readdirSync(dirname(to)), [to.split('/').at(-1)]);
});
