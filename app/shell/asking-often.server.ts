import { LRUCache } from 'lru-cache';

interface Window {
  since: number;
  asked: number;
}

/**
 * Counts how often an address asks: so many times in a window, then it waits for the next one. In the memory of one process, and never
 * stored. It keeps load off, it keeps no secrets: those are kept by the length of the codes.
 */
export class AskingOften {
  readonly #windows = new LRUCache<string, Window>({ max: 20_000 });

  constructor(private readonly limit: { times: number; seconds: number }) {}

  /** Seconds to wait before the next question; 0 when this one may be asked, which is then counted. */
  waitSeconds(address: string, now: Date): number {
    const key = networkOf(address);
    const at = now.getTime();
    const windowMs = this.limit.seconds * 1000;
    const known = this.#windows.get(key);
    const open = known && at - known.since < windowMs && at >= known.since ? known : { since: at, asked: 0 };
    if (open.asked >= this.limit.times) return Math.ceil((open.since + windowMs - at) / 1000);
    open.asked += 1;
    this.#windows.set(key, open);
    return 0;
  }

  /** For tests: as if nobody had asked. */
  forget(): void {
    this.#windows.clear();
  }
}

/** Somebody with an IPv6 address has a whole network of them. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  return address.split(':').slice(0, 4).join(':');
}

/** Checking documents: what a person at a counter needs, many times over. */
export const verifying = new AskingOften({ times: 30, seconds: 60 });
