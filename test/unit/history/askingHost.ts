// Stands for an extension host: asks the history of the file it is given something, says so, and stays.
import { openHistoryBackground } from '../../../src/history/background/background.ts';

const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);
const background = openHistoryBackground(process.argv[2] ?? '', script);
setInterval(() => undefined, 1_000);
console.log(await background.count({}));
