import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { type DataStore, type Lock, type Locker, Server } from '@tus/server';
import { largestBytes } from './content-types.rules.ts';
import { PiecesStore } from './pieces.server.ts';
import { type StoreEnv, troubleOf } from './store.server.ts';
import { bucketOf } from './store-choice.server.ts';
import { uploadFolder } from './upload-bytes.server.ts';

/** How long somebody who goes on with an upload waits for the bytes of a connection that is already dead. */
const DRAIN_MS = 1000;

/**
 * What answers requests of the tus protocol (https://tus.io, version 1.0.0) for uploads below `path`. Whether somebody may is
 * not asked here. A new upload gets the id `uploadId`.
 */
export function tusServer(env: StoreEnv, { path, uploadId }: { path: string; uploadId: string }): Server {
  return new Server({
    path,
    datastore: arrivalsOf(env),
    locker,
    lockDrainTimeout: DRAIN_MS,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: largestBytes.video,
    namingFunction: () => uploadId,
  });
}

function arrivalsOf(env: StoreEnv): DataStore {
  const bucket = bucketOf(env);
  return bucket ? new PiecesStore(bucket) : new UploadStore({ directory: uploadFolder(env) });
}

class UploadStore extends FileStore {
  /** Writes on at `offset`. What has arrived stays when the connection breaks off; a full disk has its own status. */
  override async write(source: Readable, uploadId: string, offset: number): Promise<number> {
    const file = createWriteStream(join(this.directory, uploadId), { flags: 'r+', start: offset });
    try {
      await pipeline(source, file);
    } catch (error) {
      const trouble = troubleOf(error);
      throw trouble ? { status_code: trouble === 'no-space' ? 507 : 503, body: trouble } : error;
    }
    return offset + file.bytesWritten;
  }
}

/** The folder is made before an upload is begun. The library would end the whole process where it cannot be made. */
Object.defineProperty(UploadStore.prototype, 'checkOrCreateDirectory', { value: () => undefined });

type Release = () => Promise<void> | void;

/** One request at a time writes to an upload; whoever comes next asks it to end, and waits without spinning. */
class UploadLocker implements Locker {
  readonly held = new Map<string, { release: Release; freed: Promise<void> }>();

  newLock(id: string): Lock {
    const { held } = this;
    let free = (): void => undefined;
    return {
      async lock(signal, release) {
        for (let other = held.get(id); other; other = held.get(id)) {
          await other.release();
          await other.freed;
          if (signal.aborted) throw { status_code: 423, body: 'locked' };
        }
        const freed = new Promise<void>((resolve) => {
          free = resolve;
        });
        held.set(id, { release, freed });
      },
      async unlock() {
        held.delete(id);
        free();
      },
    };
  }
}

const locker = new UploadLocker();
