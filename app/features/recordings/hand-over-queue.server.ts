import { endFile } from '#app/features/media/ends.server.ts';
import type { Db, Trx } from '#db/database.ts';

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
      upload_id: null,
      upload_address: null,
      asset_id: null,
      playback_id: null,
      duration_ms: null,
      due_at: at,
      tries: 0,
      asked_at: at,
      sent_at: null,
      ready_at: null,
      failed_at: null,
      trouble: null,
    })
    .execute();
}

/**
 * Another film has taken the place of the one that was handed over: it is sent instead, and the provider is to remove the one before.
 * Where none was handed over, nothing happens.
 */
export async function handOverInstead(
  trx: Trx,
  { recordingId, mediaId, now }: Of & { mediaId: string },
): Promise<void> {
  const there = await trx
    .selectFrom('recording_mux_asset')
    .select('recording_id')
    .where('media_id', '=', mediaId)
    .executeTakeFirst();
  // Another version has handed the same film over: it plays from there.
  if (there) return;
  const before = await trx
    .selectFrom('recording_mux_asset')
    .select('media_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  await endFile(trx, { mediaId: before?.media_id, now });
  await trx
    .updateTable('recording_mux_asset')
    .set({
      media_id: mediaId,
      upload_id: null,
      upload_address: null,
      playback_id: null,
      duration_ms: null,
      due_at: now.toISOString(),
      tries: 0,
      sent_at: null,
      ready_at: null,
      failed_at: null,
      trouble: null,
    })
    .where('recording_id', '=', recordingId)
    .execute();
}
