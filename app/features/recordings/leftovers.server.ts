import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { HELD_MS, waitAfterMs } from './hand-over.rules.ts';
import { ProviderTrouble, type SentAs, type VideoProvider } from './video-provider.ts';

interface Of {
  recordingId: string;
  now: Date;
}

/** Writes down that the provider has something that is to be removed there. Saying it twice changes nothing. */
export async function rememberLeftover(
  trx: Db,
  { recordingId, uploadId, assetId, now }: Of & SentAs,
): Promise<void> {
  if (!uploadId && !assetId) return;
  const at = now.toISOString();
  try {
    await trx
      .insertInto('recording_mux_leftover')
      .values({
        id: newId(),
        recording_id: recordingId,
        upload_id: uploadId,
        asset_id: assetId,
        since: at,
        due_at: at,
        tries: 0,
        gone_at: null,
      })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

/**
 * What the provider has of a recording's hand-over is to be removed there. The caller then writes the row anew, or deletes it. With
 * `onlyFailed` one that is under way or ready is let be, and false is the answer.
 */
export async function leaveBehind(
  trx: Trx,
  { recordingId, onlyFailed = false, now }: Of & { onlyFailed?: boolean },
): Promise<boolean> {
  // Held, so that no upload is written down between looking and what follows.
  await trx
    .updateTable('recording_mux_asset')
    .set(({ ref }) => ({ tries: ref('tries') }))
    .where('recording_id', '=', recordingId)
    .execute();
  const row = await trx
    .selectFrom('recording_mux_asset')
    .select(['upload_id', 'asset_id', 'failed_at'])
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!row || (onlyFailed && !row.failed_at)) return false;
  await rememberLeftover(trx, { recordingId, uploadId: row.upload_id, assetId: row.asset_id, now });
  return true;
}

/** A film is to be forgotten: whatever was made of it at the provider goes as well. */
export async function endHandOverOf(
  trx: Trx,
  { mediaId, now }: { mediaId: string; now: Date },
): Promise<void> {
  const row = await trx
    .selectFrom('recording_mux_asset')
    .select('recording_id')
    .where('media_id', '=', mediaId)
    .executeTakeFirst();
  if (!row) return;
  await leaveBehind(trx, { recordingId: row.recording_id, now });
  await trx.deleteFrom('recording_mux_asset').where('media_id', '=', mediaId).execute();
}

/** What is said of an earlier upload: its film came after all, and is to be removed. */
export async function hearOfLeftover(
  trx: Trx,
  { uploadId, assetId, now }: { uploadId: string; assetId: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('recording_mux_leftover')
    .set({ asset_id: assetId, due_at: now.toISOString(), gone_at: null })
    .where('upload_id', '=', uploadId)
    .execute();
}

/**
 * Has the provider remove the next thing that is due, and asks until it says that it is gone: after trouble again and again, each
 * hour in the end. Of several workers one does it; doing it twice is harmless. Returns whether there was anything.
 */
export async function removeLeftover(
  db: Db,
  { provider, now }: { provider: VideoProvider; now: () => Date },
): Promise<boolean> {
  const due = await db
    .selectFrom('recording_mux_leftover')
    .select(['id', 'upload_id', 'asset_id', 'tries', 'due_at'])
    .where('due_at', '<=', now().toISOString())
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  if (!due) return false;
  const until = new Date(now().getTime() + HELD_MS).toISOString();
  const held = (at: string | null) =>
    db.updateTable('recording_mux_leftover').where('id', '=', due.id).where('due_at', '=', at);
  const { numUpdatedRows } = await held(due.due_at).set({ due_at: until }).executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) return true;
  const isGone = await provider
    .remove({ uploadId: due.upload_id, assetId: due.asset_id })
    .catch((error: unknown) => {
      if (error instanceof ProviderTrouble) return false;
      throw error;
    });
  const tries = due.tries + 1;
  const again = new Date(now().getTime() + waitAfterMs(tries)).toISOString();
  const end = isGone ? { due_at: null, gone_at: now().toISOString() } : { due_at: again };
  await held(until)
    .set({ ...end, tries })
    .execute();
  return true;
}
