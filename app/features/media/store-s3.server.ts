import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LRUCache } from 'lru-cache';
import { newId } from '#app/lib/id.ts';
import { type BucketClient, storeFailureOf } from './bucket.server.ts';
import { type ByteRange, type Lending, type MediaStore, StoreFailure } from './media-store.ts';
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
    // Only a key that follows from the content says that what lies there is the same.
    const there = sha256 ? await this.client.head(key) : null;
    if (there?.bytes !== size) await sendFile(this.client, { path, key, sha256 });
    this.#known.set(key, { bytes: size });
    await rm(path, { force: true });
  }

  async remove(key: string): Promise<void> {
    this.#known.delete(key);
    await this.client.remove(key);
  }

  async removeFolder(prefix: string): Promise<void> {
    for await (const { key } of this.client.list(prefix)) await this.remove(key);
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
