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
    if (!own) return { ok: false, reason: 'not-found' };
    const missed = (asked: string | null) => own.missed.find(({ id }) => id === asked);
    const meeting = missed(meetingId) ?? missed(await meetingHere(trx, { ...own.enrolment, meetingId }));
    if (!meeting) return { ok: false, reason: 'not-missed' };
    if (meeting.work) return { ok: true };
    if (!meeting.offered) return { ok: false, reason: meeting.against ?? 'not-missed' };
    const { minimumShare } = own;
    const began = await beginMakeUp(trx, {
      ...step,
      ...meeting.offered,
      ...{ personId, minimumShare, meetingId: meeting.id },
    });
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

export type GivenUp = { ok: true } | { ok: false; reason: 'not-found' | 'not-under-way' };

/** Gives up a make-up of one's own that is not done, which frees its place for another meeting. */
export async function giveUpMakeUp(db: Db, step: Step): Promise<GivenUp> {
  const { actor, enrolmentId } = step;
  const own = await ownEnrolment(db, { enrolmentId, personId: actor.personId });
  if (!own) return { ok: false, reason: 'not-found' };
  return inTransaction(db, async (trx): Promise<GivenUp> => {
    if (await putBackMakeUp(trx, step)) return { ok: true };
    const meetingId = await meetingHere(trx, { ...own, meetingId: step.meetingId });
    const putBack = meetingId !== null && (await putBackMakeUp(trx, { ...step, meetingId }));
    return putBack ? { ok: true } : { ok: false, reason: 'not-under-way' };
  });
}

/**
 * The meeting of a section that stands for one of another section of the course that was merged away: that of the same number. Null
 * where there is none. A page that was open before the merge still names the other one.
 */
async function meetingHere(
  trx: Trx,
  { courseId, sectionId, meetingId }: { courseId: string; sectionId: string; meetingId: string },
): Promise<string | null> {
  const meeting = await trx
    .selectFrom('meeting as before')
    .innerJoin('section', 'section.id', 'before.section_id')
    .innerJoin('section_merge', 'section_merge.section_id', 'before.section_id')
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.number', '=', 'before.number').on('meeting.section_id', '=', sectionId),
    )
    .select('meeting.id')
    .where('before.id', '=', meetingId)
    .where('section.course_id', '=', courseId)
    .executeTakeFirst();
  return meeting?.id ?? null;
}
