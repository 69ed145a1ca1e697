import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { signingSecret } from './addresses.server.ts';
import { contentTypeOf, largestBytes, type MediaPurpose } from './content-types.rules.ts';
import { fileKey } from './ends.rules.ts';
import { expectBytes, keepBytes } from './ends.server.ts';
import { type PlacedFile, rowOf, type VideoFacts } from './placed-file.ts';
import {
  discard,
  type FileSource,
  type ReceivedFile,
  receiveFile,
  type StoreEnv,
  type StoreTrouble,
  storeOf,
  troubleOf,
} from './store.server.ts';

export { mediaAddress, mediaAddresses } from './addresses.server.ts';
export type { PlacedFile, VideoFacts } from './placed-file.ts';
export { discard, type ReceivedFile, receiveFile, storeOf, sweepWaitingRoom } from './store.server.ts';

export interface NewFile {
  source: FileSource | ReceivedFile;
  purpose: MediaPurpose;
  originalName: string;
  video?: VideoFacts;
  /** The source stays where it is once the file is in the store, for whoever has it: an upload can be finished again. */
  stays?: boolean;
  actor: Actor;
  env: StoreEnv;
  now: Date;
}

export type FileRefusal = 'wrong-type' | StoreTrouble;
export type Placed = { ok: true; placed: PlacedFile } | { ok: false; reason: FileRefusal };
export type Stored = { ok: true; mediaId: string } | { ok: false; reason: FileRefusal };

/**
 * Puts a file into the store that MEDIA_URL names and remembers it. Its type follows from its content; one that the purpose
 * does not take, or that is larger than `largestBytes`, is refused and leaves nothing behind. In the store a file has no name but
 * its id.
 */
export async function storeFile(db: Db, file: NewFile): Promise<Stored> {
  const result = await placeFile(db, file);
  if (!result.ok) return result;
  const { actor, now } = file;
  await inTransaction(db, (trx) => recordFile(trx, { placed: result.placed, actor, now }));
  return { ok: true, mediaId: result.placed.id };
}

/**
 * The first half of `storeFile`, for commands that write several rows at once: all that takes time, and no row yet. Should the second
 * half never come, the bytes go by themselves a day later.
 */
export async function placeFile(
  db: Db,
  { source, purpose, originalName, video, stays = false, env, now }: Omit<NewFile, 'actor'>,
): Promise<Placed> {
  const received = isReceived(source)
    ? { ok: true as const, file: source }
    : await receiveFile(env, source, { maxBytes: largestBytes[purpose] });
  if (!received.ok) return received;
  const { file } = received;
  try {
    const contentType = contentTypeOf(purpose, file);
    if (!contentType) return { ok: false, reason: 'wrong-type' };
    if (file.bytes > largestBytes[purpose]) return { ok: false, reason: 'too-large' };
    const id = newId();
    const trouble = await keepOrSay(db, { id, file, env, now });
    if (trouble) return { ok: false, reason: trouble };
    return { ok: true, placed: { id, row: rowOf({ id, file, contentType, purpose, originalName, video }) } };
  } finally {
    if (!stays) await discard(file);
  }
}

/** The second half of `storeFile`: the row. Runs in the caller's transaction. */
export async function recordFile(
  trx: Trx,
  { placed, actor, now }: { placed: PlacedFile; actor: Actor; now: Date },
): Promise<void> {
  // Reading a page must write nothing, so the key of its addresses is made here.
  await signingSecret(trx, now);
  await keepBytes(trx, placed.id);
  await trx
    .insertInto('media_file')
    .values({ ...placed.row, created_by: actor.personId, created_at: now.toISOString() })
    .execute();
}

export interface MediaFile {
  id: string;
  purpose: MediaPurpose;
  storageKey: string;
  contentType: string;
  bytes: number;
  sha256: string;
  originalName: string;
  createdAt: string;
}

/** What is known about one stored file, or null. `storeOf(env)` reads its bytes under `storageKey`. */
export async function mediaFile(db: Db, mediaId: string): Promise<MediaFile | null> {
  const row = await db.selectFrom('media_file').selectAll().where('id', '=', mediaId).executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    purpose: row.purpose as MediaPurpose,
    storageKey: row.storage_key,
    contentType: row.content_type,
    bytes: row.bytes,
    sha256: row.sha256,
    originalName: row.original_name,
    createdAt: row.created_at,
  };
}

async function keepOrSay(
  db: Db,
  { id, file, env, now }: { id: string; file: ReceivedFile; env: StoreEnv; now: Date },
): Promise<StoreTrouble | null> {
  const key = fileKey(id);
  await expectBytes(db, { id, kind: 'file', key, now });
  try {
    await storeOf(env).keep(file.path, key, { sha256: file.sha256 });
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (!trouble) throw error;
    return trouble;
  }
}

function isReceived(source: FileSource | ReceivedFile): source is ReceivedFile {
  return typeof source === 'object' && 'sha256' in source;
}
