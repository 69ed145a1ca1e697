import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { appointmentsOfMany } from '#app/features/identity/people.server.ts';
import { type Position, positions } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { PersonToForm } from './formation-shape.ts';
import type { Goal, Step } from './formation-words.ts';

/** So many people are formed at most: no section that is taught in cohorts has more. */
export const MOST_FORMED = 500;

interface Asked {
  sectionId: string;
  /** Whose places to read; null before there is one. */
  formationId: string | null;
  onDay: string;
}

/**
 * Who is in a section, in the order of their names, with their places; those who have withdrawn are left out. One more than
 * `MOST_FORMED` at most, which says that there are too many. Three statements.
 */
export async function peopleToForm(
  db: Db,
  { sectionId, formationId, onDay }: Asked,
): Promise<PersonToForm[]> {
  const rows = await enrolledRows(db, sectionId, formationId);
  const communities = await communitiesOf(
    db,
    rows.map(({ personId }) => personId),
    onDay,
  );
  return rows.map((row) => ({
    enrolmentId: row.enrolmentId,
    personId: row.personId,
    name: row.name,
    community: communities.get(row.personId) ?? null,
    goal: row.goal as Goal | null,
    step: stepOf(Number(row.done)),
    place:
      row.class_number === null || row.group_number === null
        ? null
        : {
            cohort: row.class_number,
            group: row.group_number,
            reason: row.reason ?? '',
            byHand: row.by_hand === 1,
          },
  }));
}

function enrolledRows(db: Db, sectionId: string, formationId: string | null) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('course', 'course.id', 'enrolment.course_id')
    .leftJoin('learning_goal', (join) =>
      join
        .onRef('learning_goal.section_id', '=', 'enrolment.section_id')
        .onRef('learning_goal.person_id', '=', 'enrolment.person_id'),
    )
    .leftJoin('formation_place', (join) =>
      join
        .onRef('formation_place.enrolment_id', '=', 'enrolment.id')
        .on('formation_place.formation_id', '=', formationId ?? ''),
    )
    .select((eb) => [
      'enrolment.id as enrolmentId',
      'person.id as personId',
      'person.name',
      'learning_goal.goal',
      'class_number',
      'group_number',
      'reason',
      'by_hand',
      eb
        .selectFrom('completion')
        .innerJoin('course as done', 'done.id', 'completion.course_id')
        .select(({ fn }) => fn.count<number>('completion.id').as('n'))
        .whereRef('completion.person_id', '=', 'enrolment.person_id')
        .whereRef('done.module', '=', 'course.module')
        .whereRef('done.school', '=', 'course.school')
        .as('done'),
    ])
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.active', '=', 1)
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .limit(MOST_FORMED + 1)
    .execute();
}

const stepOf = (done: number): Step => (done === 0 ? 'new' : done < 3 ? 'some' : 'much');

/** The position of each that says most about what they do: the first in the order of the vocabulary. One statement. */
export async function leadingPositions(
  db: Db,
  { personIds, onDay }: { personIds: readonly string[]; onDay: string },
): Promise<Map<string, Position>> {
  const held = await appointmentsOfMany(db, personIds, onDay);
  const leading = new Map<string, Position>();
  for (const [personId, appointments] of held) {
    const own = appointments.map(({ position }) => position);
    const first = positions.find((position) => own.includes(position));
    if (first) leading.set(personId, first);
  }
  return leading;
}
