import { promisify } from 'node:util';
import { brotliCompress, constants, gzipSync } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { type Rendered, weakTag } from '#app/server/rendered.ts';

const compress = promisify(brotliCompress);

export interface KeptPage {
  identity: Buffer;
  gzip: Buffer;
  /** Made after the first answer, since it takes longer than rendering. */
  brotli?: Buffer;
  headers: [string, string][];
  tag: string;
}

export interface KeptPagesOptions {
  maxBytes: number;
  /** For so long a page is sent as it is. */
  freshMs: number;
  /** For so long it is still sent, while one request renders it anew. */
  staleMs: number;
  /** Something that changes whenever a public page may look different; spares rendering while it stays the same. */
  version?: () => Promise<string>;
  clock?: () => number;
}

export type KeptAnswer = { kept: true; page: KeptPage } | { kept: false; rendered: Rendered };
type Render = () => Promise<Rendered>;
type Finish = (rendered: Rendered) => { bytes: Buffer; headers: [string, string][] };

interface Entry {
  page: KeptPage;
  checkedAt: number;
  version: string | undefined;
}

/** Pages that look the same for everyone who has not signed in: bounded, rendered by one request at a time per key. */
export function createKeptPages({ maxBytes, freshMs, staleMs, version, clock = Date.now }: KeptPagesOptions) {
  const entries = new LRUCache<string, Entry>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const flights = new Map<string, Promise<KeptAnswer>>();

  async function renderEntry(key: string, render: Render, finish: Finish): Promise<KeptAnswer> {
    const old = entries.peek(key);
    const current = await version?.();
    if (old && current !== undefined && current === old.version) {
      old.checkedAt = clock();
      return { kept: true, page: old.page };
    }
    const rendered = await render();
    if (!isKeepable(rendered)) {
      entries.delete(key);
      return { kept: false, rendered };
    }
    const page = toPage(finish(rendered));
    const entry = { page, checkedAt: clock(), version: current };
    entries.set(key, entry);
    void compress(page.identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }).then((bytes) => {
      page.brotli = bytes;
      if (entries.peek(key) === entry) entries.set(key, entry);
    });
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
      const age = entry ? clock() - entry.checkedAt : Number.POSITIVE_INFINITY;
      return entry && age < staleMs ? { page: entry.page, stale: age >= freshMs } : undefined;
    },
    /** Renders the page, or waits for whoever is rendering it. An answer that cannot be kept is shared once and forgotten. */
    refresh,
    forgetAll: () => entries.clear(),
  };
}

export type KeptPages = ReturnType<typeof createKeptPages>;

function isKeepable({ status, headers }: Rendered): boolean {
  return status === 200 && !headers.has('set-cookie') && !/no-store|private/.test(headers.get('cache-control') ?? '');
}

function toPage({ bytes, headers }: ReturnType<Finish>): KeptPage {
  return { identity: bytes, gzip: gzipSync(bytes, { level: 6 }), headers, tag: weakTag(bytes) };
}

function sizeOf({ page }: Entry, key: string): number {
  return 1024 + key.length * 2 + page.identity.length + page.gzip.length + (page.brotli?.length ?? 0);
}
