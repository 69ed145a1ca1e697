import {
  access,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '#app/lib/id.ts';
import { readKey } from './ends.rules.ts';
import {
  type ByteRange,
  type Lending,
  type Listed,
  MARK_KEY,
  type MediaStore,
  StoreFailure,
} from './media-store.ts';

const CHUNK_BYTES = 256 * 1024;
/** What may be made in a folder that is only the place of a disk which is not mounted. */
const MADE_ANYWHERE: readonly string[] = ['incoming', 'uploads', MARK_KEY];

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
    try {
      const found = await stat(this.pathOf(key));
      return found.isFile() ? { bytes: found.size } : null;
    } catch (error) {
      if (!(await this.#isThereWithout(error))) throw awayBecause(error);
      return null;
    }
  }

  /** Whether a file that was not found is missing, and not the store: a disk that is not mounted is an empty folder, or none. */
  async #isThereWithout(error: unknown): Promise<boolean> {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return false;
    const names = await readdir(this.folder).catch(() => []);
    return names.some((name) => !MADE_ANYWHERE.includes(name));
  }

  async read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const path = this.pathOf(key);
    try {
      const to = range ? range.to : (await stat(path)).size - 1;
      return await bytesOf(path, range?.from ?? 0, to);
    } catch (error) {
      throw awayBecause(error);
    }
  }

  async keep(path: string, key: string): Promise<void> {
    const place = this.pathOf(key);
    await mkdir(dirname(place), { recursive: true });
    await mkdir(this.waitingRoom, { recursive: true });
    const second = join(this.waitingRoom, newId());
    try {
      await secondName(path, second);
      await rename(second, place);
    } finally {
      await rm(second, { force: true });
    }
    await flushFolder(dirname(place));
  }

  async remove(key: string): Promise<void> {
    await this.#makeSure();
    await rm(this.pathOf(key), { force: true });
  }

  async removeFolder(prefix: string): Promise<void> {
    await this.#makeSure();
    await rm(this.pathOf(prefix), { recursive: true, force: true });
  }

  async list({ after, limit }: { after: string; limit: number }): Promise<Listed[]> {
    await this.#makeSure();
    const listed: Listed[] = [];
    for (const name of (await readdir(this.folder)).toSorted()) {
      const isFiles = /^[0-9a-f]{2}$/.test(name);
      if ((!isFiles && name !== 'streams' && name !== 'uploads') || `${name}/\uffff` <= after) continue;
      const inside = (await readdir(this.pathOf(name))).filter((one) => !one.endsWith('.json')).toSorted();
      for (const one of inside) {
        const key = `${name}/${one}${isFiles ? '' : '/'}`;
        if (key <= after || !readKey(key)) continue;
        const found = await stat(this.pathOf(`${name}/${one}`)).catch(() => undefined);
        if (found) listed.push({ key, bytes: isFiles ? found.size : 0, changedAt: found.mtime });
        if (listed.length === limit) return listed;
      }
    }
    return listed;
  }

  async withLocal<T>(key: string, use: (path: string) => Promise<T>, { signal }: Lending = {}): Promise<T> {
    signal?.throwIfAborted();
    return use(this.pathOf(key));
  }

  async mark(): Promise<string | null> {
    try {
      return await readFile(this.pathOf(MARK_KEY), 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw awayBecause(error);
      await this.#makeSure();
      return null;
    }
  }

  async setMark(mark: string): Promise<void> {
    const path = join(this.waitingRoom, newId());
    await writeFile(path, `${mark}\n`, { flush: true });
    await rename(path, this.pathOf(MARK_KEY));
    await flushFolder(this.folder);
  }

  /** A file gets its name in one step, so nothing is ever half kept. */
  async sweep(): Promise<number> {
    return 0;
  }

  /** A disk that is not mounted looks like a folder with nothing in it: what is not there then is not gone. */
  async #makeSure(): Promise<void> {
    await access(this.waitingRoom);
  }

  async probe(): Promise<void> {
    await mkdir(this.waitingRoom, { recursive: true });
    const path = join(this.waitingRoom, newId());
    await writeFile(path, 'probe');
    await rm(path);
  }
}

/** What the disk says, for the log; the path is nobody's business. */
function awayBecause(error: unknown): unknown {
  const code = codeOf(error);
  return code ? new StoreFailure('store-gone', `The folder answers ${code}.`) : error;
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}

/**
 * The bytes as the reader takes them: one piece in memory, and the file open only while somebody reads. The first piece is read
 * before this returns, so that a disk that does not answer is known in time.
 */
async function bytesOf(path: string, from: number, to: number): Promise<ReadableStream<Uint8Array>> {
  const handle = await open(path);
  let position = from;
  const next = async () => {
    const piece = new Uint8Array(Math.min(CHUNK_BYTES, to - position + 1));
    const { bytesRead } = await handle.read(piece, 0, piece.length, position);
    position += bytesRead;
    if (bytesRead === 0 && piece.length > 0) throw new Error('The file became shorter while it was read.');
    return piece.subarray(0, bytesRead);
  };
  const closing = async (error: unknown) => {
    await handle.close();
    throw error;
  };
  let ready: Uint8Array | undefined = await next().catch(closing);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = ready ?? (await next().catch(closing));
        ready = undefined;
        if (piece.length > 0) controller.enqueue(piece);
        if (position <= to) return;
        await handle.close();
        controller.close();
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}

/** The same bytes under another name; where the disk knows no second names, a copy of them. */
async function secondName(path: string, second: string): Promise<void> {
  try {
    await link(path, second);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EMLINK', 'ENOSYS'].includes(code)) throw error;
    await copyFile(path, second);
    const handle = await open(second, 'r+');
    await handle.sync().finally(() => handle.close());
  }
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
