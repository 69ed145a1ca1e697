import { median, percentile } from '#tests/support/flood.ts';
import { openWire } from './wire.ts';

const PAUSE_MS = 100;

export interface Browsing {
  urls: readonly string[];
  path: string;
  readers: number;
}

/** Readers who look at a page, pause for a tenth of a second and look again, as long as `during` lasts. Milliseconds. */
export async function browse(
  { urls, path, readers }: Browsing,
  during: Promise<unknown>,
): Promise<{ p50: number; p99: number; read: number }> {
  const times: number[] = [];
  let over = false;
  const ended = during.finally(() => {
    over = true;
  });
  const reader = async (n: number) => {
    const wire = await openWire(urls[n % urls.length] ?? '');
    await pause((n * PAUSE_MS) / readers);
    while (!over) {
      const from = performance.now();
      const { status } = await wire.send({ path });
      if (status !== 200) throw new Error(`${path} answered ${status} to a reader.`);
      times.push(performance.now() - from);
      await pause(PAUSE_MS);
    }
    wire.close();
  };
  await Promise.all([ended, ...Array.from({ length: readers }, (_, n) => reader(n))]);
  return { p50: median(times), p99: percentile(times, 0.99), read: times.length };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
