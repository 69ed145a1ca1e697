import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '#app/lib/id.ts';
import { HEAD_BYTES, TAIL_BYTES } from './content-types.rules.ts';
import { type StoreEnv, type StoreTrouble, troubleOf } from './media-store.ts';
import { storeOf } from './store-choice.server.ts';

export { type MediaStore, type StoreEnv, type StoreTrouble, troubleOf } from './media-store.ts';
export { storeOf } from './store-choice.server.ts';

/** Whatever a file can come from: a path, bytes, or bytes as they arrive. */
export type FileSource = string | Uint8Array | AsyncIterable<Uint8Array>;

/** A whole file in the store's waiting room: on the disk, but nobody can reach it yet. */
export interface ReceivedFile {
  path: string;
  bytes: number;
  sha256: string;
  head: Uint8Array;
  tail: Uint8Array;
}

export type Received = { ok: true; file: ReceivedFile } | { ok: false; reason: StoreTrouble };

const ABANDONED_MS = 24 * 3600_000;

/**
 * Writes a file into the waiting room, counting and hashing as it comes; it reaches the disk before this returns. A source
 * that breaks off throws its own error. Whatever goes wrong, nothing is left behind.
 */
export async function receiveFile(
  env: StoreEnv,
  source: FileSource,
  { maxBytes }: { maxBytes: number },
): Promise<Received> {
  const path = newWaitingPath(env);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await write(path, source, maxBytes);
    if (file) return { ok: true, file };
    await discard({ path });
    return { ok: false, reason: 'too-large' };
  } catch (error) {
    await discard({ path });
    const reason = source === (error as { path?: unknown }).path ? undefined : troubleOf(error);
    if (reason) return { ok: false, reason };
    throw error;
  }
}

/** Where something may be written that is not kept yet. The folder is there when this returns. */
export async function waitingPath(env: StoreEnv): Promise<string> {
  const path = newWaitingPath(env);
  await mkdir(dirname(path), { recursive: true });
  return path;
}

/** Forgets a received file. Never fails: what stays is swept away later. */
export async function discard({ path }: Pick<ReceivedFile, 'path'>): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** Removes what a killed process left in the waiting room more than a day ago. Returns how many files. */
export async function sweepWaitingRoom(env: StoreEnv, now: Date): Promise<number> {
  const folder = storeOf(env).waitingRoom;
  const names = await readdir(folder).catch(() => []);
  let swept = 0;
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (!found || now.getTime() - found.mtimeMs < ABANDONED_MS) continue;
    await discard({ path: join(folder, name) });
    swept += 1;
  }
  return swept;
}

function newWaitingPath(env: StoreEnv): string {
  return join(storeOf(env).waitingRoom, newId());
}

async function write(path: string, source: FileSource, maxBytes: number): Promise<ReceivedFile | null> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx');
  let bytes = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  try {
    for await (const chunk of chunksOf(source)) {
      bytes += chunk.length;
      if (bytes > maxBytes) return null;
      hash.update(chunk);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      tail =
        chunk.length >= TAIL_BYTES
          ? Buffer.from(chunk.subarray(-TAIL_BYTES))
          : Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { path, bytes, sha256: hash.digest('hex'), head: Buffer.from(head), tail: Buffer.from(tail) };
}

function chunksOf(source: FileSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof source === 'string') return createReadStream(source);
  return source instanceof Uint8Array ? [source] : source;
}
