import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { type EndKind, GRACE_MS, streamFolder, uploadFolderKey } from './ends.rules.ts';

interface Ending {
  now: Date;
  /** Nobody is to see it any more: it goes in the next round. */
  atOnce?: boolean;
}

/**
 * Says of a file that one thing less refers to it. Call it in the transaction of the deed that lets go of it, without asking whether
 * others hold it: its bytes, and its row, go a day later if nothing refers to it then.
 */
export async function endFile(
  trx: Trx,
  { mediaId, ...ending }: Ending & { mediaId: string | null | undefined },
): Promise<void> {
  if (!mediaId) return;
  const file = await trx
    .selectFrom('media_file')
    .select('storage_key')
    .where('id', '=', mediaId)
    .executeTakeFirst();
  if (file) await writeEnd(trx, { id: mediaId, kind: 'file', key: file.storage_key, ...ending });
}

/** The same for a stream: its files stay for a day, for those who are watching, and go if no recording has it then. */
export async function endStream(trx: Trx, { streamId, now }: { streamId: string; now: Date }): Promise<void> {
  await writeEnd(trx, { id: streamId, kind: 'stream', key: streamFolder(streamId), now });
}

/** The same for what has come of an upload, which nobody goes on with. */
export async function endUpload(trx: Trx, { uploadId, now }: { uploadId: string; now: Date }): Promise<void> {
  await writeEnd(trx, {
    id: uploadId,
    kind: 'upload',
    key: uploadFolderKey(uploadId),
    now,
    atOnce: true,
  });
}

/**
 * Says that bytes are about to be put under a key, before they are: should nobody ever say what they are (`keepBytes`), because the
 * process was killed or what was asked came to nothing, they go a day later.
 */
export async function expectBytes(
  db: Db,
  { id, kind, key, now }: { id: string; kind: EndKind; key: string; now: Date },
): Promise<void> {
  await writeEnd(db, { id, kind, key, now });
}

/**
 * Bytes that were expected belong to something from now on. In the transaction that writes what it is. Throws where they have been
 * given up: then nothing may name them any more.
 */
export async function keepBytes(trx: Trx, id: string): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('media_end')
    .where('id', '=', id)
    .where('going_at', 'is', null)
    .executeTakeFirst();
  if (Number(numDeletedRows) !== 1) throw new Error(`The bytes of ${id} were given up long ago.`);
}

async function writeEnd(
  db: Db,
  { id, kind, key, now, atOnce = false }: Ending & { id: string; kind: EndKind; key: string },
): Promise<void> {
  const times = {
    ended_at: now.toISOString(),
    due_at: new Date(now.getTime() + (atOnce ? 0 : GRACE_MS)).toISOString(),
    tries: 0,
  };
  try {
    await db
      .insertInto('media_end')
      .values({ id, kind, storage_key: key, ...times, going_at: null })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await db.updateTable('media_end').set(times).where('id', '=', id).where('going_at', 'is', null).execute();
  }
}
