import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { openHistory } from '../../src/history/store.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { wireRun } from '../support/wireRun.ts';
import { exportAll, requestOf } from '../unit/history/transfer.ts';

test('no export of real runs, also of one whose key was refused, reveals the key', async (t) => {
  const apiKey = 'ABSKc2VjcmV0LWtleS1vZi1hLXRlc3Q';
  const wrongKey = 'ABSKd3Jvbmcta2V5LW9mLWEtdGVzdA';
  const simulator = await startSimulator({ apiKey });
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-keys-'));
  const file = join(folder, 'history.db');
  const store = openHistory(file);
  const work = createBackgroundWork(file);
  t.after(async () => {
    await work.close();
    store.close();
    await simulator.close();
    rmSync(folder, { recursive: true });
  });
  for (const [id, key] of [
    ['accepted', apiKey],
    ['refused', wrongKey],
  ] as const)
    store.save(
      await wireRun(simulator.baseUrl, { auth: { kind: 'bearer', token: key }, run: { id } })
        .finished,
    );
  assert.deepEqual(
    store
      .query()
      .map(({ status }) => status)
      .toSorted(),
    ['failed', 'succeeded'],
  );
  for (const format of ['jsonl', 'csv', 'markdown'] as const) {
    const target = join(folder, format);
    await exportAll({ work }, requestOf(target, { format }));
    const text = readFileSync(target, 'utf8');
    assert.match(text, /gpt-oss-120b/);
    for (const key of [apiKey, wrongKey]) assert.ok(!text.includes(key.slice(4)), format);
    assert.doesNotMatch(text, /bearer|authorization/i);
  }
});
