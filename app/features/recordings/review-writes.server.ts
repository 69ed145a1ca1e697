import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import type { ConsentWay, ReviewOutcome } from './review.rules.ts';

/** Who is to be seen, and how they agreed. `people` is empty where nobody is. */
export interface Consent {
  people: string;
  way: ConsentWay;
}

interface Write {
  actor: Actor;
  recordingId: string;
  now: Date;
}

/** The rows of a submission, with its consent. Throws a unique violation where another one is open. */
export async function writeSubmission(
  trx: Trx,
  { actor, recordingId, consent, now }: Write & { consent: Consent },
): Promise<string> {
  const [id, at] = [newId(), now.toISOString()];
  await letGoOfReview(trx, recordingId);
  await trx
    .insertInto('recording_review')
    .values({ id, recording_id: recordingId, submitted_at: at, submitted_by: actor.personId, current: 1 })
    .execute();
  await trx
    .insertInto('recording_consent')
    .values({ review_id: id, ...consent, recorded_at: at, recorded_by: actor.personId })
    .execute();
  await trace(trx, 'recording.submitted', { actor, recordingId, now, detail: { consent: consent.way } });
  return id;
}

/** The newest review of a recording holds no longer, when it has ended: what was approved is not what is there now. */
async function letGoOfReview(trx: Trx, recordingId: string): Promise<void> {
  const ended = trx
    .selectFrom('recording_review_end')
    .innerJoin('recording_review as own', 'own.id', 'recording_review_end.review_id')
    .select('review_id')
    .where('own.recording_id', '=', recordingId)
    .where('own.current', '=', 1);
  const row = await ended.executeTakeFirst();
  if (!row) return;
  await trx
    .updateTable('recording_review')
    .set({ current: null })
    .where('id', '=', row.review_id)
    .where('current', '=', 1)
    .execute();
}

/** Whether what a second person has approved is what is there now, published or not. In the transaction that has held the recording. */
export async function isApproved(trx: Trx, recordingId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('recording_review')
    .innerJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .select('recording_review.id')
    .where('recording_review.recording_id', '=', recordingId)
    .where('recording_review.current', '=', 1)
    .where('outcome', '=', 'approved')
    .executeTakeFirst();
  return row !== undefined;
}

/** An approved recording becomes a draft again, unless it is published. False when it is not approved any more. */
export async function takeBackApproval(trx: Trx, { actor, recordingId, now }: Write): Promise<boolean> {
  const published = await trx
    .selectFrom('recording_publication')
    .select('recording_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (published || !(await isApproved(trx, recordingId))) return false;
  await letGoOfReview(trx, recordingId);
  await trace(trx, 'recording.taken-back', { actor, recordingId, now, detail: { approved: true } });
  return true;
}

/** How a review ended. Throws a unique violation where somebody else ended it. */
export async function writeReviewEnd(
  trx: Trx,
  {
    actor,
    recordingId,
    reviewId,
    outcome,
    words,
    now,
  }: Write & { reviewId: string; outcome: ReviewOutcome; words: string },
): Promise<void> {
  await trx
    .insertInto('recording_review_end')
    .values({ review_id: reviewId, outcome, words, at: now.toISOString(), by_person_id: actor.personId })
    .execute();
  await trace(trx, `recording.${outcome}`, { actor, recordingId, now, detail: { words } });
}

/** Opens a recording to those who take its course. Throws a unique violation where it was done. */
export async function writePublication(trx: Trx, { actor, recordingId, now }: Write): Promise<void> {
  await trx
    .insertInto('recording_publication')
    .values({ recording_id: recordingId, published_at: now.toISOString(), published_by: actor.personId })
    .execute();
  await trace(trx, 'recording.published', { actor, recordingId, now, detail: {} });
}

/**
 * Submits, approves and publishes at once: for lectures that were reviewed before they came here. Keeps the same rows as the steps
 * on the page. Throws where author and reviewer are one person.
 */
export async function publishReviewed(
  trx: Trx,
  { actor, reviewer, recordingId, consent, now }: Write & { reviewer: Actor; consent: Consent },
): Promise<void> {
  if (actor.personId !== null && actor.personId === reviewer.personId)
    throw new Error(`recording ${recordingId}: the reviewer is the author`);
  const reviewId = await writeSubmission(trx, { actor, recordingId, consent, now });
  await writeReviewEnd(trx, { actor: reviewer, recordingId, reviewId, outcome: 'approved', words: '', now });
  await writePublication(trx, { actor, recordingId, now });
}

async function trace(
  trx: Trx,
  action: string,
  { actor, recordingId, detail, now }: Write & { detail: Record<string, unknown> },
): Promise<void> {
  await writeJournal(trx, {
    actor,
    action,
    subjectType: 'recording',
    subjectId: recordingId,
    detail,
    now,
  });
}
