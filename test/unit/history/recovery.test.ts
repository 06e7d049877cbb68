import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openHistory } from '../../../src/history/store.ts';
import { newWindowId } from '../../../src/history/windows.ts';
import { sampleRun } from './sampleRun.ts';
import { temporaryHistory } from './historyFolder.ts';

const running = (id: string) =>
  sampleRun(id, { status: 'running', response: 'Half an ans', failure: null });

test('a run that was on when its window closed is interrupted, with its text so far', (context) => {
  const file = temporaryHistory(context);
  const first = openHistory(file);
  first.save(running('cut'));
  first.close();
  const second = openHistory(file);
  const run = second.get('cut');
  assert.equal(run?.status, 'interrupted');
  assert.equal(run.failure?.reason, 'interrupted');
  assert.equal(run.response, 'Half an ans');
  second.close();
});

test('a second window leaves the living runs of the first alone', (context) => {
  const file = temporaryHistory(context);
  const first = openHistory(file);
  first.save(running('alive'));
  const second = openHistory(file);
  assert.equal(second.get('alive')?.status, 'running');
  assert.equal(second.endAbandonedRuns(), 0);
  assert.equal(first.endAbandonedRuns(), 0, 'nor does the first its own');
  second.close();
  first.close();
});

test('a window that is not heard of for half a minute is dead; one that beats is not', async (context) => {
  const file = temporaryHistory(context);
  let now = Date.UTC(2026, 10, 22);
  const wallClock = () => new Date(now);
  const first = openHistory(file, { wallClock });
  first.save(running('waits in the queue of Flex'));
  const second = openHistory(file, { wallClock });
  for (let minute = 0; minute < 5; minute++) {
    now += 20_000;
    await first.beat();
    assert.equal(second.endAbandonedRuns(), 0);
  }
  now += 31_000;
  assert.equal(second.endAbandonedRuns(), 0, 'looked at once more');
  now += 10_000;
  assert.equal(second.endAbandonedRuns(), 1);
  assert.equal(second.get('waits in the queue of Flex')?.status, 'interrupted');
  second.close();
  first.close();
});

test('a clock that goes back kills nobody', (context) => {
  const file = temporaryHistory(context);
  let now = Date.UTC(2026, 10, 22);
  const wallClock = () => new Date(now);
  const first = openHistory(file, { wallClock });
  first.save(running('alive'));
  now -= 3_600_000;
  const second = openHistory(file, { wallClock });
  assert.equal(second.get('alive')?.status, 'running');
  second.close();
  first.close();
});

test('after the machine’s sleep no window has been heard of, and what is on in them goes on', async (context) => {
  const file = temporaryHistory(context);
  let now = Date.UTC(2026, 10, 22);
  const wallClock = () => new Date(now);
  const [first, second] = [openHistory(file, { wallClock }), openHistory(file, { wallClock })];
  first.save(running('slept'));
  now += 3_600_000;
  assert.equal(second.endAbandonedRuns(), 0);
  now += 5_000;
  await first.beat();
  now += 5_000;
  assert.equal(second.endAbandonedRuns(), 0);
  assert.equal(second.get('slept')?.status, 'running');
  second.close();
  first.close();
});

test('a process that is gone is asked for in its own container only', (context) => {
  const file = temporaryHistory(context);
  const nowMs = Date.UTC(2026, 10, 22);
  const store = openHistory(file, { wallClock: () => new Date(nowMs) });
  context.after(() => store.close());
  const windows = { here: newWindowId(), elsewhere: 'b3a1@000000000000', earlier: 'c4d2' };
  const database = new DatabaseSync(file);
  for (const [id, windowId] of Object.entries(windows)) {
    store.save(running(id));
    database.prepare('UPDATE runs SET window_id = ? WHERE id = ?').run(windowId, id);
    // Higher than any process has.
    database.prepare('INSERT INTO windows VALUES (?, ?, ?)').run(windowId, 2 ** 30, nowMs - 5_000);
  }
  database.close();
  assert.equal(store.endAbandonedRuns(), 1);
  assert.equal(store.get('here')?.status, 'interrupted');
  assert.equal(store.get('elsewhere')?.status, 'running');
  assert.equal(store.get('earlier')?.status, 'running');
});

test('a run that outlives its own obituary is recorded as it really ended', (context) => {
  const file = temporaryHistory(context);
  let now = Date.UTC(2026, 10, 22);
  const wallClock = () => new Date(now);
  const first = openHistory(file, { wallClock });
  first.save(running('slept'));
  now += 60_000;
  const second = openHistory(file, { wallClock });
  now += 10_000;
  assert.equal(second.endAbandonedRuns(), 1);
  assert.equal(second.get('slept')?.status, 'interrupted');
  first.save(sampleRun('slept', { status: 'succeeded', failure: null }));
  assert.equal(second.get('slept')?.status, 'succeeded');
  second.close();
  first.close();
});

test(
  'killed in mid-write, 50 times: nothing that was acknowledged is lost',
  { timeout: 120_000 },
  async (context) => {
    const file = temporaryHistory(context);
    openHistory(file).close();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 50; round++) {
      const writer = spawn(process.execPath, [
        path.join(import.meta.dirname, 'writer.ts'),
        file,
        `${round}-`,
        '100000',
      ]);
      let seen = 0;
      writer.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const id of text.split('\n').slice(0, -1)) acknowledged.add(id);
        seen += text.length;
        // Not always at the same place of a write.
        if (seen > 50 + round * 20) writer.kill('SIGKILL');
      });
      await once(writer, 'close');
    }
    const store = openHistory(file);
    context.after(() => store.close());
    const kept = new Set(store.query({ limit: Infinity }).map(({ id }) => id));
    assert.ok(acknowledged.size >= 50);
    assert.deepEqual(
      [...acknowledged].filter((id) => !kept.has(id)),
      [],
    );
  },
);

test('a full disk is told, and what was recorded stays readable', (context) => {
  const file = temporaryHistory(context);
  const store = openHistory(file, { maxPages: 20 });
  context.after(() => store.close());
  store.save(sampleRun('first'));
  const big = { response: 'x'.repeat(100_000) };
  assert.throws(() => {
    for (let n = 0; n < 20; n++) store.save(sampleRun(`big ${n}`, big));
  }, /full/);
  assert.equal(store.get('first')?.id, 'first');
});
