import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { finishCut } from './cut-finishing.server.ts';
import { type CutState, cutStateOf, type Original } from './cut-state.server.ts';
import { type CutStep, dropWish, notToBeCut, writeWish } from './cut-wish.server.ts';
import { cutsOf, isAsAsked, keptOf, type Span, sameSpans } from './cuts.rules.ts';
import { recordingAtDesk } from './desk.server.ts';
import { queueProcessing } from './processing.server.ts';
import { dropStream } from './processing-anew.server.ts';

export type CutRefusal =
  | 'not-a-draft'
  | 'watched'
  | 'not-ready'
  | 'nothing-left'
  | 'too-many'
  | 'captions-unread'
  | 'store';

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
  { actor, recordingId, cuts, env, now }: CutStep & { cuts: readonly Span[]; env: StoreEnv },
): Promise<CutsSaved> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state !== 'draft') return { ok: false, reason: 'not-a-draft' };
  const state = await cutStateOf(db, recordingId);
  const durationMs = state.original?.durationMs ?? recording.durationMs;
  const kept = keptOf(cuts, durationMs);
  if (!kept.ok) return kept;
  const merged = cutsOf(kept.keeps, durationMs);
  if (!state.wish && isMadeSo(state, merged, durationMs)) return { ok: true, became: 'same' };
  const step = { actor, recordingId, now };
  if (merged.length === 0) return wholeAgain(db, { ...step, keeps: kept.keeps, env, state });
  const refused = await inTransaction(db, (trx) => writeWish(trx, { ...step, cuts: merged }));
  return refused ? { ok: false, reason: refused } : { ok: true, became: 'waits' };
}

/** What could not be cut exactly is tried again: the machine may have ffmpeg by now. */
function isMadeSo({ made }: CutState, cuts: readonly Span[], durationMs: number): boolean {
  if (!made) return cuts.length === 0;
  return sameSpans(cuts, made.cuts) && isAsAsked(made, durationMs);
}

class NotToBeCut extends Error {
  constructor(readonly reason: CutRefusal) {
    super(reason);
  }
}

/** The original in the place of the cut film; where nothing is cut, what was asked is given up. */
async function wholeAgain(
  db: Db,
  { keeps, env, state, ...step }: CutStep & { keeps: Span[]; env: StoreEnv; state: CutState },
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
    return { ok: false, reason: finished.reason === 'captions-unread' ? finished.reason : 'store' };
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

/** Gives up cuts that wait to be made; the film stays as it is. Where none wait, nothing happens. */
export async function dropCuts(
  db: Db,
  step: CutStep,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  const recording = await recordingAtDesk(db, step.actor, step.recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  await inTransaction(db, (trx) => dropWish(trx, step));
  return { ok: true };
}
