import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { recordingAtDesk } from './desk.server.ts';
import { queueHandOver } from './hand-over-queue.server.ts';
import { hasMux, type MuxEnv } from './mux.server.ts';

/** How far a film has come on its way to the provider. `trouble` is a whole Chinese sentence. */
export interface HandOverState {
  state: 'not-sent' | 'sending' | 'preparing' | 'ready' | 'failed';
  trouble: string | null;
  /** When it is tried again, where that is known. */
  againAt: string | null;
}

/** For whoever keeps the recording; null where films are not handed to anybody. One statement. */
export async function handOverStateOf(
  db: Db,
  env: Partial<MuxEnv>,
  { videoMediaId }: { videoMediaId: string },
): Promise<HandOverState | null> {
  if (!hasMux(env)) return null;
  const row = await db
    .selectFrom('recording_mux_asset')
    .select(['sent_at', 'ready_at', 'failed_at', 'trouble', 'due_at'])
    .where('media_id', '=', videoMediaId)
    .executeTakeFirst();
  if (!row) return { state: 'not-sent', trouble: null, againAt: null };
  const { trouble } = row;
  if (row.ready_at) return { state: 'ready', trouble: null, againAt: null };
  if (row.failed_at) return { state: 'failed', trouble, againAt: null };
  return { state: row.sent_at ? 'preparing' : 'sending', trouble, againAt: trouble ? row.due_at : null };
}

export type SentAgain = { ok: true } | { ok: false; reason: 'not-found' | 'no-provider' | 'withdrawn' };

/** Sends the film of a recording to the provider, for the first time or anew after it failed. Under way or ready it changes nothing. */
export async function sendToProvider(
  db: Db,
  { actor, recordingId, env, now }: { actor: Actor; recordingId: string; env: Partial<MuxEnv>; now: Date },
): Promise<SentAgain> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (!hasMux(env)) return { ok: false, reason: 'no-provider' };
  if (recording.state === 'withdrawn') return { ok: false, reason: 'withdrawn' };
  const mediaId = recording.videoMediaId;
  try {
    await inTransaction(db, async (trx) => {
      if (!(await beginAnew(trx, { recordingId, mediaId, now }))) return;
      const subject = { subjectType: 'recording', subjectId: recordingId };
      await writeJournal(trx, {
        actor,
        action: 'recording.handed-over',
        ...subject,
        detail: { mediaId },
        now,
      });
    });
  } catch (error) {
    // Somebody else sent it a moment before.
    if (!isUniqueViolation(error)) throw error;
  }
  return { ok: true };
}

async function beginAnew(
  trx: Trx,
  { recordingId, mediaId, now }: { recordingId: string; mediaId: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recording_mux_asset')
    .set({
      upload_id: null,
      upload_address: null,
      sent_at: null,
      failed_at: null,
      trouble: null,
      tries: 0,
      due_at: now.toISOString(),
    })
    .where('media_id', '=', mediaId)
    .where('failed_at', 'is not', null)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) > 0) return true;
  const known = await trx
    .selectFrom('recording_mux_asset')
    .select('recording_id')
    .where('media_id', '=', mediaId)
    .executeTakeFirst();
  if (known) return false;
  await queueHandOver(trx, { recordingId, mediaId, now });
  return true;
}
