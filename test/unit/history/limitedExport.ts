// Exports a history (first argument) to a file (second), where files may not grow, and prints how it ended.
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { exportAll, requestOf } from './transfer.ts';

const [, , file = '', target = ''] = process.argv;
const work = createBackgroundWork(file);
console.log(JSON.stringify(await exportAll({ work }, requestOf(target))));
await work.close();
