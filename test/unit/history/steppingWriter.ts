// Has the lock of a history almost all the time, a short step after the other, until its input ends.
import { DatabaseSync } from 'node:sqlite';
import { inSteps } from '../../../src/history/steps.ts';

const database = new DatabaseSync(process.argv[2] ?? '', { timeout: 5_000 });
database.exec('CREATE TABLE steps (taken INTEGER NOT NULL); INSERT INTO steps VALUES (0);');
const stop = new AbortController();
process.stdin.on('end', () => stop.abort()).resume();
console.log('stepping');
await inSteps(() => {
  database.exec('BEGIN IMMEDIATE; UPDATE steps SET taken = taken + 1');
  const until = performance.now() + 7;
  while (performance.now() < until);
  database.exec('COMMIT');
  return true;
}, stop.signal);
database.close();
