import type { Db } from '#db/database.ts';
import type { MediaEndRow } from '#db/tables/media.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { letGo, type Removing } from './letting-go.server.ts';
import { type StoreEnv, type StoreTrouble, troubleOf } from './media-store.ts';
import { claimStore } from './owning.server.ts';
import { storeOf } from './store-choice.server.ts';
import { removeUploadBytes } from './upload-bytes.server.ts';

export interface Removed {
  /** Ids of what is gone from the store. */
  gone: string[];
  /** Ids of what something needs after all. */
  kept: string[];
  /** Why the rest waits for another round. */
  trouble: StoreTrouble | null;
}

const AT_ONCE = 100;
/** Other rounds wait meanwhile. */
const FOR_MS = 20_000;

/**
 * Removes what has come to its end and is due, for about 20 seconds. A store that is away is left alone until the next round, and one
 * that is another database's for as long as it is: nothing is forgotten.
 */
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
  if (rows.length === 0) return removed;
  const whose = await claimStore(db, removing);
  if (whose === 'anothers' || whose === 'unknown') {
    removing.notOurs?.();
    return removed;
  }
  const until = performance.now() + (removing.forMs ?? FOR_MS);
  for (const row of rows) {
    if (removing.stopped?.() || performance.now() >= until) break;
    const outcome = await inTransaction(db, (trx) => letGo(trx, row, removing));
    if (outcome === 'kept') removed.kept.push(row.id);
    if (outcome !== 'going') continue;
    if (whose !== 'ours') {
      // Away a moment ago; whose it is when it comes back is not known.
      removed.trouble = 'store-gone';
      break;
    }
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
