import { writeJournal } from '#app/features/journal/journal.server.ts';
import { forgetFile, removeBytes } from '#app/features/media/forgetting.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { cutStateOf, holdRecording } from './cut-state.server.ts';
import { recordingAtDesk } from './desk.server.ts';

export type OriginalDeleted =
  | {
      ok: true /** Whether the film itself went; a version or another recording may still need it. */;
      bytes: boolean;
    }
  | { ok: false; reason: 'not-found' | 'no-original' | 'cuts-wait' | 'in-review' };

/**
 * Deletes the original of a recording that is cut, for good: what was cut out cannot come back, and the film cannot be cut another
 * way. Its file goes when nothing else needs it. Not while cuts wait to be made, nor while somebody looks at what was handed in.
 */
export async function deleteOriginal(
  db: Db,
  { actor, recordingId, env, now }: { actor: Actor; recordingId: string; env: StoreEnv; now: Date },
): Promise<OriginalDeleted> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state === 'in-review' || recording.state === 'approved')
    return { ok: false, reason: 'in-review' };
  const outcome = await inTransaction(db, async (trx) => {
    await holdRecording(trx, recordingId);
    const { original, made, wish } = await cutStateOf(trx, recordingId);
    if (wish) return { ok: false, reason: 'cuts-wait' } as const;
    if (!original) return { ok: false, reason: 'no-original' } as const;
    for (const table of ['recording_original', 'recording_cut', 'recording_source'] as const)
      await trx.deleteFrom(table).where('recording_id', '=', recordingId).execute();
    const needed = await isNeeded(trx, original.mediaId);
    const forgotten = needed ? null : await forgetFile(trx, original.mediaId);
    await writeJournal(trx, {
      actor,
      action: 'recording.original-deleted',
      subjectType: 'recording',
      subjectId: recordingId,
      detail: { mediaId: original.mediaId, sha256: forgotten?.sha256, keeps: made?.keeps, kept: needed },
      now,
    });
    return { ok: true, storageKey: forgotten?.storageKey ?? null } as const;
  });
  if (!outcome.ok) return outcome;
  if (outcome.storageKey) await removeBytes(db, { storageKey: outcome.storageKey, env });
  return { ok: true, bytes: outcome.storageKey !== null };
}

/** Whether a recording plays this film, or another one is cut from it. */
async function isNeeded(trx: Trx, mediaId: string): Promise<boolean> {
  const playing = await trx
    .selectFrom('recording')
    .select('id')
    .where('video_media_id', '=', mediaId)
    .limit(1)
    .executeTakeFirst();
  const cut = await trx
    .selectFrom('recording_original')
    .select('recording_id')
    .where('media_id', '=', mediaId)
    .limit(1)
    .executeTakeFirst();
  return playing !== undefined || cut !== undefined;
}
