import { endFile } from '#app/features/media/ends.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { leaveBehind } from './leftovers.server.ts';

interface Of {
  recordingId: string;
  now: Date;
}

/** Writes down that a film is to be handed to the provider, in the transaction of the deed that brings it. */
export async function queueHandOver(
  trx: Db,
  { recordingId, mediaId, now }: Of & { mediaId: string },
): Promise<void> {
  const at = now.toISOString();
  await trx
    .insertInto('recording_mux_asset')
    .values({
      recording_id: recordingId,
      media_id: mediaId,
      due_at: at,
      asked_at: at,
      ...nothingSent,
    })
    .execute();
}

/** A hand-over that begins anew: nothing is known of it at the provider. */
export const nothingSent = {
  upload_id: null,
  upload_address: null,
  asset_id: null,
  playback_id: null,
  duration_ms: null,
  tries: 0,
  sent_at: null,
  ready_at: null,
  failed_at: null,
  trouble: null,
} as const;

/**
 * Another film has taken the place of the one that was handed over: it is sent instead, and the provider is to remove the one before.
 * Where none was handed over, nothing happens, unless this is the first that can be (`sendsFirst`).
 */
export async function handOverInstead(
  trx: Trx,
  { recordingId, mediaId, sendsFirst = false, now }: Of & { mediaId: string; sendsFirst?: boolean },
): Promise<void> {
  const there = await trx
    .selectFrom('recording_mux_asset')
    .select('recording_id')
    .where('media_id', '=', mediaId)
    .executeTakeFirst();
  if (there?.recording_id === recordingId) return;
  const before = await trx
    .selectFrom('recording_mux_asset')
    .select('media_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  await endFile(trx, { mediaId: before?.media_id, now });
  await leaveBehind(trx, { recordingId, now });
  if (there) {
    // Another version has handed the same film over: it plays from there.
    await trx.deleteFrom('recording_mux_asset').where('recording_id', '=', recordingId).execute();
    return;
  }
  const { numUpdatedRows } = await trx
    .updateTable('recording_mux_asset')
    .set({ ...nothingSent, media_id: mediaId, due_at: now.toISOString() })
    .where('recording_id', '=', recordingId)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0 && sendsFirst) await queueHandOver(trx, { recordingId, mediaId, now });
}
