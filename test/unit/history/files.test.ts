import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { migrate, migrations } from '../../../src/history/migrations.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleRun } from './sampleRun.ts';

const wallClock = (): Date => new Date('2026-11-22T10:11:12.345Z');

suite('history: the file', () => {
  test('is made with its folders, as it should be', (t) => {
    const file = path.join(path.dirname(temporaryHistory(t)), 'not', 'yet', 'history.db');
    openHistory(file).close();
    const database = new DatabaseSync(file);
    const pragma = (name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];
    assert.equal(pragma('page_size'), 16_384);
    assert.equal(pragma('journal_mode'), 'wal');
    assert.equal(pragma('user_version'), migrations.length);
    database.close();
  });

  test('takes in what was saved with the next beat, so that no save does that work', async (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    await store.beat();
    const before = statSync(file).size;
    for (let at = 0; at < 100; at++) store.save(sampleRun(`run-${at}`));
    assert.equal(statSync(file).size, before);
    await store.beat();
    assert.ok(statSync(file).size > before);
    store.close();
  });

  test('an empty file becomes a history', (t) => {
    const file = temporaryHistory(t);
    writeFileSync(file, '');
    const store = openHistory(file);
    store.save(sampleRun('a'));
    store.close();
  });

  test('of a later version is refused and not touched', (t) => {
    for (const journal of ['WAL', 'DELETE']) {
      const file = temporaryHistory(t);
      const store = openHistory(file);
      store.save(sampleRun('a'));
      store.close();
      const database = new DatabaseSync(file);
      database.exec(`PRAGMA journal_mode = ${journal}`);
      database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
      database.close();
      const bytes = readFileSync(file);
      assert.throws(() => openHistory(file), { name: 'HistoryError', reason: 'newerSchema' });
      assert.deepEqual(readFileSync(file), bytes);
      assert.deepEqual(readdirSync(path.dirname(file)), ['history.db']);
    }
  });
});

suite('history: migrations', () => {
  test('go forward step by step and keep what is there', () => {
    const database = new DatabaseSync(':memory:');
    const steps = ['CREATE TABLE a (x)', 'INSERT INTO a VALUES (1)', 'ALTER TABLE a ADD y'];
    migrate(database, steps.slice(0, 2));
    migrate(database, steps);
    migrate(database, steps);
    assert.deepEqual({ ...database.prepare('SELECT x, y FROM a').get() }, { x: 1, y: null });
    assert.equal(database.prepare('PRAGMA user_version').get()?.['user_version'], 3);
  });

  test('take all steps or none', () => {
    const database = new DatabaseSync(':memory:');
    assert.throws(() => migrate(database, ['CREATE TABLE a (x)', 'CREATE TABLE nonsense']));
    assert.equal(database.prepare('PRAGMA user_version').get()?.['user_version'], 0);
    assert.deepEqual(database.prepare('SELECT name FROM sqlite_schema').all(), []);
  });
});

suite('history: damage', () => {
  test('what is no database is set aside and kept', (t) => {
    const file = temporaryHistory(t);
    const garbage = 'no database, but perhaps worth a look. '.repeat(1000);
    writeFileSync(file, garbage);
    writeFileSync(`${file}-wal`, 'side file');
    const asides: string[] = [];
    const onSetAside = (moved: string) => asides.push(moved);
    const store = openHistory(file, { wallClock, onSetAside });
    store.save(sampleRun('a'));
    assert.equal(store.query().length, 1);
    store.close();
    const aside = path.join(path.dirname(file), 'history.corrupt-2026-11-22T10-11-12-345Z.db');
    assert.deepEqual(asides, [aside]);
    assert.equal(readFileSync(aside, 'utf8'), garbage);
    assert.equal(readFileSync(`${aside}-wal`, 'utf8'), 'side file');
    const reopened = openHistory(file, { onSetAside });
    assert.equal(asides.length, 1);
    assert.equal(reopened.query().length, 1);
    reopened.close();
  });

  test('a second one does not replace the first', (t) => {
    const file = temporaryHistory(t);
    const asides = ['first', 'second'].map((text) => {
      writeFileSync(file, text.repeat(500));
      let aside = '';
      openHistory(file, { wallClock, onSetAside: (moved) => (aside = moved) }).close();
      return aside;
    });
    assert.equal(new Set(asides).size, 2);
    for (const aside of asides) assert.ok(existsSync(aside));
  });

  test('a file cut short or with a broken schema is set aside', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    for (let n = 0; n < 200; n++) store.save(sampleRun(`${n}`, { response: 'x'.repeat(2000) }));
    store.close();
    const whole = `${file}.whole`;
    copyFileSync(file, whole);
    const damage: (() => void)[] = [
      () => truncateSync(file, 5 * 16_384),
      () => truncateSync(file, 20_000),
      () => {
        const bytes = readFileSync(whole);
        bytes.fill(0xff, 100, 16_384);
        writeFileSync(file, bytes);
      },
    ];
    for (const inflict of damage) {
      copyFileSync(whole, file);
      inflict();
      let aside = '';
      const fresh = openHistory(file, { onSetAside: (moved) => (aside = moved) });
      assert.ok(existsSync(aside), inflict.toString());
      assert.deepEqual(fresh.query(), []);
      fresh.close();
    }
  });

  test('a run that somebody has edited is skipped, the others are read', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) store.save(sampleRun(id));
    const editor = new DatabaseSync(file);
    editor.exec(`
      UPDATE runs SET figures = 'no JSON' WHERE id = 'a';
      UPDATE runs SET figures = '[]' WHERE id = 'b';
      UPDATE runs SET figures = json_set(figures, '$.attempts', 'many') WHERE id = 'c';
      UPDATE runs SET status = 'perhaps' WHERE id = 'd';
      UPDATE runs SET figures = 'null' WHERE id = 'e';
      UPDATE runs SET figures = json_set(figures, '$.parameters', 5, '$.usage', 5) WHERE id = 'f';
      UPDATE runs SET figures = json_set(figures, '$.cost.asOf', 5) WHERE id = 'g';`);
    editor.close();
    assert.deepEqual(
      store.query({ limit: 1 }).map((run) => run.id),
      ['h'],
    );
    assert.deepEqual(store.query().length, 1);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) assert.equal(store.get(id), undefined);
    assert.equal(store.unreadableRuns, 7);
    assert.equal(store.summarizeTiers().length, 1);
    store.close();
  });

  test('fields of other versions: unknown ones are dropped, missing ones are null', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    store.save(sampleRun('a'));
    const editor = new DatabaseSync(file);
    editor.exec(`UPDATE runs SET figures =
      json_remove(json_set(figures, '$.mood', 'good', '$.usage.mood', 1), '$.splitId', '$.tags')`);
    editor.close();
    assert.deepEqual(store.get('a'), sampleRun('a', { splitId: null, tags: [] }));
    store.close();
  });
});
