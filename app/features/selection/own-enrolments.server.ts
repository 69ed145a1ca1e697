import { worthOf } from '#app/features/credits/worth.rules.ts';
import { type NamedSection, namedOf, namedSections } from '#app/features/timetable/named-sections.server.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

/** One of somebody's enrolments. `state` is derived: completed, ended without completion, or running. */
export interface OwnEnrolment extends Omit<NamedSection, 'code' | 'title'> {
  sectionId: string;
  sectionTitle: string;
  personId: string;
  courseId: string;
  courseVersionId: string;
  /** What completing it pays, as pinned. */
  creditsHundredths: number;
  enrolledAt: string;
  completedAt: string | null;
  state: 'running' | 'ended' | 'completed';
}

const MOST_LISTED = 100;

/** Somebody's active enrolments, newest first (at most a hundred). */
export async function enrolmentsOf(db: Db, personId: string): Promise<OwnEnrolment[]> {
  const { rows } = await rowsOfPerson(db, { personId });
  return rows.map(asOwn);
}

const rowsOfPerson = readyStatement<{ personId: string }>()((db, place) =>
  ownRows(db)
    .where('enrolment.person_id', '=', place('personId'))
    .orderBy('enrolment.enrolled_at', 'desc')
    .limit(MOST_LISTED),
);

/** Somebody's active enrolment in a course that is neither finished nor ended, or null. One statement. */
export async function runningEnrolment(
  db: Db,
  { personId, courseId }: { personId: string; courseId: string },
): Promise<OwnEnrolment | null> {
  const { rows } = await rowsInCourse(db, { personId, courseId });
  return rows.map(asOwn).find(({ state }) => state === 'running') ?? null;
}

const rowsInCourse = readyStatement<{ personId: string; courseId: string }>()((db, place) =>
  ownRows(db)
    .where('enrolment.person_id', '=', place('personId'))
    .where('enrolment.course_id', '=', place('courseId'))
    .orderBy('enrolment.enrolled_at', 'desc')
    .limit(MOST_LISTED),
);

/** One active enrolment if it belongs to this person, else null: somebody else's answers like one that is not there. */
export async function ownEnrolment(
  db: Db,
  { enrolmentId, personId }: { enrolmentId: string; personId: string | null },
): Promise<OwnEnrolment | null> {
  if (!personId) return null;
  const row = await ownRows(db)
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.person_id', '=', personId)
    .executeTakeFirst();
  return row ? asOwn(row) : null;
}

/** Somebody's active enrolments with what every page says of them, without saying yet whose. */
export function ownRows(db: Db) {
  return namedSections(db)
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'enrolment.id')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .select([
      'enrolment.id as enrolmentId',
      'enrolment.person_id',
      'enrolment.course_id',
      'enrolment_pin.course_version_id',
      'enrolment_pin.award',
      'enrolment.enrolled_at',
      'completion.completed_at',
      'section_closure.at as closedAt',
    ])
    .where('enrolment.active', '=', 1);
}

type OwnRow = Awaited<ReturnType<ReturnType<typeof ownRows>['executeTakeFirstOrThrow']>>;

/** A row of them as it leaves. */
export function asOwn(row: OwnRow): OwnEnrolment {
  const { id: sectionId, title: sectionTitle, code: _, ...named } = namedOf(row);
  return {
    ...named,
    id: row.enrolmentId,
    sectionId,
    sectionTitle,
    personId: row.person_id,
    courseId: row.course_id,
    courseVersionId: row.course_version_id,
    creditsHundredths: worthOf(JSON.parse(row.award)).creditsHundredths,
    enrolledAt: row.enrolled_at,
    completedAt: row.completed_at,
    state: row.completed_at ? 'completed' : row.closedAt ? 'ended' : 'running',
  };
}
