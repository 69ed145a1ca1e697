import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PieceDigest } from './piece-digest.ts';

export interface Digests {
  /** Of the whole file, in hex. */
  sha256: string;
  /** Over its pieces, see `PieceDigest`. */
  checksum: string;
}

/** Reads the file at a path to its end. */
async function digestsOf(path: string): Promise<Digests> {
  const [whole, pieces] = [createHash('sha256'), new PieceDigest()];
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    whole.update(chunk as Buffer);
    pieces.update(chunk as Buffer);
  }
  return { sha256: whole.digest('hex'), checksum: pieces.digest() };
}

// What goes wrong ends the thread, and whoever waits for it is told.
void digestsOf(workerData as string).then((digests) => parentPort?.postMessage(digests));
