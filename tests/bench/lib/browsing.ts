import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Reading } from './reading.ts';

/** Lets readers look at a page again and again as long as `during` lasts. Resolves to what each look took, in milliseconds. */
export async function browse(reading: Reading, during: Promise<unknown>): Promise<number[]> {
  const worker = new Worker(new URL('./readers.mjs', import.meta.url), { workerData: reading });
  const answer = once(worker, 'message');
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined); // told by the races
  try {
    await Promise.race([during, failed]);
    worker.postMessage('over');
    const [times] = (await Promise.race([answer, failed])) as [number[]];
    return times;
  } finally {
    await worker.terminate();
  }
}
