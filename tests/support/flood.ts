/** What one request of a flood came to. */
export type Drop<T> = { value?: T; error?: unknown; ms: number };
export type Flood<T> = { drops: Drop<T>[]; ms: number; perSecond: number };

/**
 * Makes `count` requests, at most `concurrency` of them at a time, and waits for all. Never throws: what a request
 * threw is in its drop.
 */
export async function flood<T>(
  count: number,
  concurrency: number,
  makeRequest: (n: number) => Promise<T>,
): Promise<Flood<T>> {
  const drops: Drop<T>[] = new Array(count);
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < count) {
      const n = next++;
      const from = performance.now();
      try {
        const value = await makeRequest(n);
        drops[n] = { value, ms: performance.now() - from };
      } catch (error) {
        drops[n] = { error, ms: performance.now() - from };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, lane));
  const ms = performance.now() - began;
  return { drops, ms, perSecond: (count * 1000) / ms };
}

/** The value below which `share` (0 to 1) of the numbers lie; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How often each answer came, as in `{ '200': 30, '409': 1970 }`. Errors count under their code or message. */
export function tally<T>({ drops }: Flood<T>, nameOf: (value: T) => string | number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { value, error } of drops) {
    const name = error === undefined ? String(nameOf(value as T)) : errorName(error);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function errorName(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code ?? message ?? String(error);
}
