import type { ExpressionBuilder } from 'kysely';
import { attendanceStates, countsAsPresent } from '#app/features/attendance/attendance.rules.ts';
import type { DoneWork } from '#app/features/selection/merge-plan.rules.ts';
import type { Database, Db } from '#db/database.ts';

/**
 * What each person in a section has done there, by name, and how it would fit another section of the same course: by the numbers of its
 * meetings and by what that one asks. Everybody who is in it. One statement.
 */
export async function doneInSection(
  db: Db,
  { sectionId, intoId }: { sectionId: string; intoId: string },
): Promise<DoneWork[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .select(['enrolment.id', 'person.name'])
    .select((eb) => [
      eb
        .or([
          eb.exists(viewings(eb)),
          eb.exists(notes(eb)),
          eb.exists(attempts(eb)),
          eb.exists(submissions(eb)),
          eb.exists(attended(eb)),
          eb.exists(makeUps(eb)),
        ])
        .as('worked'),
      unmatched(eb, intoId).as('unmatched'),
      eb.exists(askedThere(eb, intoId)).as('askedAnyway'),
      eb.exists(receipts(eb)).as('evaluated'),
      madeUp(eb).as('makeUps'),
    ])
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.active', '=', 1)
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({
    enrolmentId: row.id,
    name: row.name,
    worked: Number(row.worked) === 1,
    unmatched: row.unmatched === null ? null : Number(row.unmatched),
    askedAnyway: Number(row.askedAnyway) === 1,
    evaluated: Number(row.evaluated) === 1,
    makeUps: Number(row.makeUps),
  }));
}

type Person = ExpressionBuilder<Database, 'enrolment' | 'person'>;

const viewings = (eb: Person) =>
  eb
    .selectFrom('viewing')
    .select('viewing.id')
    .whereRef('viewing.enrolment_id', '=', 'enrolment.id')
    .where('viewing.covered_ms', '>', 0);

const notes = (eb: Person) =>
  eb
    .selectFrom('recording_note')
    .select('recording_note.id')
    .whereRef('recording_note.enrolment_id', '=', 'enrolment.id');

const attempts = (eb: Person) =>
  eb
    .selectFrom('attempt')
    .select('attempt.id')
    // By the index of the person: there is none by enrolment alone.
    .whereRef('attempt.person_id', '=', 'enrolment.person_id')
    .whereRef('attempt.enrolment_id', '=', 'enrolment.id');

const submissions = (eb: Person) =>
  eb
    .selectFrom('submission')
    .select('submission.id')
    .whereRef('submission.enrolment_id', '=', 'enrolment.id');

const counting = attendanceStates.filter(countsAsPresent);

const attended = (eb: Person) =>
  eb
    .selectFrom('attendance')
    .select('attendance.id')
    .whereRef('attendance.enrolment_id', '=', 'enrolment.id')
    .where('attendance.state', 'in', counting);

const receipts = (eb: Person) =>
  eb
    .selectFrom('receipt')
    .select('receipt.person_id')
    .whereRef('receipt.section_id', '=', 'enrolment.section_id')
    .whereRef('receipt.person_id', '=', 'enrolment.person_id');

const makeUps = (eb: Person) =>
  eb
    .selectFrom('make_up')
    .select('make_up.id')
    .whereRef('make_up.enrolment_id', '=', 'enrolment.id')
    .where('make_up.active', '=', 1);

/** How many places their make-ups take, also while the mark says that they were there (making-up/own). */
const madeUp = (eb: Person) =>
  makeUps(eb)
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('places'));

/** The first meeting that somebody attended or makes up while the other section has none of the same number that takes place. */
const unmatched = (eb: Person, intoId: string) =>
  eb
    .selectFrom('meeting')
    .leftJoin('meeting as there', (join) =>
      join.onRef('there.number', '=', 'meeting.number').on('there.section_id', '=', intoId),
    )
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'there.id')
    .select(({ fn }) => fn.min('meeting.number').as('number'))
    .whereRef('meeting.section_id', '=', 'enrolment.section_id')
    .where(({ or, eb: on }) =>
      or([on('there.id', 'is', null), on('meeting_cancellation.meeting_id', 'is not', null)]),
    )
    .where(({ or, exists, ref }) =>
      or([
        exists(attended(eb).where('attendance.meeting_id', '=', ref('meeting.id'))),
        exists(makeUps(eb).where('make_up.meeting_id', '=', ref('meeting.id'))),
      ]),
    );

/** What the other section asks for completion that this person makes a meeting up with. */
const askedThere = (eb: Person, intoId: string) =>
  makeUps(eb)
    .innerJoin('requirement_plan', (join) =>
      join.on(({ or, eb: on, ref }) =>
        or([
          on('requirement_plan.subject_id', '=', ref('make_up.recording_id')),
          on('requirement_plan.subject_id', '=', ref('make_up.exercise_id')),
        ]),
      ),
    )
    .where('requirement_plan.section_id', '=', intoId);
