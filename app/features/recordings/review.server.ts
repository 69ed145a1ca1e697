import { holdersOf } from '#app/features/identity/held-roles.server.ts';
import { tellMany } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { cutsWait, holdRecording } from './cut-state.server.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';
import { isUnready } from './processing.server.ts';
import { isSecondPerson, type ReviewOutcome } from './review.rules.ts';
import { type Consent, takeBackApproval, writeReviewEnd, writeSubmission } from './review-writes.server.ts';

interface Step {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export type Submitted =
  | { ok: true }
  | {
      ok: false;
      reason: 'not-found' | 'no-captions' | 'not-a-draft' | 'in-review' | 'cuts-wait' | 'unready';
    };

/**
 * Hands a draft to a second person, with who is to be seen in it and how they agreed. The registrars are told, except who submits.
 * Refused without captions (see `publishRecording`), while cuts wait to be made or its film is not ready, and while somebody is looking at it.
 */
export async function submitForReview(
  db: Db,
  { actor, recordingId, consent, now }: Step & { consent: Consent },
): Promise<Submitted> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state === 'in-review') return { ok: false, reason: 'in-review' };
  if (recording.state !== 'draft') return { ok: false, reason: 'not-a-draft' };
  if (!recording.hasCaptions) return { ok: false, reason: 'no-captions' };
  return unlessTaken(db, { ok: false, reason: 'in-review' }, async (trx): Promise<Submitted> => {
    await holdRecording(trx, recordingId);
    if (await cutsWait(trx, recordingId)) return { ok: false, reason: 'cuts-wait' };
    if (await isUnready(trx, recordingId)) return { ok: false, reason: 'unready' };
    await writeSubmission(trx, { actor, recordingId, consent, now });
    await tellReviewers(trx, recording, { actor, now });
    return { ok: true };
  });
}

export type Decided = { ok: true } | { ok: false; reason: 'not-found' | 'not-in-review' | 'own' };

/**
 * Approves a submitted recording, or sends it back with words. Only by somebody who keeps the course's recordings and has neither
 * uploaded nor submitted this one. Uploader and submitter are told.
 */
export async function decideReview(
  db: Db,
  { actor, recordingId, outcome, words, now }: Step & { outcome: 'approved' | 'returned'; words: string },
): Promise<Decided> {
  return end(db, { actor, recordingId, outcome, words, now });
}

/** Takes a recording back before it is published, to go on editing it: one that waits for a decision, or that is approved. */
export async function takeBackFromReview(db: Db, step: Step): Promise<Decided> {
  const recording = await recordingAtDesk(db, step.actor, step.recordingId);
  if (recording?.state === 'approved')
    return inTransaction(db, async (trx): Promise<Decided> => {
      await holdRecording(trx, step.recordingId);
      return (await takeBackApproval(trx, step)) ? { ok: true } : { ok: false, reason: 'not-in-review' };
    });
  return end(db, { ...step, outcome: 'taken-back', words: '' });
}

async function end(
  db: Db,
  { actor, recordingId, outcome, words, now }: Step & { outcome: ReviewOutcome; words: string },
): Promise<Decided> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  const { reviewId } = recording;
  if (recording.state !== 'in-review' || !reviewId) return { ok: false, reason: 'not-in-review' };
  if (outcome !== 'taken-back' && !isSecondPerson(actor.personId, recording))
    return { ok: false, reason: 'own' };
  return unlessTaken(db, { ok: false, reason: 'not-in-review' }, async (trx): Promise<Decided> => {
    await writeReviewEnd(trx, { actor, recordingId, reviewId, outcome, words, now });
    if (outcome !== 'taken-back') await tellAuthors(trx, recording, { actor, outcome, words, now });
    return { ok: true };
  });
}

async function tellReviewers(
  trx: Trx,
  { id, title, courseTitle, uploadedBy }: EditedRecording,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  const registrars = await holdersOf(trx, 'registrar', dayOf(now));
  const others = new Set(registrars.map(({ personId }) => personId));
  const facts = { uploadedBy, submittedBy: actor.personId };
  const notices = [...others]
    .filter((personId) => isSecondPerson(personId, facts))
    .map((personId) => ({
      personId,
      kind: 'recording',
      title: `录播待审看：${title}`,
      body: `《${courseTitle}》的这一讲送来审看。看一遍，核对出镜的人是否同意，再通过或退回。`,
      link: `/teach/recordings/${id}`,
      now,
    }));
  await tellMany(trx, notices);
}

async function tellAuthors(
  trx: Trx,
  { id, title, uploadedBy, submittedBy }: EditedRecording,
  { actor, outcome, words, now }: { actor: Actor; outcome: ReviewOutcome; words: string; now: Date },
): Promise<void> {
  const approved = outcome === 'approved';
  const authors = [...new Set([uploadedBy, submittedBy])].filter((personId) => personId !== null);
  const notices = authors.map((personId) => ({
    personId,
    kind: 'recording',
    title: approved ? `录播审看通过：${title}` : `录播退回修改：${title}`,
    body: approved
      ? `${actor.name}看过了，可以发布。${words ? `附言：${words}` : ''}`
      : `${actor.name}看过了，要改：${words}`,
    link: `/teach/recordings/${id}`,
    mentions: [actor],
    now,
  }));
  await tellMany(trx, notices);
}

/** Where somebody else took the step a moment before, `taken` is the answer. */
async function unlessTaken<T>(db: Db, taken: T, step: (trx: Trx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, step);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return taken;
  }
}
