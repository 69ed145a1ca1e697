import { open, stat } from 'node:fs/promises';
import { type StoreEnv, storedPath } from './store.server.ts';

const CHUNK_BYTES = 256 * 1024;

/** A file that lies in the store, ready to be read. */
export interface Readable {
  bytes: number;
  /** The bytes as the reader takes them, `to` included: one piece in memory, and the file open only while somebody reads. */
  read(from: number, to: number): Promise<ReadableStream<Uint8Array>>;
}

/** Finds what lies in the store under a key; null when nothing does, or the store is gone. */
export async function openStored(env: StoreEnv, storageKey: string): Promise<Readable | null> {
  const path = storedPath(env, storageKey);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return null;
  return { bytes: found.size, read: async (from, to) => bytesOf(path, from, to) };
}

function bytesOf(path: string, from: number, to: number): ReadableStream<Uint8Array> {
  const opening = { handle: undefined as Awaited<ReturnType<typeof open>> | undefined };
  let position = from;
  const close = () => opening.handle?.close();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        opening.handle ??= await open(path);
        const piece = new Uint8Array(Math.min(CHUNK_BYTES, to - position + 1));
        const { bytesRead } = await opening.handle.read(piece, 0, piece.length, position);
        position += bytesRead;
        if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
        if (position <= to && bytesRead > 0) return;
        await close();
        if (position > to) controller.close();
        else controller.error(new Error('The file became shorter while it was read.'));
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
