import { LRUCache } from 'lru-cache';
import { addBrotli, type KeptPage, packPage, sizeOfPage } from '#app/server/kept-page.ts';
import type { Rendered } from '#app/server/rendered.ts';

const RETRY_MS = 1_000;
/** Once somebody has written something, a page from before is sent no longer than this … */
const FRESH_AFTER_WRITE_MS = 1_000;
/** … and after this only while it is rendered anew: in a rush, when a rendering waits for the database, readers do not wait with it. */
const STALE_AFTER_WRITE_MS = 2_000;

export interface KeptPagesOptions {
  maxBytes: number;
  /** For so long a page is sent as it is. */
  freshMs: number;
  /** For so long it is still sent, while one request renders it anew. */
  staleMs: number;
  clock?: () => number;
}

export type KeptAnswer = { kept: true; page: KeptPage } | { kept: false; rendered: Rendered };
type Render = () => Promise<Rendered>;
type Finish = (rendered: Rendered) => { bytes: Buffer; headers: [string, string][] };

interface Entry {
  page: KeptPage;
  /** When its rendering began: what was written since may not be on it. */
  checkedAt: number;
  /** When it was ready. */
  storedAt: number;
}

/** Pages that look the same for everyone who has not signed in: bounded, rendered by one request at a time per key. */
export function createKeptPages({
  maxBytes,
  freshMs,
  staleMs,
  clock = () => performance.now(),
}: KeptPagesOptions) {
  const entries = new LRUCache<string, Entry>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const flights = new Map<string, Promise<KeptAnswer>>();
  let writtenAt = Number.NEGATIVE_INFINITY;

  async function renderEntry(key: string, render: Render, finish: Finish): Promise<KeptAnswer> {
    const begun = clock();
    const old = entries.peek(key);
    const rendered = await render();
    if (old && rendered.status >= 500) {
      // Better an older page than none; somebody tries again in a moment.
      old.checkedAt = clock() - freshMs + RETRY_MS;
      return { kept: true, page: old.page };
    }
    if (!isKeepable(rendered)) {
      entries.delete(key);
      return { kept: false, rendered };
    }
    const { bytes, headers } = finish(rendered);
    const page = packPage(bytes, headers);
    // What is written while the page is rendered may not be on it.
    const entry = { page, checkedAt: begun, storedAt: clock() };
    entries.set(key, entry);
    // Set again, so that the new form counts towards the bounds.
    void addBrotli(page, headers).then(() => entries.peek(key) === entry && entries.set(key, entry));
    return { kept: true, page };
  }

  function refresh(key: string, render: Render, finish: Finish): Promise<KeptAnswer> {
    let flight = flights.get(key);
    if (!flight) {
      flight = renderEntry(key, render, finish).finally(() => flights.delete(key));
      flights.set(key, flight);
    }
    return flight;
  }

  return {
    /** The page under `key` if it may be sent right now; `stale` says that somebody should render it anew. */
    peek(key: string): { page: KeptPage; stale: boolean } | undefined {
      const entry = entries.get(key);
      if (!entry) return undefined;
      const outdated = entry.checkedAt <= writtenAt;
      const age = clock() - (outdated ? entry.storedAt : entry.checkedAt);
      const limit = outdated && !flights.has(key) ? STALE_AFTER_WRITE_MS : staleMs;
      if (age >= limit) return undefined;
      return { page: entry.page, stale: age >= (outdated ? FRESH_AFTER_WRITE_MS : freshMs) };
    },
    /** Somebody has changed something: whoever looks now shall see it soon. Writes of other processes take the usual time. */
    noteWrite(): void {
      writtenAt = clock();
    },
    /** Renders the page, or waits for whoever is rendering it. An answer that cannot be kept is shared once and forgotten. */
    refresh,
  };
}

export type KeptPages = ReturnType<typeof createKeptPages>;

function isKeepable({ status, headers }: Rendered): boolean {
  return (
    status === 200 &&
    !headers.has('set-cookie') &&
    !/no-store|private/.test(headers.get('cache-control') ?? '')
  );
}

function sizeOf({ page }: Entry, key: string): number {
  return sizeOfPage(page) + key.length * 2;
}
