import type { MakeUpRefusal } from '#app/features/attendance/make-up.rules.ts';
import { beginMakeUp, putBackMakeUp } from '#app/features/attendance/make-ups.server.ts';
import { notePart } from '#app/features/attendance/settling-make-ups.server.ts';
import { holdPins } from '#app/features/completion/section-progress.server.ts';
import { ownEnrolment } from '#app/features/selection/reading.server.ts';
import { lockLearner } from '#app/features/selection/seats.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { ownMakeUps } from './own.server.ts';

interface Step {
  actor: Actor;
  enrolmentId: string;
  meetingId: string;
  now: Date;
}

export type Opened = { ok: true } | { ok: false; reason: 'not-found' | MakeUpRefusal };

/**
 * Begins to make up a missed meeting of one's own: its recording and quiz of this moment are fixed for this person. Under the learner's
 * lock, so that two tabs take one place, and never more places than the rules give. What has been watched or passed before counts at once.
 * Beginning again changes nothing. Source: domain model §6.4.
 */
export async function openMakeUp(db: Db, step: Step): Promise<Opened> {
  const { actor, enrolmentId, meetingId, now } = step;
  const { personId } = actor;
  if (!personId) return { ok: false, reason: 'not-found' };
  const whose = { enrolmentId, personId, now };
  const before = await ownMakeUps(db, whose);
  if (!before) return { ok: false, reason: 'not-found' };
  return inTransaction(db, async (trx): Promise<Opened> => {
    await lockLearner(trx, personId, before.termId);
    const own = await ownMakeUps(trx, whose);
    const meeting = own?.missed.find(({ id }) => id === meetingId);
    if (!own || !meeting) return { ok: false, reason: own ? 'not-missed' : 'not-found' };
    if (meeting.work) return { ok: true };
    if (!meeting.offered) return { ok: false, reason: meeting.against ?? 'not-missed' };
    const { minimumShare } = own;
    const began = await beginMakeUp(trx, { ...step, personId, ...meeting.offered, minimumShare });
    if (began) await noteWhatIsDone(trx, { enrolmentId, ...meeting.offered, now });
    return { ok: true };
  });
}

interface Begun {
  enrolmentId: string;
  recordingId: string;
  exerciseId: string;
  now: Date;
}

async function noteWhatIsDone(trx: Trx, { enrolmentId, recordingId, exerciseId, now }: Begun): Promise<void> {
  // What is being watched to its end or passed at this moment is waited for.
  await holdPins(trx, [enrolmentId]);
  const viewing = await trx
    .selectFrom('viewing')
    .innerJoin('recording', 'recording.id', 'viewing.recording_id')
    .select(['covered_ms', 'duration_ms'])
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .where('completed_at', 'is not', null)
    .executeTakeFirst();
  if (viewing) {
    const value = Math.floor((100 * viewing.covered_ms) / viewing.duration_ms);
    await notePart(trx, { enrolmentId, part: 'watched', subjectId: recordingId, value, now });
  }
  const passed = await trx
    .selectFrom('attempt')
    .innerJoin('exercise', 'exercise.id', 'attempt.exercise_id')
    .select('score')
    .where('exercise_id', '=', exerciseId)
    .where('enrolment_id', '=', enrolmentId)
    .whereRef('score', '>=', 'pass_mark')
    .orderBy('score', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (passed)
    await notePart(trx, {
      enrolmentId,
      part: 'passed',
      subjectId: exerciseId,
      value: passed.score ?? 0,
      now,
    });
}

/** Gives up a make-up of one's own that is not done, which frees its place for another meeting. False when there is none. */
export async function giveUpMakeUp(db: Db, step: Step): Promise<boolean> {
  const { actor, enrolmentId } = step;
  if (!(await ownEnrolment(db, { enrolmentId, personId: actor.personId }))) return false;
  return inTransaction(db, (trx) => putBackMakeUp(trx, step));
}
