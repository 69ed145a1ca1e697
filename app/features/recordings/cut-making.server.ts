import { mediaFile, placeFile, storedPath } from '#app/features/media/files.server.ts';
import { removeBytes } from '#app/features/media/forgetting.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { cutLosslessly } from './cut-film.server.ts';
import { finishCut } from './cut-finishing.server.ts';
import { cutStateOf, editOf } from './cut-state.server.ts';
import { inspectVideo } from './inspect-video.server.ts';

export type CutMade = 'made' | 'nothing-to-do' | 'failed';

/**
 * Makes the film of the cuts that a recording waits for, and puts it in the place of the one that is there. Takes as long as copying the
 * film. To ask again is harmless: what is asked anew meanwhile, or was done by somebody else, makes this one void.
 */
export async function makeCut(
  db: Db,
  { recordingId, actor, env, now }: { recordingId: string; actor: Actor; env: StoreEnv; now: () => Date },
): Promise<CutMade> {
  const { wish } = await cutStateOf(db, recordingId);
  const edit = await editOf(db, recordingId);
  const original = edit && (await mediaFile(db, edit.originalMediaId));
  if (!wish || !edit || !original) return 'nothing-to-do';
  const failed = (reason: string) => fail(db, { recordingId, askedAt: wish.askedAt, reason, now: now() });
  const film = await cutLosslessly(env, storedPath(env, original.storageKey), edit.keeps);
  if (!film.ok) return failed(film.reason);
  const inspection = await inspectVideo(film.file.path);
  const result = await placeFile({
    source: film.file,
    purpose: 'video',
    originalName: original.originalName,
    env,
    ...(inspection.ok ? { video: inspection.facts } : {}),
  });
  if (!result.ok) return failed(result.reason);
  const { placed } = result;
  const made = { placed, keeps: film.keeps };
  const finished = await finishCut(db, { recordingId, actor, wish, film: made, env, now: now() });
  if (finished.ok) return 'made';
  await removeBytes(db, { storageKey: placed.row.storage_key, env });
  return finished.reason === 'overtaken' ? 'nothing-to-do' : failed(finished.reason);
}

/** Says why the wish could not be fulfilled, as long as it is the same one. */
async function fail(
  db: Db,
  { recordingId, askedAt, reason, now }: { recordingId: string; askedAt: string; reason: string; now: Date },
): Promise<CutMade> {
  await inTransaction(db, async (trx) => {
    const { wish } = await cutStateOf(trx, recordingId);
    if (wish?.askedAt !== askedAt) return;
    await trx.deleteFrom('recording_cut_failure').where('recording_id', '=', recordingId).execute();
    await trx
      .insertInto('recording_cut_failure')
      .values({ recording_id: recordingId, reason, at: now.toISOString() })
      .execute();
  });
  return 'failed';
}
