import { writeJournal } from '#app/features/journal/journal.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { recordingAtDesk } from './desk.server.ts';
import { handOverInstead, nothingSent } from './hand-over-queue.server.ts';
import { leaveBehind } from './leftovers.server.ts';
import { hasMux, type MuxEnv } from './mux.server.ts';

/** How far a film has come on its way to the provider. `trouble` is a whole Chinese sentence. */
export interface HandOverState {
  state: /** It has to be converted first. */
  'unready' | 'not-sent' | 'sending' | 'preparing' | 'ready' | 'failed';
  trouble: string | null;
  /** When it is tried again, where that is known. */
  againAt: string | null;
  /** How many earlier films of the recording the provider has not removed yet. */
  leftovers: number;
}

/** For whoever keeps the recording; null where films are not handed to anybody. One statement. */
export async function handOverStateOf(
  db: Db,
  env: Partial<MuxEnv>,
  { id, videoMediaId }: { id: string; videoMediaId: string },
): Promise<HandOverState | null> {
  if (!hasMux(env)) return null;
  const row = await db
    .selectFrom('media_file')
    .leftJoin('recording_mux_asset', 'recording_mux_asset.media_id', 'media_file.id')
    .select(['purpose', 'asked_at', 'sent_at', 'ready_at', 'failed_at', 'trouble', 'due_at'])
    .select(({ selectFrom }) =>
      selectFrom('recording_mux_leftover as left')
        .select(({ fn }) => fn.countAll().as('n'))
        .where('left.recording_id', '=', id)
        .where('left.gone_at', 'is', null)
        .as('leftovers'),
    )
    .where('media_file.id', '=', videoMediaId)
    .executeTakeFirstOrThrow();
  const rest = { trouble: null, againAt: null, leftovers: Number(row.leftovers) };
  if (!row.asked_at) return { ...rest, state: row.purpose === 'original' ? 'unready' : 'not-sent' };
  if (row.ready_at) return { ...rest, state: 'ready' };
  const { trouble } = row;
  if (row.failed_at) return { ...rest, state: 'failed', trouble };
  const state = row.sent_at ? 'preparing' : 'sending';
  return { ...rest, state, trouble, againAt: trouble ? row.due_at : null };
}

export type SentAgain =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'no-provider' | 'withdrawn' | 'unready' };

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
  const file = await mediaFile(db, mediaId);
  if (file?.purpose === 'original') return { ok: false, reason: 'unready' };
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
  const known = await trx
    .selectFrom('recording_mux_asset')
    .select('recording_id')
    .where('media_id', '=', mediaId)
    .executeTakeFirst();
  if (!known) {
    // What was sent of an earlier film of the recording gives way.
    await handOverInstead(trx, { recordingId, mediaId, sendsFirst: true, now });
    return true;
  }
  // The film may be another version's, whose hand-over failed.
  if (!(await leaveBehind(trx, { recordingId: known.recording_id, onlyFailed: true, now }))) return false;
  await trx
    .updateTable('recording_mux_asset')
    .set({ ...nothingSent, due_at: now.toISOString() })
    .where('media_id', '=', mediaId)
    .execute();
  return true;
}
