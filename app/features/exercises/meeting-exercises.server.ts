import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/** A quiz that can stand for a meeting of a section; `asked`: the section asks for it for completion, so it cannot. */
export interface MeetingQuiz {
  id: string;
  title: string;
  /** The meeting of this section that it stands for already. */
  meetingId: string | null;
  asked: boolean;
}

const MOST_LISTED = 100;

/** The quizzes of a section's course, oldest first, at most a hundred. One statement. */
export async function exercisesForMeetings(db: Db, sectionId: string): Promise<MeetingQuiz[]> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('exercise', 'exercise.course_id', 'section.course_id')
    .leftJoin('requirement_plan', (join) =>
      join
        .onRef('requirement_plan.section_id', '=', 'section.id')
        .onRef('requirement_plan.subject_id', '=', 'exercise.id'),
    )
    .select(['exercise.id', 'exercise.title', 'requirement_plan.id as planId'])
    .select(({ selectFrom }) =>
      selectFrom('meeting')
        .innerJoin('meeting_exercise', 'meeting_exercise.meeting_id', 'meeting.id')
        .select('meeting.id')
        .whereRef('meeting.section_id', '=', 'section.id')
        .whereRef('meeting_exercise.exercise_id', '=', 'exercise.id')
        .limit(1)
        .as('meetingId'),
    )
    .where('section.id', '=', sectionId)
    .orderBy('exercise.created_at')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(({ id, title, meetingId, planId }) => ({ id, title, meetingId, asked: planId !== null }));
}

/**
 * Says which quiz stands for a meeting in a make-up from now on; null: none. Whoever makes it up already keeps theirs. False when the quiz
 * is not of the course of the meeting's section, or stands for another of its meetings. The caller has checked that the actor works in the section.
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
  if (exerciseId !== null && !(await mayStand(trx, { meetingId, exerciseId }))) return false;
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

async function mayStand(trx: Trx, { meetingId, exerciseId }: { meetingId: string; exerciseId: string }) {
  const row = await trx
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('exercise', 'exercise.course_id', 'section.course_id')
    .select('exercise.id')
    .select(({ selectFrom }) =>
      selectFrom('meeting as other')
        .innerJoin('meeting_exercise', 'meeting_exercise.meeting_id', 'other.id')
        .select(({ fn }) => fn.countAll<number>().as('others'))
        .whereRef('other.section_id', '=', 'section.id')
        .where('other.id', '!=', meetingId)
        .where('meeting_exercise.exercise_id', '=', exerciseId)
        .as('others'),
    )
    .where('meeting.id', '=', meetingId)
    .where('exercise.id', '=', exerciseId)
    .executeTakeFirst();
  return row !== undefined && Number(row.others) === 0;
}
