import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BucketClient } from './bucket.server.ts';
import { HEAD_BYTES, TAIL_BYTES } from './content-types.rules.ts';
import type { Digests } from './digests.thread.ts';
import { text as digestsText } from './digests.thread.ts?thread';
import { PieceDigest } from './piece-digest.ts';
import { arrivedInBucket, bytesInBucket } from './pieces.server.ts';
import {
  discard,
  type ReceivedFile,
  receiveFile,
  type StoreEnv,
  type StoreTrouble,
  troubleOf,
} from './store.server.ts';
import { bucketOf } from './store-choice.server.ts';
import { onThread } from './thread.server.ts';
import { uploadFolder } from './upload-bytes.server.ts';
import type { Upload } from './uploads.server.ts';

export type Arrived =
  | { ok: true; file: ReceivedFile; checksum: string /** Whether it only is a copy. */; copied: boolean }
  | { ok: false; reason: 'incomplete' | StoreTrouble };

/**
 * The file of an upload that has come to its end, read once and safe on this machine's disk: itself, or a copy of what lies in
 * the bucket, which the caller discards when it is not kept. `checksum` is the SHA-256 over the SHA-256
 * of each piece of `PIECE_BYTES`: what a browser can compute without holding the file.
 */
export async function arrivedFile(
  env: StoreEnv,
  { id, bytes }: Pick<Upload, 'id' | 'bytes'>,
): Promise<Arrived> {
  const bucket = bucketOf(env);
  if (bucket) return fetchedFile(env, bucket, { id, bytes });
  const path = join(uploadFolder(env), id);
  const found = await stat(path).catch(() => undefined);
  if (found?.size !== bytes) return { ok: false, reason: 'incomplete' };
  return { ok: true, copied: false, ...(await readArrived(path, bytes)) };
}

async function fetchedFile(
  env: StoreEnv,
  bucket: BucketClient,
  { id, bytes }: Pick<Upload, 'id' | 'bytes'>,
): Promise<Arrived> {
  const pieces = new PieceDigest();
  async function* digested(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytesInBucket(bucket, id)) {
      pieces.update(chunk);
      yield chunk;
    }
  }
  try {
    if ((await arrivedInBucket(bucket, id)) !== bytes) return { ok: false, reason: 'incomplete' };
    const received = await receiveFile(env, digested(), { maxBytes: bytes });
    if (!received.ok) return received;
    if (received.file.bytes === bytes) return { ...received, checksum: pieces.digest(), copied: true };
    await discard(received.file);
    return { ok: false, reason: 'incomplete' };
  } catch (error) {
    const reason = troubleOf(error);
    if (!reason) throw error;
    return { ok: false, reason };
  }
}

/**
 * Reads a file of `bytes` bytes to its end: its digests and what its type is told from. It is safe on the disk then. On a thread of its
 * own: gigabytes take seconds.
 */
export async function readArrived(
  path: string,
  bytes: number,
): Promise<{ file: ReceivedFile; checksum: string }> {
  await flush(path);
  const { sha256, checksum } = await onThread<Digests>(digestsText, path);
  const ends = await headAndTail(path, bytes);
  return { file: { path, bytes, sha256, ...ends }, checksum };
}

async function headAndTail(path: string, bytes: number): Promise<Pick<ReceivedFile, 'head' | 'tail'>> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, bytes));
    const tail = Buffer.alloc(Math.min(TAIL_BYTES, bytes));
    await handle.read(head, 0, head.length, 0);
    await handle.read(tail, 0, tail.length, bytes - tail.length);
    return { head, tail };
  } finally {
    await handle.close();
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
