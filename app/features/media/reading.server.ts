import type { StoreEnv } from './media-store.ts';
import { storeOf } from './store-choice.server.ts';

/** A file that lies in the store, ready to be read. */
export interface Readable {
  bytes: number;
  /** The bytes as the reader takes them, `to` included. A store that has gone meanwhile throws a `StoreFailure`. */
  read(from: number, to: number): Promise<ReadableStream<Uint8Array>>;
}

/** Finds what lies in the store under a key; null when nothing does. A store that is away throws a `StoreFailure`. */
export async function openStored(env: StoreEnv, storageKey: string): Promise<Readable | null> {
  const store = storeOf(env);
  const found = await store.stat(storageKey);
  return found && { bytes: found.bytes, read: (from, to) => store.read(storageKey, { from, to }) };
}
