import { writeJournal } from '#app/features/journal/journal.server.ts';
import { removeNow } from '#app/features/media/ended-bytes.server.ts';
import { endFile } from '#app/features/media/ends.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { cutStateOf, holdRecording } from './cut-state.server.ts';
import { recordingAtDesk } from './desk.server.ts';
import { endHandOverOf } from './leftovers.server.ts';
import { needOfBytes } from './needed-bytes.server.ts';
import { settleSlides } from './slides.server.ts';

export type OriginalDeleted =
  | {
      ok: true;
      /** What becomes of the original's bytes: a version or another recording may need them; a store that is away has them a while longer. */
      bytes: 'deleted' | 'kept' | 'ending';
    }
  | { ok: false; reason: 'not-found' | 'no-original' | 'cuts-wait' | 'in-review' };

interface Deleting {
  actor: Actor;
  recordingId: string;
  env: StoreEnv;
  now: Date;
}

/**
 * Deletes the original of a recording that is cut, for good: what was cut out cannot come back, and the film cannot be cut another
 * way. With it go its captions and the pictures of what was cut out, at once, unless something else needs them; what earlier cuts
 * left behind has ended already. Not while cuts wait to be made, nor while somebody looks at what was handed in.
 */
export async function deleteOriginal(
  db: Db,
  { actor, recordingId, env, now }: Deleting,
): Promise<OriginalDeleted> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state === 'in-review' || recording.state === 'approved')
    return { ok: false, reason: 'in-review' };
  const outcome = await inTransaction(db, (trx) => deleteRows(trx, { actor, recordingId, now }));
  if (!outcome.ok) return outcome;
  const { originalId, ended } = outcome;
  const removing = { env, now, needOf: needOfBytes };
  const { gone, kept } = await removeNow(db, { ...removing, ids: [originalId] });
  await removeNow(db, { ...removing, ids: ended.filter((id) => id !== originalId) });
  if (kept.includes(originalId)) return { ok: true, bytes: 'kept' };
  return { ok: true, bytes: gone.includes(originalId) ? 'deleted' : 'ending' };
}

async function deleteRows(trx: Trx, { actor, recordingId, now }: Omit<Deleting, 'env'>) {
  await holdRecording(trx, recordingId);
  const { original, made, wish } = await cutStateOf(trx, recordingId);
  if (wish) return { ok: false, reason: 'cuts-wait' } as const;
  if (!original) return { ok: false, reason: 'no-original' } as const;
  // The film as it was sent shows as much as the one that was made playable from it.
  const source = await trx
    .selectFrom('recording_source')
    .select('media_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  const pictures = await settleSlides(trx, { recordingId, now });
  await trx.deleteFrom('recording_original').where('recording_id', '=', recordingId).execute();
  await trx.deleteFrom('recording_cut').where('recording_id', '=', recordingId).execute();
  await trx.deleteFrom('recording_source').where('recording_id', '=', recordingId).execute();
  const files = [original.mediaId, source?.media_id, original.captionsMediaId].filter((id) => id != null);
  for (const mediaId of files) {
    if (!(await isNeeded(trx, mediaId))) await endHandOverOf(trx, { mediaId, now });
    await endFile(trx, { mediaId, now, atOnce: true });
  }
  const ended = [...new Set([...files, ...pictures])];
  await writeJournal(trx, {
    actor,
    action: 'recording.original-deleted',
    subjectType: 'recording',
    subjectId: recordingId,
    detail: { original: original.mediaId, keeps: made?.keeps, ended: await sumsOf(trx, ended) },
    now,
  });
  return { ok: true, originalId: original.mediaId, ended } as const;
}

/** Whether a recording plays this film, or another one is made from it. */
async function isNeeded(trx: Trx, mediaId: string): Promise<boolean> {
  const playing = await trx
    .selectFrom('recording')
    .select('id')
    .where('video_media_id', '=', mediaId)
    .limit(1)
    .executeTakeFirst();
  if (playing) return true;
  for (const table of ['recording_original', 'recording_source'] as const) {
    const made = await trx
      .selectFrom(table)
      .select('recording_id')
      .where('media_id', '=', mediaId)
      .limit(1)
      .executeTakeFirst();
    if (made) return true;
  }
  return false;
}

/** What the files were, once they are gone. */
async function sumsOf(trx: Trx, mediaIds: readonly string[]): Promise<{ mediaId: string; sha256: string }[]> {
  return trx
    .selectFrom('media_file')
    .select(['id as mediaId', 'sha256'])
    .where('id', 'in', mediaIds)
    .execute();
}
