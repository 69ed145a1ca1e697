import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';
import { cutsWait, holdRecording } from './cut-state.server.ts';
import type { Span } from './cuts.rules.ts';
import { isUnready, queueProcessing } from './processing.server.ts';
import { keepStream } from './processing-anew.server.ts';

export interface CutStep {
  actor: Actor;
  recordingId: string;
  now: Date;
}

/** Writes down what is to be cut, instead of what was asked before, and wants it made; or says why not. */
export async function writeWish(
  trx: Trx,
  { actor, recordingId, cuts, now }: CutStep & { cuts: Span[] },
): Promise<'not-a-draft' | 'watched' | 'not-ready' | null> {
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
export async function notToBeCut(trx: Trx, recordingId: string): Promise<'not-a-draft' | 'watched' | null> {
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

/** Takes back what was asked; where nothing was, nothing happens. */
export async function dropWish(trx: Trx, { actor, recordingId, now }: CutStep): Promise<void> {
  await holdRecording(trx, recordingId);
  if (!(await cutsWait(trx, recordingId))) return;
  await trx.deleteFrom('recording_cut_wish').where('recording_id', '=', recordingId).execute();
  await keepStream(trx, { recordingId, now });
  await trace(trx, 'recording.cuts-dropped', { actor, recordingId, now, detail: {} });
}

async function trace(
  trx: Trx,
  action: string,
  { actor, recordingId, detail, now }: CutStep & { detail: Record<string, unknown> },
): Promise<void> {
  const subject = { subjectType: 'recording', subjectId: recordingId };
  await writeJournal(trx, { actor, action, ...subject, detail, now });
}
