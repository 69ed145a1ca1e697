import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { finishCut } from './cut-finishing.server.ts';
import { cutStateOf, cutsWait, holdRecording } from './cut-state.server.ts';
import { cutsOf, keptOf, type Span, sameSpans } from './cuts.rules.ts';
import { recordingAtDesk } from './desk.server.ts';

interface Step {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export type CutsSaved =
  | {
      ok: true /** Waits to be made; or is done, since the whole film lay there; or was so before. */;
      became: 'waits' | 'whole' | 'same';
    }
  | {
      ok: false;
      reason: 'not-found' | 'not-a-draft' | 'watched' | 'nothing-left' | 'too-many' | 'overtaken' | 'store';
    };

/**
 * Asks that `cuts` (in the time of the original) be taken out of a draft, instead of all that was cut before. No cuts bring the whole
 * film back at once. Only a draft is cut: what was handed in is what the second person looks at, and a published film is never changed.
 */
export async function saveCuts(
  db: Db,
  { actor, recordingId, cuts, env, now }: Step & { cuts: readonly Span[]; env: StoreEnv },
): Promise<CutsSaved> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state !== 'draft') return { ok: false, reason: 'not-a-draft' };
  const state = await cutStateOf(db, recordingId);
  const durationMs = state.original?.durationMs ?? recording.durationMs;
  const kept = keptOf(cuts, durationMs);
  if (!kept.ok) return kept;
  const merged = cutsOf(kept.keeps, durationMs);
  if (!state.wish && sameSpans(merged, state.made?.cuts ?? [])) return { ok: true, became: 'same' };
  const step = { actor, recordingId, now };
  // With nothing cut so far, no cuts are no wish.
  if (merged.length === 0 && !state.original) {
    const dropped = await dropCuts(db, step);
    return dropped.ok ? { ok: true, became: 'whole' } : { ok: false, reason: 'overtaken' };
  }
  const refused = await inTransaction(db, (trx) => writeWish(trx, { ...step, cuts: merged }));
  if (refused) return { ok: false, reason: refused };
  if (merged.length > 0) return { ok: true, became: 'waits' };
  const film = { placed: null, keeps: kept.keeps };
  const wish = { cuts: merged, askedAt: now.toISOString() };
  const finished = await finishCut(db, { ...step, wish, film, env });
  if (finished.ok) return { ok: true, became: 'whole' };
  return { ok: false, reason: finished.reason === 'overtaken' ? 'overtaken' : 'store' };
}

async function writeWish(
  trx: Trx,
  { actor, recordingId, cuts, now }: Step & { cuts: Span[] },
): Promise<'not-a-draft' | 'watched' | null> {
  await holdRecording(trx, recordingId);
  const refused = await notToBeCut(trx, recordingId);
  if (refused) return refused;
  await forgetWish(trx, recordingId);
  await trx
    .insertInto('recording_cut_wish')
    .values({
      recording_id: recordingId,
      cuts: JSON.stringify(cuts),
      asked_at: now.toISOString(),
      asked_by: actor.personId,
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'recording.cuts-asked',
    subjectType: 'recording',
    subjectId: recordingId,
    detail: { cuts },
    now,
  });
  return null;
}

/** Handed in or published a moment ago; or somebody's record would tell of another film. */
async function notToBeCut(trx: Trx, recordingId: string): Promise<'not-a-draft' | 'watched' | null> {
  const review = await trx
    .selectFrom('recording')
    .leftJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .leftJoin('recording_review', (join) =>
      join.onRef('recording_review.recording_id', '=', 'recording.id').on('recording_review.current', '=', 1),
    )
    .leftJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .select(['published_at', 'recording_review.id as reviewId', 'outcome'])
    .where('recording.id', '=', recordingId)
    .executeTakeFirstOrThrow();
  const { published_at, reviewId, outcome } = review;
  if (published_at || (reviewId && (outcome === null || outcome === 'approved'))) return 'not-a-draft';
  const viewing = await trx
    .selectFrom('viewing')
    .select('id')
    .where('recording_id', '=', recordingId)
    .limit(1)
    .executeTakeFirst();
  return viewing ? 'watched' : null;
}

export type CutsDropped = { ok: true } | { ok: false; reason: 'not-found' };

/** Gives up cuts that wait to be made; the film stays as it is. Where none wait, nothing happens. */
export async function dropCuts(db: Db, { actor, recordingId, now }: Step): Promise<CutsDropped> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  await inTransaction(db, async (trx) => {
    await holdRecording(trx, recordingId);
    if (!(await cutsWait(trx, recordingId))) return;
    await forgetWish(trx, recordingId);
    await writeJournal(trx, {
      actor,
      action: 'recording.cuts-dropped',
      subjectType: 'recording',
      subjectId: recordingId,
      now,
    });
  });
  return { ok: true };
}

async function forgetWish(trx: Trx, recordingId: string): Promise<void> {
  for (const table of ['recording_cut_wish', 'recording_cut_failure'] as const)
    await trx.deleteFrom(table).where('recording_id', '=', recordingId).execute();
}
