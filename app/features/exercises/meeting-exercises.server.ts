import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/**
 * Says which quiz stands for a meeting in a make-up from now on; null: none. Whoever makes it up already keeps theirs. False when the quiz
 * is not of the course of the meeting's section. The caller has checked that the actor works in the section.
 */
export async function setMeetingExercise(
  trx: Trx,
  {
    actor,
    meetingId,
    exerciseId,
    now,
  }: { actor: Actor; meetingId: string; exerciseId: string | null; now: Date },
): Promise<boolean> {
  const known = await trx
    .selectFrom('meeting_exercise')
    .select('exercise_id')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  if ((known?.exercise_id ?? null) === exerciseId) return true;
  if (exerciseId !== null && !(await isOfItsCourse(trx, { meetingId, exerciseId }))) return false;
  const values = { exercise_id: exerciseId ?? '', at: now.toISOString(), by_person_id: actor.personId };
  if (exerciseId === null)
    await trx.deleteFrom('meeting_exercise').where('meeting_id', '=', meetingId).execute();
  else if (known)
    await trx.updateTable('meeting_exercise').set(values).where('meeting_id', '=', meetingId).execute();
  else
    try {
      await trx
        .insertInto('meeting_exercise')
        .values({ meeting_id: meetingId, ...values })
        .execute();
    } catch (error) {
      // The same form was sent twice: the other one has just said it.
      if (!isUniqueViolation(error)) throw error;
      return true;
    }
  await writeJournal(trx, {
    actor,
    action: 'meeting.quiz',
    subjectType: 'meeting',
    subjectId: meetingId,
    detail: { exerciseId, before: known?.exercise_id ?? null },
    now,
  });
  return true;
}

async function isOfItsCourse(trx: Trx, { meetingId, exerciseId }: { meetingId: string; exerciseId: string }) {
  const row = await trx
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('exercise', 'exercise.course_id', 'section.course_id')
    .select('exercise.id')
    .where('meeting.id', '=', meetingId)
    .where('exercise.id', '=', exerciseId)
    .executeTakeFirst();
  return row !== undefined;
}
