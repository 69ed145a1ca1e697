// The readers of `browsing.ts`, in a thread of their own: what they wait for is the server, not the crowd's client.
import { parentPort, workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

const { read } = await tsImport('./reading.ts', import.meta.url);
const over = new AbortController();
parentPort.once('message', () => over.abort());
parentPort.postMessage(await read(workerData, over.signal));
