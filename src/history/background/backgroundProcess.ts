// The entry of the worker threads that answer what takes too long for the extension host's own thread.
import { type MessagePort, workerData } from 'node:worker_threads';
import { expose } from 'comlink';
import { createBackgroundWork } from './backgroundWork.ts';
import { portEndpoint } from './portEndpoint.ts';

const { file, port, purges }: { file: string; port: MessagePort; purges: boolean } = workerData;
// By the same port: whoever gets an answer knows of it already. Comlink leaves alone what has no id.
const onSetAside = (setAside: string) => port.postMessage({ setAside });
expose(createBackgroundWork(file, { onSetAside, purges }), portEndpoint(port));
