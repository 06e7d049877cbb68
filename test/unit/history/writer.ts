import { writeSync } from 'node:fs';
import { openHistory } from '../../../src/history/store.ts';
import { sampleRun } from './sampleRun.ts';

/*
 * A process that does nothing but save runs, for the tests of several windows:
 * node writer.ts <file> <prefix of the ids> <number>. Says each id when it is saved.
 */
const [, , file = '', prefix = '', count = '0'] = process.argv;
const store = openHistory(file);
for (let n = 0; n < Number(count); n++) {
  const id = `${prefix}${n}`;
  store.save(sampleRun(id, { response: 'x'.repeat(2000) }));
  // At once, not when the loop gives way: what was said must have been saved, and the other way round.
  writeSync(1, `${id}\n`);
}
store.close();
