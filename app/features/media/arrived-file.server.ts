import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HEAD_BYTES, TAIL_BYTES } from './content-types.rules.ts';
import type { ReceivedFile, StoreEnv } from './store.server.ts';
import { PIECE_BYTES } from './uploads.rules.ts';
import { type Upload, uploadFolder } from './uploads.server.ts';

export type Arrived =
  | { ok: true; file: ReceivedFile; checksum: string }
  | { ok: false; reason: 'incomplete' };

/**
 * The file of an upload that has come to its end, read once and safe on the disk. `checksum` is the SHA-256 over the SHA-256
 * of each piece of `PIECE_BYTES`: what a browser can compute without holding the file.
 */
export async function arrivedFile(
  env: StoreEnv,
  { id, bytes }: Pick<Upload, 'id' | 'bytes'>,
): Promise<Arrived> {
  const path = join(uploadFolder(env), id);
  const found = await stat(path).catch(() => undefined);
  if (found?.size !== bytes) return { ok: false, reason: 'incomplete' };
  return { ok: true, ...(await readArrived(path, bytes)) };
}

/** Reads a file of `bytes` bytes to its end: its digests and what its type is told from. It is safe on the disk then. */
export async function readArrived(
  path: string,
  bytes: number,
): Promise<{ file: ReceivedFile; checksum: string }> {
  await flush(path);
  const [whole, pieces] = [createHash('sha256'), createHash('sha256')];
  let piece = createHash('sha256');
  let inPiece = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    for (let rest = chunk as Buffer; rest.length > 0; ) {
      const part = rest.subarray(0, PIECE_BYTES - inPiece);
      whole.update(part);
      piece.update(part);
      inPiece += part.length;
      rest = rest.subarray(part.length);
      if (inPiece < PIECE_BYTES) continue;
      pieces.update(piece.digest());
      piece = createHash('sha256');
      inPiece = 0;
    }
  }
  if (inPiece > 0) pieces.update(piece.digest());
  const ends = await headAndTail(path, bytes);
  return {
    file: { path, bytes, sha256: whole.digest('hex'), ...ends },
    checksum: pieces.digest('hex'),
  };
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
