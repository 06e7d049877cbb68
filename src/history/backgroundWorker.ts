// The entry of the worker thread that answers what takes too long for the extension host's own thread.
import { type MessagePort, workerData } from 'node:worker_threads';
import { expose } from 'comlink';
import { createBackgroundWork } from './backgroundWork.ts';
import { portEndpoint } from './portEndpoint.ts';

const { file, port }: { file: string; port: MessagePort } = workerData;
expose(createBackgroundWork(file), portEndpoint(port));
