import { mkdir, statfs } from 'node:fs/promises';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { removeNow } from './ended-bytes.server.ts';
import { endUpload } from './ends.server.ts';
import { type StoreEnv, type StoreTrouble, storeOf, troubleOf } from './store.server.ts';
import { bucketOf } from './store-choice.server.ts';
import { arrivedBytes, uploadFolder } from './upload-bytes.server.ts';
import { MOST_OPEN_UPLOADS, type SizeTrouble, sizeTrouble, UPLOAD_DAYS } from './uploads.rules.ts';

const DAY_MS = 24 * 3600_000;
const SWEPT_AT_ONCE = 100;
const LONGEST_NAME = 191;

export type Begun =
  | { ok: true; uploadId: string; slot: number }
  | { ok: false; reason: SizeTrouble | StoreTrouble | 'too-many' };

/**
 * Opens an upload of `bytes` bytes for one person: nobody else may go on with it. A person has few slots, each held by a
 * unique row, so that a crowd of requests opens no more than that.
 */
export async function beginUpload(
  db: Db,
  {
    personId,
    name,
    bytes,
    env,
    now,
  }: { personId: string; name: string; bytes: number; env: StoreEnv; now: Date },
): Promise<Begun> {
  const free = await freeBytes(env);
  if (typeof free !== 'number') return { ok: false, reason: free.trouble };
  const trouble = sizeTrouble(bytes, free);
  if (trouble) return { ok: false, reason: trouble };
  for (let slot = 0; slot < MOST_OPEN_UPLOADS; slot++) {
    const row = {
      id: newId(),
      person_id: personId,
      slot,
      original_name: name.slice(0, LONGEST_NAME) || 'video',
      bytes,
      begun_at: now.toISOString(),
      ends_at: new Date(now.getTime() + UPLOAD_DAYS * DAY_MS).toISOString(),
      taken_as: null,
    };
    try {
      await db.insertInto('media_upload').values(row).execute();
      return { ok: true, uploadId: row.id, slot };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  return { ok: false, reason: 'too-many' };
}

export interface Upload {
  id: string;
  name: string;
  /** How many bytes it is to have. */
  bytes: number;
  endsAt: string;
  /** What it became, once it was taken. */
  takenAs: string | null;
}

/** An upload that this person began and that has not run out; null for everybody else's. */
export async function ownUpload(
  db: Db,
  { uploadId, personId, now }: { uploadId: string; personId: string; now: Date },
): Promise<Upload | null> {
  const row = await db
    .selectFrom('media_upload')
    .selectAll()
    .where('id', '=', uploadId)
    .where('person_id', '=', personId)
    .where('ends_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    name: row.original_name,
    bytes: row.bytes,
    endsAt: row.ends_at,
    takenAs: row.taken_as,
  };
}

export interface OpenUpload extends Upload {
  arrivedBytes: number;
}

/** What one person has begun to send and not finished; at most `MOST_OPEN_UPLOADS`. One statement. */
export async function openUploads(
  db: Db,
  { personId, env, now }: { personId: string; env: StoreEnv; now: Date },
): Promise<OpenUpload[]> {
  const rows = await db
    .selectFrom('media_upload')
    .select(['id', 'original_name', 'bytes', 'ends_at', 'taken_as'])
    .where('person_id', '=', personId)
    .where('slot', '>=', 0)
    .where('ends_at', '>', now.toISOString())
    .orderBy('slot')
    .limit(MOST_OPEN_UPLOADS)
    .execute();
  return Promise.all(
    rows.map(async ({ id, original_name, bytes, ends_at, taken_as }) => ({
      ...{ id, name: original_name, bytes, endsAt: ends_at, takenAs: taken_as },
      arrivedBytes: await arrivedBytes(env, id).catch(() => 0),
    })),
  );
}

/** Says in the caller's transaction what the upload became, and that its bytes end; false when it had become something before. */
export async function takeUpload(
  trx: Trx,
  { uploadId, takenAs, now }: { uploadId: string; takenAs: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('media_upload')
    .set({ taken_as: takenAs, slot: null })
    .where('id', '=', uploadId)
    .where('taken_as', 'is', null)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) return false;
  await endUpload(trx, { uploadId, now });
  return true;
}

interface Forgetting {
  uploadId: string;
  env: StoreEnv;
  now: Date;
}

/** Forgets an upload, and lets go of its bytes. */
export async function forgetUpload(db: Db, { uploadId, env, now }: Forgetting): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('media_upload').where('id', '=', uploadId).execute();
    await endUpload(trx, { uploadId, now });
  });
  await releaseUpload(db, { uploadId, env, now });
}

/** Removes the bytes of an upload that has ended, so that their room is free at once; what cannot be removed now goes later. */
export async function releaseUpload(db: Db, { uploadId, env, now }: Forgetting): Promise<void> {
  await removeNow(db, { ids: [uploadId], env, now, needOf: async () => null });
}

/** Removes uploads whose time has run out, and the note of those that were taken. Returns how many. */
export async function sweepUploads(db: Db, { env, now }: { env: StoreEnv; now: Date }): Promise<number> {
  const rows = await db
    .selectFrom('media_upload')
    .select('id')
    .where('ends_at', '<=', now.toISOString())
    .orderBy('ends_at')
    .limit(SWEPT_AT_ONCE)
    .execute();
  for (const { id } of rows) await forgetUpload(db, { uploadId: id, env, now });
  return rows.length;
}

/** What the disk has left on which the upload lies in the end, if only until it is in the bucket; in bytes. */
async function freeBytes(env: StoreEnv): Promise<number | { trouble: StoreTrouble }> {
  try {
    const folder = bucketOf(env) ? storeOf(env).waitingRoom : uploadFolder(env);
    await mkdir(folder, { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const trouble = troubleOf(error);
    if (!trouble) throw error;
    return { trouble };
  }
}
