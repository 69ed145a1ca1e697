import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { finishCut } from './cut-finishing.server.ts';
import { type CutState, cutStateOf, cutsWait, holdRecording, type Original } from './cut-state.server.ts';
import { cutsOf, keptOf, type Span, sameSpans } from './cuts.rules.ts';
import { recordingAtDesk } from './desk.server.ts';
import { isUnready, queueProcessing } from './processing.server.ts';
import { dropStream, keepStream } from './processing-anew.server.ts';

interface Step {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export type CutRefusal = 'not-a-draft' | 'watched' | 'not-ready' | 'nothing-left' | 'too-many' | 'store';

export type CutsSaved =
  | {
      ok: true /** Waits to be made; or the whole film is there; or it was cut just so before. */;
      became: 'waits' | 'whole' | 'same';
    }
  | { ok: false; reason: 'not-found' | CutRefusal };

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
  if (merged.length === 0) return wholeAgain(db, { ...step, keeps: kept.keeps, env, state });
  const refused = await inTransaction(db, (trx) => writeWish(trx, { ...step, cuts: merged }));
  return refused ? { ok: false, reason: refused } : { ok: true, became: 'waits' };
}

class NotToBeCut extends Error {
  constructor(readonly reason: CutRefusal) {
    super(reason);
  }
}

/** The original in the place of the cut film; where nothing is cut, what was asked is given up. */
async function wholeAgain(
  db: Db,
  { keeps, env, state, ...step }: Step & { keeps: Span[]; env: StoreEnv; state: CutState },
): Promise<CutsSaved> {
  const { original } = state;
  if (!original) {
    await inTransaction(db, (trx) => dropWish(trx, step));
    return { ok: true, became: 'whole' };
  }
  const { recordingId, now } = step;
  try {
    const finished = await finishCut(db, {
      ...step,
      wish: null,
      film: { placed: null, keeps },
      env,
      alongside: async (trx) => {
        const refused = await notToBeCut(trx, recordingId);
        if (refused) throw new NotToBeCut(refused);
        await forgetSource(trx, { recordingId, original });
        await dropStream(trx, { recordingId, now });
        await queueProcessing(trx, { recordingId, now });
      },
    });
    // Somebody else brought it back a moment before.
    if (finished.ok || finished.reason === 'overtaken') return { ok: true, became: 'whole' };
    return { ok: false, reason: 'store' };
  } catch (error) {
    if (!(error instanceof NotToBeCut)) throw error;
    return { ok: false, reason: error.reason };
  }
}

/** What the cut film was made from is the film itself again, unless that was made from another. */
async function forgetSource(
  trx: Trx,
  { recordingId, original }: { recordingId: string; original: Original },
): Promise<void> {
  await trx
    .deleteFrom('recording_source')
    .where('recording_id', '=', recordingId)
    .where('media_id', '=', original.mediaId)
    .execute();
}

async function writeWish(
  trx: Trx,
  { actor, recordingId, cuts, now }: Step & { cuts: Span[] },
): Promise<CutRefusal | null> {
  await holdRecording(trx, recordingId);
  const refused = await notToBeCut(trx, recordingId);
  if (refused) return refused;
  if (await isUnready(trx, recordingId)) return 'not-ready';
  await trx.deleteFrom('recording_cut_wish').where('recording_id', '=', recordingId).execute();
  await trx
    .insertInto('recording_cut_wish')
    .values({
      recording_id: recordingId,
      cuts: JSON.stringify(cuts),
      asked_at: now.toISOString(),
      asked_by: actor.personId,
    })
    .execute();
  await queueProcessing(trx, { recordingId, now });
  await trace(trx, 'recording.cuts-asked', { actor, recordingId, now, detail: { cuts } });
  return null;
}

/** Handed in or published a moment ago; or somebody's record would tell of another film. */
async function notToBeCut(trx: Trx, recordingId: string): Promise<'not-a-draft' | 'watched' | null> {
  const { published_at, reviewId, outcome } = await trx
    .selectFrom('recording')
    .leftJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .leftJoin('recording_review', (join) =>
      join.onRef('recording_review.recording_id', '=', 'recording.id').on('recording_review.current', '=', 1),
    )
    .leftJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .select(['published_at', 'recording_review.id as reviewId', 'outcome'])
    .where('recording.id', '=', recordingId)
    .executeTakeFirstOrThrow();
  if (published_at || (reviewId && (outcome === null || outcome === 'approved'))) return 'not-a-draft';
  const viewing = await trx
    .selectFrom('viewing')
    .select('id')
    .where('recording_id', '=', recordingId)
    .limit(1)
    .executeTakeFirst();
  return viewing ? 'watched' : null;
}

/** Gives up cuts that wait to be made; the film stays as it is. Where none wait, nothing happens. */
export async function dropCuts(
  db: Db,
  step: Step,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  const recording = await recordingAtDesk(db, step.actor, step.recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  await inTransaction(db, (trx) => dropWish(trx, step));
  return { ok: true };
}

async function dropWish(trx: Trx, { actor, recordingId, now }: Step): Promise<void> {
  await holdRecording(trx, recordingId);
  if (!(await cutsWait(trx, recordingId))) return;
  await trx.deleteFrom('recording_cut_wish').where('recording_id', '=', recordingId).execute();
  await keepStream(trx, { recordingId, now });
  await trace(trx, 'recording.cuts-dropped', { actor, recordingId, now, detail: {} });
}

async function trace(
  trx: Trx,
  action: string,
  { actor, recordingId, detail, now }: Step & { detail: Record<string, unknown> },
): Promise<void> {
  const subject = { subjectType: 'recording', subjectId: recordingId };
  await writeJournal(trx, { actor, action, ...subject, detail, now });
}
