import type { Db, Trx } from '#db/database.ts';
import type { StoreEnv } from './media-store.ts';
import { storeOf } from './store-choice.server.ts';

/**
 * Forgets a stored file that nothing refers to; the caller has made sure of that, and the database refuses otherwise. Its bytes are to
 * go with `removeBytes`, once this is certain. Null when it is unknown.
 */
export async function forgetFile(
  trx: Trx,
  mediaId: string,
): Promise<{ storageKey: string; sha256: string } | null> {
  const row = await trx
    .selectFrom('media_file')
    .select(['storage_key', 'sha256'])
    .where('id', '=', mediaId)
    .executeTakeFirst();
  if (!row) return null;
  await trx.deleteFrom('media_file').where('id', '=', mediaId).execute();
  return { storageKey: row.storage_key, sha256: row.sha256 };
}

/** Removes the bytes of forgotten files from the store, unless the same bytes were stored under another id. */
export async function removeBytes(
  db: Db,
  { storageKey, env }: { storageKey: string; env: StoreEnv },
): Promise<void> {
  const other = await db
    .selectFrom('media_file')
    .select('id')
    .where('storage_key', '=', storageKey)
    .limit(1)
    .executeTakeFirst();
  if (!other) await storeOf(env).remove(storageKey);
}
