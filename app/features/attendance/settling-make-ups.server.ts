import { holdPins } from '#app/features/completion/section-progress.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import { type AttendanceState, wasThere } from './attendance.rules.ts';
import { meetWhenEnough } from './enough.server.ts';
import { type LateMakeUp, tellLate } from './late-make-ups.server.ts';
import { makeUpDeadline } from './make-up.rules.ts';

/** One half of a make-up: its recording watched to `value` percent, or its quiz passed with `value` points. */
export interface MakeUpPart {
  enrolmentId: string;
  part: 'watched' | 'passed';
  /** The recording, or the exercise. */
  subjectId: string;
  value: number;
  /** When it was done, where that shows only later, as with files that a person has to look at. */
  doneAt?: Date;
  now: Date;
}

/**
 * Called where a recording is watched or a quiz is passed, in the same transaction: when it was for a meeting that somebody makes up and
 * both are done in time, the meeting is marked 补课 once, and 到课 is met if that was what it lacked. Safe to call again and for
 * anything else: then nothing happens. Who does it too late is told, and the teacher. True when the section is completed by it.
 */
export async function notePart(trx: Trx, done: MakeUpPart): Promise<boolean> {
  const { enrolmentId, part, subjectId, value, now, doneAt = now } = done;
  // Who begins to make a meeting up at this moment either sees what is done here, or is seen.
  await holdPins(trx, [enrolmentId]);
  const makeUp = await openMakeUp(trx, done);
  if (!makeUp) return false;
  const deadline = deadlineOf(makeUp);
  if (doneAt.toISOString() >= deadline) {
    // Whom the list says to have been there misses nothing by it.
    if (!wasThere((await markOf(trx, makeUp))?.state ?? null))
      await tellLate(trx, lateOf(makeUp, deadline), now);
    return false;
  }
  const at = now.toISOString();
  const partAt = doneAt.toISOString();
  await trx
    .updateTable('make_up')
    .set(
      part === 'watched'
        ? { watched_at: partAt, watched_percent: value }
        : { passed_at: partAt, score: value },
    )
    .where('enrolment_id', '=', enrolmentId)
    .where(part === 'watched' ? 'recording_id' : 'exercise_id', '=', subjectId)
    .where('active', '=', 1)
    .where(part === 'watched' ? 'watched_at' : 'passed_at', 'is', null)
    .execute();
  // One conditional statement after the write: of two halves that come at once the later one sees both.
  const { numUpdatedRows } = await trx
    .updateTable('make_up')
    .set({ done_at: at })
    .where('id', '=', makeUp.id)
    .where('active', '=', 1)
    .where('done_at', 'is', null)
    .where('watched_at', 'is not', null)
    .where('passed_at', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n && (await markMadeUp(trx, makeUp, now));
}

async function openMakeUp(trx: Trx, { enrolmentId, part, subjectId }: MakeUpPart) {
  return trx
    .selectFrom('make_up')
    .innerJoin('enrolment', 'enrolment.id', 'make_up.enrolment_id')
    .innerJoin('meeting', 'meeting.id', 'make_up.meeting_id')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('person', 'person.id', 'make_up.person_id')
    .innerJoin('term', 'term.id', 'section.term_id')
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'term.id').on('term_window.kind', '=', 'evaluation'),
    )
    .select(['make_up.id', 'make_up.enrolment_id', 'make_up.person_id', 'make_up.meeting_id'])
    .select(['meeting.section_id', 'meeting.number', 'section.title', 'section.ends_on as sectionEndsOn'])
    .select(['person.name', 'section.head_teacher_id'])
    .select(['term.ends_on as termEndsOn', 'evaluation_closes_at', 'closes_at'])
    .where('make_up.enrolment_id', '=', enrolmentId)
    .where(part === 'watched' ? 'make_up.recording_id' : 'make_up.exercise_id', '=', subjectId)
    .where('make_up.active', '=', 1)
    .where('make_up.done_at', 'is', null)
    .where('enrolment.active', '=', 1)
    .executeTakeFirst();
}

type OpenMakeUp = NonNullable<Awaited<ReturnType<typeof openMakeUp>>>;

function deadlineOf({ evaluation_closes_at, closes_at, sectionEndsOn, termEndsOn }: OpenMakeUp): string {
  return makeUpDeadline({
    evaluationClosesAt: evaluation_closes_at ?? closes_at,
    sectionEndsOn,
    termEndsOn,
  });
}

function lateOf(row: OpenMakeUp, deadline: string): LateMakeUp {
  const { id, number, enrolment_id, person_id, section_id, head_teacher_id } = row;
  return {
    ...{ id, number, deadline },
    ...{ enrolmentId: enrolment_id, personId: person_id, personName: row.name },
    ...{ sectionId: section_id, sectionTitle: row.title, teacherId: head_teacher_id },
  };
}

async function markOf(
  trx: Trx,
  { enrolment_id, meeting_id }: OpenMakeUp,
): Promise<{ id: string; state: AttendanceState } | undefined> {
  const mark = await trx
    .selectFrom('attendance')
    .select(['id', 'state'])
    .where('enrolment_id', '=', enrolment_id)
    .where('meeting_id', '=', meeting_id)
    .executeTakeFirst();
  return mark && { id: mark.id, state: mark.state as AttendanceState };
}

async function markMadeUp(trx: Trx, makeUp: OpenMakeUp, now: Date): Promise<boolean> {
  const { enrolment_id: enrolmentId, section_id: sectionId } = makeUp;
  const mark = await markOf(trx, makeUp);
  if (!mark) return false;
  const at = now.toISOString();
  // Whom the teacher has meanwhile found to have been there was there: nothing is to be made up.
  const { numUpdatedRows } = await trx
    .updateTable('attendance')
    .set({ state: 'made-up', way: 'make-up', marked_at: at, marked_by: null })
    .where('id', '=', mark.id)
    .where('state', 'in', ['absent', 'leave'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await trx
    .insertInto('attendance_change')
    .values({
      id: newId(),
      attendance_id: mark.id,
      from_state: mark.state,
      to_state: 'made-up',
      at,
      by_person_id: null,
    })
    .execute();
  await tell(trx, {
    personId: makeUp.person_id,
    kind: 'attendance',
    title: `“${makeUp.title}”第 ${makeUp.number} 次课补上了`,
    body: '录播看完了，小测也通过了，这一次算到课。',
    link: `/learn/${enrolmentId}/make-up`,
    now,
  });
  return meetWhenEnough(trx, { enrolmentIds: [enrolmentId], sectionId, now });
}
