import { Worker } from 'node:worker_threads';

/**
 * Runs a program (`import { text } from './x.thread.ts?thread'`) on a thread of its own: what keeps the processor busy for seconds must
 * not keep everybody's pages waiting. It finds `task` in `workerData` and posts one answer. Throws what it throws, with its `code`;
 * aborted it ends at once and throws the signal's reason.
 */
export async function onThread<Answer>(text: string, task: unknown, signal?: AbortSignal): Promise<Answer> {
  signal?.throwIfAborted();
  // Packages are found from here, wherever the server was started.
  const from = JSON.stringify(import.meta.url);
  const program = `((require) => {${text}\n})(require('node:module').createRequire(${from}));`;
  const thread = new Worker(program, { eval: true, workerData: task });
  const end = () => void thread.terminate();
  signal?.addEventListener('abort', end);
  try {
    return await new Promise<Answer>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(signal?.reason ?? new Error('a thread ended without an answer')));
    });
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}
