// The entry of the processes that answer what takes too much time or memory for the extension host.
import { expose } from 'comlink';
import { createBackgroundWork } from './backgroundWork.ts';
import { processEndpoint } from './processEndpoint.ts';
import type { ProcessNotice } from './processSeat.ts';
import { reasonOf, sendReasons } from './sentErrors.ts';

const [file = '', purges] = process.argv.slice(2);
// By the same channel: whoever gets an answer knows of it already. Comlink leaves alone what has no id.
const tell = (notice: ProcessNotice, then = (): void => undefined): void =>
  void process.send?.(notice, undefined, undefined, then);
process.once('uncaughtException', (error) =>
  tell({ error, reason: reasonOf(error) }, () => process.exit(1)),
);
const onSetAside = (setAside: string): void => tell({ setAside });
const work = createBackgroundWork(file, { onSetAside, purges: purges === 'purges' });
// The extension host has gone, however it went.
process.once('disconnect', () => void work.close().finally(() => process.exit()));
sendReasons();
expose(work, processEndpoint(process));
