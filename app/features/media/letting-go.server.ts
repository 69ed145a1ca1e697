import type { Db, Trx } from '#db/database.ts';
import { isStillReferred } from '#db/dialect.server.ts';
import type { MediaEndRow } from '#db/tables/media.ts';
import { type EndKind, GRACE_MS, waitMsAfterTry } from './ends.rules.ts';
import type { StoreEnv } from './media-store.ts';

/** Whether something of the rooms above has bytes (`has`), or is still making it (`makes`). */
export type NeedOfBytes = (db: Db, end: { id: string; kind: EndKind }) => Promise<'has' | 'makes' | null>;

export interface Removing {
  env: StoreEnv;
  now: Date;
  needOf: NeedOfBytes;
  /** Asked between one end and the next: whether the process is to end. */
  stopped?: () => boolean;
  /** How long it goes on at most before the rest waits for the next round. */
  forMs?: number;
  /** Told when the store is another database's: then nothing goes. */
  notOurs?: () => void;
}

/**
 * Decides about one end, holding its row: from here on nobody gets the bytes back, or somebody needs them. Whoever takes a row in hand
 * puts it off, so that nobody else does it meanwhile and a failure waits a while.
 */
export async function letGo(
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
