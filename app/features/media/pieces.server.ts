import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import type { BucketClient } from './bucket.server.ts';
import { StoreFailure, troubleOf } from './media-store.ts';
import { arrivedOf, type Piece, pieceName, readPieceName, stretchesOf } from './pieces.rules.ts';
import { PIECE_BYTES } from './uploads.rules.ts';

const ROOM = 'incoming/';
/** The empty file that says how large an upload is to become: `size-<bytes>`. */
const SIZE = /^size-(\d{1,15})$/;

/** Uploads on their way into a bucket, each a folder of pieces below `incoming/`. Any process can go on with any of them. */
export class PiecesStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload'];

  constructor(readonly client: BucketClient) {
    super();
  }

  override async create(upload: Upload): Promise<Upload> {
    await saying(this.client.put(`${ROOM}${upload.id}/size-${upload.size}`, new Uint8Array()));
    return upload;
  }

  /** A bucket that does not answer is said as such: for an upload that is gone a browser would begin anew. */
  override async getUpload(id: string): Promise<Upload> {
    const { size, pieces } = await saying(looked(this.client, id));
    if (size === null) throw ERRORS.FILE_NOT_FOUND;
    return new Upload({ id, size, offset: arrivedOf(pieces), storage: { type: 's3', path: id } });
  }

  /**
   * Writes on at `offset`, a piece at a time in memory. When the connection breaks off, what has come of the piece is kept before
   * the failure is passed on.
   */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const memory = Buffer.allocUnsafe(PIECE_BYTES);
    let [at, filled] = [offset, 0];
    const keep = async () => {
      if (filled === 0) return;
      const piece = { from: at, bytes: filled };
      await saying(this.client.put(`${ROOM}${id}/${pieceName(piece)}`, memory.subarray(0, filled)));
      [at, filled] = [at + filled, 0];
    };
    try {
      for await (const chunk of source) {
        for (let rest = chunk as Buffer; rest.length > 0; ) {
          const copied = rest.copy(memory, filled, 0, PIECE_BYTES - filled);
          filled += copied;
          rest = rest.subarray(copied);
          if (filled === PIECE_BYTES) await keep();
        }
      }
    } finally {
      await keep();
    }
    return at;
  }
}

/** How many bytes of an upload have come without a gap. */
export async function arrivedInBucket(client: BucketClient, id: string): Promise<number> {
  return arrivedOf((await looked(client, id)).pieces);
}

/** The bytes of an upload from its beginning, as far as they have come. */
export async function* bytesInBucket(client: BucketClient, id: string): AsyncGenerator<Uint8Array> {
  const { pieces } = await looked(client, id);
  for (const { skip, ...piece } of stretchesOf(pieces)) {
    const range = skip > 0 ? { from: skip, to: piece.bytes - 1 } : undefined;
    const bytes = await client.get(`${ROOM}${id}/${pieceName(piece)}`, range);
    if (!bytes) throw new StoreFailure('store-gone', 'A piece of the upload is gone.');
    yield* bytes;
  }
}

/** Removes the pieces of an upload, and the note of its size. */
export async function forgetInBucket(client: BucketClient, id: string): Promise<void> {
  for await (const _gone of client.removeAll(`${ROOM}${id}/`));
}

async function looked(client: BucketClient, id: string): Promise<{ size: number | null; pieces: Piece[] }> {
  const pieces: Piece[] = [];
  let size: number | null = null;
  for await (const { key } of client.list(`${ROOM}${id}/`)) {
    const name = key.split('/').at(-1) ?? '';
    const piece = readPieceName(name);
    if (piece) pieces.push(piece);
    const said = SIZE.exec(name)?.[1];
    if (said) size = Number(said);
  }
  return { size, pieces };
}

/** The library answers with `status_code`; what it does not know it would call a defect of the server. */
async function saying<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const trouble = troubleOf(error);
    throw trouble ? { status_code: trouble === 'no-space' ? 507 : 503, body: trouble } : error;
  }
}
