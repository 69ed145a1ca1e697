import type { Db, Trx } from '#db/database.ts';
import { isStillReferred } from '#db/dialect.server.ts';
import type { MediaEndRow } from '#db/tables/media.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type EndKind, GRACE_MS, waitMsAfterTry } from './ends.rules.ts';
import { type StoreEnv, type StoreTrouble, troubleOf } from './media-store.ts';
import { storeOf } from './store-choice.server.ts';
import { removeUploadBytes } from './upload-bytes.server.ts';

/** Whether something of the rooms above has bytes (`has`), or is still making it (`makes`). */
export type NeedOfBytes = (db: Db, end: { id: string; kind: EndKind }) => Promise<'has' | 'makes' | null>;

export interface Removing {
  env: StoreEnv;
  now: Date;
  needOf: NeedOfBytes;
}

export interface Removed {
  /** Ids of what is gone from the store. */
  gone: string[];
  /** Ids of what something needs after all. */
  kept: string[];
  /** Why the rest waits for another round. */
  trouble: StoreTrouble | null;
}

const AT_ONCE = 100;

/** Removes what has come to its end and is due. A store that is away is left alone until the next round: nothing is forgotten. */
export async function removeEnded(db: Db, removing: Removing): Promise<Removed> {
  const due = await db
    .selectFrom('media_end')
    .selectAll()
    .where('due_at', '<=', removing.now.toISOString())
    .orderBy('due_at')
    .limit(AT_ONCE)
    .execute();
  return removeRows(db, due, removing);
}

/** The same, at once, for what has ended just now, if it is due. What cannot be removed now goes with the next rounds. */
export async function removeNow(
  db: Db,
  { ids, ...removing }: Removing & { ids: readonly string[] },
): Promise<Removed> {
  if (ids.length === 0) return { gone: [], kept: [], trouble: null };
  const due = await db
    .selectFrom('media_end')
    .selectAll()
    .where('id', 'in', ids)
    .where('due_at', '<=', removing.now.toISOString())
    .limit(AT_ONCE)
    .execute();
  return removeRows(db, due, removing);
}

async function removeRows(db: Db, rows: readonly MediaEndRow[], removing: Removing): Promise<Removed> {
  const removed: Removed = { gone: [], kept: [], trouble: null };
  for (const row of rows) {
    const outcome = await inTransaction(db, (trx) => letGo(trx, row, removing));
    if (outcome === 'kept') removed.kept.push(row.id);
    if (outcome !== 'going') continue;
    try {
      await removeFromStore(db, row, removing.env);
    } catch (error) {
      removed.trouble = troubleOf(error) ?? null;
      if (removed.trouble === null) throw error;
      // The others would only wait for the same store.
      break;
    }
    await db.deleteFrom('media_end').where('id', '=', row.id).execute();
    removed.gone.push(row.id);
  }
  return removed;
}

/**
 * Decides about one end, holding its row: from here on nobody gets the bytes back, or somebody needs them. Whoever takes a row in hand
 * puts it off, so that nobody else does it meanwhile and a failure waits a while.
 */
async function letGo(
  trx: Trx,
  row: MediaEndRow,
  { now, needOf }: Removing,
): Promise<'going' | 'kept' | 'waits'> {
  const tries = row.tries + 1;
  const { numUpdatedRows } = await trx
    .updateTable('media_end')
    .set({
      going_at: row.going_at ?? now.toISOString(),
      due_at: new Date(now.getTime() + waitMsAfterTry(tries)).toISOString(),
      tries,
    })
    .where('id', '=', row.id)
    .where('due_at', '=', row.due_at)
    .where('tries', '=', row.tries)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) return 'waits';
  if (row.going_at) return 'going';
  const need = await needIn(trx, row, needOf);
  if (need === 'has') {
    await trx.deleteFrom('media_end').where('id', '=', row.id).execute();
    return 'kept';
  }
  if (need === null) return 'going';
  const due_at = new Date(now.getTime() + GRACE_MS).toISOString();
  await trx
    .updateTable('media_end')
    .set({ going_at: null, due_at, tries: 0 })
    .where('id', '=', row.id)
    .execute();
  return 'kept';
}

async function needIn(
  trx: Trx,
  { id, kind }: MediaEndRow,
  needOf: NeedOfBytes,
): Promise<'has' | 'makes' | null> {
  if (kind === 'file' && (await isStillFile(trx, id))) return 'has';
  if (kind === 'upload' && (await isOpenUpload(trx, id))) return 'has';
  return needOf(trx, { id, kind: kind as EndKind });
}

/** Forgets a file, unless something refers to it: the database knows. */
async function isStillFile(trx: Trx, mediaId: string): Promise<boolean> {
  try {
    await trx.deleteFrom('media_file').where('id', '=', mediaId).execute();
    return false;
  } catch (error) {
    if (!isStillReferred(error)) throw error;
    return true;
  }
}

async function isOpenUpload(trx: Trx, uploadId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('media_upload')
    .select('id')
    .where('id', '=', uploadId)
    .where('taken_as', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function removeFromStore(db: Db, row: MediaEndRow, env: StoreEnv): Promise<void> {
  if (row.kind === 'upload') return removeUploadBytes(env, row.id);
  if (row.kind === 'stream') return storeOf(env).removeFolder(row.storage_key);
  // Files from before 2026-11-27 that say the same lie there once.
  const other = await db
    .selectFrom('media_file')
    .select('id')
    .where('storage_key', '=', row.storage_key)
    .limit(1)
    .executeTakeFirst();
  if (!other) await storeOf(env).remove(row.storage_key);
}
