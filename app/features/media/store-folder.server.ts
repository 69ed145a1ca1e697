import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '#app/lib/id.ts';
import type { ByteRange, MediaStore } from './media-store.ts';

const CHUNK_BYTES = 256 * 1024;

/** Files in a folder of this machine: `MEDIA_URL=file:…`. A key is the path below it. */
export class FolderStore implements MediaStore {
  readonly waitingRoom: string;

  constructor(readonly folder: string) {
    this.waitingRoom = join(folder, 'incoming');
  }

  /** Where the bytes of a key lie. */
  pathOf(key: string): string {
    return join(this.folder, key);
  }

  async stat(key: string): Promise<{ bytes: number } | null> {
    const found = await stat(this.pathOf(key)).catch(() => undefined);
    return found?.isFile() ? { bytes: found.size } : null;
  }

  async read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const path = this.pathOf(key);
    const to = range ? range.to : (await stat(path)).size - 1;
    return bytesOf(path, range?.from ?? 0, to);
  }

  async keep(path: string, key: string): Promise<void> {
    const place = this.pathOf(key);
    await mkdir(dirname(place), { recursive: true });
    await rename(path, place);
    await flushFolder(dirname(place));
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async removeFolder(prefix: string): Promise<void> {
    await rm(this.pathOf(prefix), { recursive: true, force: true });
  }

  withLocal<T>(key: string, use: (path: string) => Promise<T>): Promise<T> {
    return use(this.pathOf(key));
  }

  /** A file gets its name in one step, so nothing is ever half kept. */
  async sweep(): Promise<number> {
    return 0;
  }

  async probe(): Promise<void> {
    await mkdir(this.waitingRoom, { recursive: true });
    const path = join(this.waitingRoom, newId());
    await writeFile(path, 'probe');
    await rm(path);
  }
}

/** The bytes as the reader takes them: one piece in memory, and the file open only while somebody reads. */
function bytesOf(path: string, from: number, to: number): ReadableStream<Uint8Array> {
  const opening = { handle: undefined as Awaited<ReturnType<typeof open>> | undefined };
  let position = from;
  const close = () => opening.handle?.close();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (position > to) return controller.close();
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

/** A new name is safe against a power cut only when its folder has reached the disk too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch {
    // Some file systems cannot flush a folder; the file itself is safe.
  } finally {
    await handle.close();
  }
}
