import { access, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { arrivedInBucket, forgetInBucket } from './pieces.server.ts';
import { type StoreEnv, storeOf } from './store.server.ts';
import { bucketOf } from './store-choice.server.ts';

/** Where files lie that arrive piece by piece, each under its id, unless they arrive in a bucket: beside the waiting room. */
export function uploadFolder(env: StoreEnv): string {
  return join(dirname(storeOf(env).waitingRoom), 'uploads');
}

/** How many bytes of an upload have come. */
export async function arrivedBytes(env: StoreEnv, uploadId: string): Promise<number> {
  const bucket = bucketOf(env);
  if (bucket) return arrivedInBucket(bucket, uploadId);
  return (await stat(join(uploadFolder(env), uploadId)).catch(() => undefined))?.size ?? 0;
}

/** Removes what has come of an upload, and what the protocol noted beside it. Throws while the store is away. */
export async function removeUploadBytes(env: StoreEnv, uploadId: string): Promise<void> {
  const bucket = bucketOf(env);
  if (bucket) return forgetInBucket(bucket, uploadId);
  const folder = uploadFolder(env);
  await access(folder);
  const path = join(folder, uploadId);
  for (const name of [path, `${path}.json`]) await rm(name, { force: true });
}
