import { join, resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import { readBucketUrl } from '#app/lib/bucket-url.ts';
import { BucketClient } from './bucket.server.ts';
import type { MediaStore, StoreEnv } from './media-store.ts';
import { FolderStore } from './store-folder.server.ts';
import { BucketStore } from './store-s3.server.ts';

/** Of one process: a server has one store, a test some. */
const MOST_STORES = 50;
const stores = new LRUCache<string, FolderStore | BucketStore>({ max: MOST_STORES });

/** The store that MEDIA_URL names: made once, and nothing is asked of it yet. */
export function storeOf(env: StoreEnv): MediaStore {
  return madeFor(env);
}

/** The bucket behind the store; null where files lie in a folder. */
export function bucketOf(env: StoreEnv): BucketClient | null {
  const store = madeFor(env);
  return store instanceof BucketStore ? store.client : null;
}

function madeFor(env: StoreEnv): FolderStore | BucketStore {
  const name = [env.MEDIA_URL, env.DATA_DIR, env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY].join(' ');
  const known = stores.get(name);
  if (known) return known;
  const store = makeStore(env);
  stores.set(name, store);
  return store;
}

function makeStore({ MEDIA_URL, DATA_DIR = './data', ...env }: StoreEnv): FolderStore | BucketStore {
  if (MEDIA_URL.startsWith('file:')) return new FolderStore(resolve(MEDIA_URL.slice('file:'.length)));
  const bucket = readBucketUrl(MEDIA_URL);
  if (!bucket) throw new Error('MEDIA_URL names neither a folder nor a bucket.');
  const client = new BucketClient(bucket, {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: env.AWS_SESSION_TOKEN,
  });
  return new BucketStore(client, join(resolve(DATA_DIR), 'incoming'));
}
