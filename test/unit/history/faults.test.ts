// What the disk, its permissions and other programs do to the history's file.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { HistoryError, type HistoryErrorReason } from '../../../src/history/historyError.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleRun } from './sampleRun.ts';

const nobody = 65_534;

function isRefusal(reason: HistoryErrorReason): (error: unknown) => boolean {
  return (error) => error instanceof HistoryError && error.reason === reason;
}

/** What another user's process says of opening the history and saving a run. */
async function saveAsNobody(file: string): Promise<string> {
  const writer = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'writer.ts'), file, 'theirs-', '1'],
    // Root may do everything; whoever else runs the tests already is somebody whom modes bind.
    process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {},
  );
  let said = '';
  for (const stream of [writer.stdout, writer.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  await once(writer, 'close');
  return said;
}

test('a folder and a file that may only be read are refused and stay as they are', async (context) => {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  store.save(sampleRun('ours'));
  store.close();
  const folder = path.dirname(file);
  const before = readFileSync(file);
  chmodSync(file, 0o444);
  chmodSync(folder, 0o555);
  const said = await saveAsNobody(file);
  chmodSync(folder, 0o755);
  assert.match(said, /reason: 'readOnly'/);
  assert.match(await saveAsNobody(file), /reason: 'readOnly'/);
  assert.deepEqual(readFileSync(file), before);
});

test('a folder in which no history can be made', async (context) => {
  const folder = path.dirname(temporaryHistory(context));
  chmodSync(folder, 0o555);
  const said = await saveAsNobody(path.join(folder, 'history.db'));
  const saidOfFolder = await saveAsNobody(path.join(folder, 'new/history.db'));
  chmodSync(folder, 0o755);
  assert.match(said, /reason: 'readOnly'/);
  assert.match(saidOfFolder, /reason: 'readOnly'/);
  assert.ok(!existsSync(path.join(folder, 'history.db')));
});

test('what is no file is refused and stays where it is: a folder, a full device', (context) => {
  const file = temporaryHistory(context);
  mkdirSync(file, { recursive: true });
  assert.throws(() => openHistory(file), isRefusal('noFile'));
  assert.ok(existsSync(file));
  if (!existsSync('/dev/full')) return;
  const link = path.join(path.dirname(file), 'link.db');
  symlinkSync('/dev/full', link);
  assert.throws(() => openHistory(link), isRefusal('noFile'));
  assert.throws(() => openHistory('/dev/full'), isRefusal('noFile'));
  assert.ok(existsSync('/dev/full'));
});

test('a lock that lasts is told within three seconds, and the next save goes through', (context) => {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  context.after(() => store.close());
  const other = new DatabaseSync(file);
  other.exec('BEGIN EXCLUSIVE');
  const started = performance.now();
  assert.throws(() => store.save(sampleRun('a')), isRefusal('locked'));
  assert.ok(performance.now() - started < 3_000, 'the editor must not stand still');
  other.exec('COMMIT');
  other.close();
  store.save(sampleRun('a'));
  assert.equal(store.get('a')?.id, 'a');
});

test('damage that shows only later: set aside, told, and the run is saved all the same', (context) => {
  const file = temporaryHistory(context);
  const big = { response: 'x'.repeat(20_000) };
  const first = openHistory(file);
  for (let n = 0; n < 100; n++) first.save(sampleRun(`old ${n}`, big));
  first.close();
  const asides: string[] = [];
  const store = openHistory(file, { onSetAside: (aside) => asides.push(aside) });
  context.after(() => store.close());
  damageMiddle(file);
  store.save(sampleRun('while damaged', { status: 'running' }));
  assert.deepEqual(
    store
      .query({ limit: 1000 })
      .map(({ id }) => id)
      .filter((id) => id.startsWith('old')),
    [],
  );
  store.save(sampleRun('new'));
  assert.equal(store.get('new')?.id, 'new');
  assert.equal(asides.length, 1);
  assert.ok(existsSync(asides[0] ?? ''));
});

test('two windows that find the damage keep one file aside and share the new one', (context) => {
  const file = temporaryHistory(context);
  const asides: string[] = [];
  const onSetAside = (aside: string) => asides.push(aside);
  const first = openHistory(file, { onSetAside });
  for (let n = 0; n < 100; n++) first.save(sampleRun(`${n}`, { response: 'x'.repeat(20_000) }));
  first.close();
  const [one, other] = [openHistory(file, { onSetAside }), openHistory(file, { onSetAside })];
  context.after(() => {
    one.close();
    other.close();
  });
  damageMiddle(file);
  one.query({ limit: 1000 });
  other.query({ limit: 1000 });
  one.save(sampleRun('by one'));
  other.save(sampleRun('by the other'));
  assert.deepEqual(
    one
      .query()
      .map(({ id }) => id)
      .toSorted(),
    ['by one', 'by the other'],
  );
  assert.equal(asides.length, 1);
});

/** Overwrites all but the first pages, which opening reads, and the last ones. */
function damageMiddle(file: string): void {
  const page = 16_384;
  const pages = readFileSync(file).length / page;
  const descriptor = openSync(file, 'r+');
  for (let at = 12; at < pages - 4; at++) {
    writeSync(descriptor, Buffer.alloc(page, 0xff), 0, page, at * page);
  }
  closeSync(descriptor);
}
