import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { LRUCache } from 'lru-cache';
import { newId } from '#app/lib/id.ts';
import { type BucketClient, storeFailureOf } from './bucket.server.ts';
import { readKey } from './ends.rules.ts';
import {
  type ByteRange,
  type Lending,
  type Listed,
  MARK_KEY,
  type MediaStore,
  StoreFailure,
} from './media-store.ts';
import { giveUpOldParts, sendFile } from './multipart.server.ts';

const DAY_MS = 24 * 3600_000;
/** A player asks for parts of one film every few seconds; whether it is there need not be asked each time. */
const KNOWN_MS = 60_000;
const MOST_KNOWN = 5000;

/** Files in a bucket: `MEDIA_URL=s3://…`. What arrives, and what a tool works on, lies in `waitingRoom` meanwhile. */
export class BucketStore implements MediaStore {
  readonly #known = new LRUCache<string, { bytes: number }>({ max: MOST_KNOWN, ttl: KNOWN_MS });

  constructor(
    readonly client: BucketClient,
    readonly waitingRoom: string,
  ) {}

  async stat(key: string): Promise<{ bytes: number } | null> {
    const known = this.#known.get(key);
    if (known) return known;
    const found = await this.client.head(key);
    if (found) this.#known.set(key, found);
    return found;
  }

  async read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    return asItIsRead(await this.#bytes(key, range));
  }

  async keep(path: string, key: string, { sha256 }: { sha256?: string } = {}): Promise<void> {
    const { size } = await stat(path);
    await sendFile(this.client, { path, key, sha256 });
    this.#known.set(key, { bytes: size });
  }

  async remove(key: string): Promise<void> {
    this.#known.delete(key);
    await this.client.remove(key);
  }

  async removeFolder(prefix: string): Promise<void> {
    for await (const keys of this.client.removeAll(prefix)) for (const key of keys) this.#known.delete(key);
  }

  async list({ after, limit }: { after: string; limit: number }): Promise<Listed[]> {
    const listed: Listed[] = [];
    let behind = inBucket(after);
    for (let isLast = false; !isLast && listed.length < limit; ) {
      const page = await this.client.page({ behind, limit: limit - listed.length });
      isLast = page.isLast;
      for (const one of page.listed) {
        // What is passed over, or a folder of which one file is enough, is left behind as a whole.
        if (one.key <= behind) continue;
        const folder = FOLDER.exec(one.key)?.[0];
        behind = folder ? behindFolder(folder) : one.key;
        const key = outOfBucket(folder ?? one.key);
        if (readKey(key)) listed.push({ ...one, key, bytes: folder ? 0 : one.bytes });
      }
    }
    return listed;
  }

  async withLocal<T>(key: string, use: (path: string) => Promise<T>, { signal }: Lending = {}): Promise<T> {
    signal?.throwIfAborted();
    await mkdir(this.waitingRoom, { recursive: true });
    const path = join(this.waitingRoom, newId());
    try {
      await this.#download(key, path, signal).catch((error: unknown) => {
        signal?.throwIfAborted();
        throw storeFailureOf(error);
      });
      return await use(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  async mark(): Promise<string | null> {
    const bytes = await this.client.get(MARK_KEY);
    if (!bytes) return null;
    return text(bytes).catch((error: unknown) => {
      throw storeFailureOf(error);
    });
  }

  setMark(mark: string): Promise<void> {
    return this.client.put(MARK_KEY, Buffer.from(mark));
  }

  sweep(now: Date): Promise<number> {
    return giveUpOldParts(this.client, new Date(now.getTime() - DAY_MS));
  }

  async probe(): Promise<void> {
    const key = `probe/${newId()}`;
    await this.client.put(key, Buffer.from('probe'));
    const found = await this.client.head(key);
    await this.client.remove(key);
    if (found?.bytes !== 5) throw new StoreFailure('store-gone', 'What was written could not be read again.');
  }

  async #download(key: string, path: string, signal: AbortSignal | undefined): Promise<void> {
    const bytes = await this.#bytes(key, undefined, signal);
    await pipeline(bytes, createWriteStream(path, { flags: 'wx' }), { signal });
  }

  async #bytes(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
    const bytes = await this.client.get(key, range, signal);
    if (bytes) return bytes;
    this.#known.delete(key);
    throw new StoreFailure('store-gone', `There is no ${key} in the bucket.`);
  }
}

/** What lies in a bucket in folders: streams, uploads, and whatever else is not named like a file. */
const FOLDER = /^(?:(?:streams|incoming)\/[^/]+|(?!(?:streams|incoming|[0-9a-f]{2})\/)[^/]+)\//;
const ARRIVING = 'incoming/';

/** Uploads that are on their way into a bucket lie elsewhere than in a folder. */
function outOfBucket(key: string): string {
  return key.startsWith(ARRIVING) ? `uploads/${key.slice(ARRIVING.length)}` : key;
}

function inBucket(key: string): string {
  const named = key.startsWith('uploads/') ? ARRIVING + key.slice('uploads/'.length) : key;
  return named.endsWith('/') ? behindFolder(named) : named;
}

/** Behind every key that begins with the name of a folder, and before every other. */
function behindFolder(folder: string): string {
  return `${folder.slice(0, -1)}0`;
}

/** Bytes move when the reader takes them; whoever leaves early hangs up. */
function asItIsRead(bytes: Readable): ReadableStream<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await source.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          throw storeFailureOf(error);
        }
      },
      cancel() {
        bytes.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
