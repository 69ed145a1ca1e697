import { openWire } from './wire.ts';

const PAUSE_MS = 100;

export interface Reading {
  urls: readonly string[];
  path: string;
  readers: number;
  /** Of somebody who has signed in. */
  cookie?: string;
}

/**
 * Readers who look at a page, pause for a tenth of a second and look again until `over`. Resolves to how long each look
 * took, in milliseconds. Throws when a reader gets anything but the page.
 */
export async function read({ urls, path, readers, cookie }: Reading, over: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  const shot = { path, ...(cookie ? { headers: { cookie } } : {}) };
  const reader = async (n: number) => {
    const wire = await openWire(urls[n % urls.length] ?? '');
    await pause((n * PAUSE_MS) / readers);
    while (!over.aborted) {
      const from = performance.now();
      const { status } = await wire.send(shot);
      if (status !== 200) throw new Error(`${path} answered ${status} to a reader.`);
      times.push(performance.now() - from);
      await pause(PAUSE_MS);
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: readers }, (_, n) => reader(n)));
  return times;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
