/*
 * A process that uses the history as a window does, to be killed at any moment:
 * node historyWriter.ts <file> <prefix of the ids>. Says `+id` when a run is saved, `?id` when it is about
 * to delete one and `-id` when it has.
 */
import { writeSync } from 'node:fs';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { openHistory } from '../../src/history/store.ts';
import { sampleRun } from '../unit/history/sampleRun.ts';

const [, , file = '', prefix = ''] = process.argv;
const store = openHistory(file);
const work = createBackgroundWork(file);
const say = (text: string) => writeSync(1, `${text}\n`);

for (let n = 0; ; n++) {
  const id = `${prefix}${n}`;
  const run = sampleRun(id, { response: `answer ${id} `.repeat(100), ttftMs: 10 + (n % 50) });
  store.save({ ...run, status: 'running' });
  store.save(run);
  say(`+${id}`);
  if (n % 3 === 0) store.annotate([id], { addTags: ['tagged'], pinned: n % 2 === 0 });
  if (n % 5 === 4) {
    const old = `${prefix}${n - 2}`;
    say(`?${old}`);
    store.delete([old]);
    say(`-${old}`);
  }
  if (n % 7 === 6) await work.tend();
}
