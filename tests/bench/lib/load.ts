import { median, percentile } from '#tests/support/flood.ts';
import { processorMs } from './process-figures.ts';
import { openWire, type Shot, type Wire } from './wire.ts';

export type LoadOptions = {
  url: string;
  clients: number;
  seconds: number;
  /** The n-th request; the same function is asked by every client. */
  shot: (n: number) => Shot;
  /** Looks at each answer, for instance to see that a heartbeat was accepted; false counts it as wrong. */
  right?: (status: number, body: Buffer) => boolean;
  /** The server's processes, to tell what a request costs them. */
  pids?: readonly number[];
};

export type Load = {
  perSecond: number;
  p50: number;
  p99: number;
  requests: number;
  /** Answers that were not right (by default: not 2xx or 3xx), and connections that broke. */
  wrong: number;
  bytes: number;
  /** Processor time of the server for one request: less noisy than the rate on a machine that others use too. */
  cpuMs: number;
};

/**
 * Keeps `clients` requests under way for `seconds` over kept sockets; each client waits for its answer before it asks
 * again. Milliseconds are measured around each request. The client shares the machine's cores with the server.
 */
export async function load({
  url,
  clients,
  seconds,
  shot,
  right = isFine,
  pids = [],
}: LoadOptions): Promise<Load> {
  const times: number[] = [];
  let [asked, wrong, bytes] = [0, 0, 0];
  const [began, used] = [performance.now(), processorMs(pids)];
  const until = began + seconds * 1000;
  const client = async () => {
    let wire: Wire | undefined;
    while (performance.now() < until) {
      const next = shot(asked++);
      const from = performance.now();
      try {
        wire ??= await openWire(url);
        const answer = await wire.send(next);
        if (!right(answer.status, answer.body)) wrong += 1;
        bytes += answer.body.length;
      } catch {
        wrong += 1;
        wire?.close();
        wire = undefined;
      }
      times.push(performance.now() - from);
    }
    wire?.close();
  };
  await Promise.all(Array.from({ length: clients }, client));
  const ms = performance.now() - began;
  return {
    perSecond: (times.length * 1000) / ms,
    p50: median(times),
    p99: percentile(times, 0.99),
    requests: times.length,
    wrong,
    bytes: bytes / Math.max(1, times.length),
    cpuMs: (processorMs(pids) - used) / Math.max(1, times.length),
  };
}

const isFine = (status: number) => status >= 200 && status < 400;

/** Measures several subjects in turn, round after round, and gives each one's median: one noisy second spoils little. */
export async function inTurns<K extends string>(
  subjects: Record<K, () => Promise<Load>>,
  rounds: number,
): Promise<Record<K, Load>> {
  const seen = new Map<K, Load[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(subjects) as K[])
      seen.set(name, [...(seen.get(name) ?? []), await subjects[name]()]);
  }
  const middle = (loads: Load[]): Load => ({
    perSecond: median(loads.map(({ perSecond }) => perSecond)),
    p50: median(loads.map(({ p50 }) => p50)),
    p99: median(loads.map(({ p99 }) => p99)),
    bytes: median(loads.map(({ bytes }) => bytes)),
    cpuMs: median(loads.map(({ cpuMs }) => cpuMs)),
    requests: loads.reduce((sum, { requests }) => sum + requests, 0),
    wrong: loads.reduce((sum, { wrong }) => sum + wrong, 0),
  });
  return Object.fromEntries([...seen].map(([name, loads]) => [name, middle(loads)])) as Record<K, Load>;
}
