// The entry of the worker threads that answer what takes too long for the extension host's own thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { expose } from 'comlink';
import { createBackgroundWork } from './backgroundWork.ts';
import { portEndpoint } from './portEndpoint.ts';

const { file, port }: { file: string; port: MessagePort } = workerData;
const onSetAside = (path: string) => parentPort?.postMessage(path, []);
expose(createBackgroundWork(file, { onSetAside }), portEndpoint(port));
