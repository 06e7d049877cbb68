// What becomes of the processes beside the extension host.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { openHistoryBackground } from '../../../src/history/background/background.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleRun } from './sampleRun.ts';

const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);

suite('history: the processes', () => {
  test('killed in a question: it rejects with words, and the next one is answered by another', async (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    for (let at = 0; at < 400; at++)
      store.save(sampleRun(`${at}`, { response: 'äöü'.repeat(20_000) }));
    const background = openHistoryBackground(file, script);
    t.after(async () => {
      await background.close();
      store.close();
    });
    assert.equal(await background.count({}), 400);
    const [first] = processesOf(file);
    assert.ok(first);
    const long = background.count({ text: 'ÄÖÜÄX' });
    process.kill(first, 'SIGKILL');
    await assert.rejects(long, /process that reads the history ended \(SIGKILL\)/);
    assert.equal(await background.count({}), 400);
    assert.ok(!processesOf(file).includes(first));
  });

  test('the extension host is killed: none of them stays', { timeout: 60_000 }, async (t) => {
    const file = temporaryHistory(t);
    openHistory(file).close();
    const entry = path.join(import.meta.dirname, 'askingHost.ts');
    const host = spawn(process.execPath, [entry, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(host.stdout, 'data');
    // The host is told of it as well.
    assert.equal(processesOf(file).length, 2);
    host.kill('SIGKILL');
    await once(host, 'exit');
    while (processesOf(file).length > 0) await turn();
  });

  test('closed: none of them stays', async (t) => {
    const file = temporaryHistory(t);
    openHistory(file).close();
    const background = openHistoryBackground(file, script);
    await Promise.all([background.count({}), background.count({})]);
    assert.equal(processesOf(file).length, 2);
    await background.close();
    assert.deepEqual(processesOf(file), []);
  });
});

/** The ids of the processes that are told of a file. */
function processesOf(file: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).includes(file));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}
