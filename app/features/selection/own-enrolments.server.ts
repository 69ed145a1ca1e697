import type { Mode, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** One of somebody's enrolments. `state` is derived: completed, ended without completion, or running. */
export interface OwnEnrolment {
  id: string;
  sectionId: string;
  personId: string;
  courseId: string;
  courseCode: string;
  courseTitle: string;
  courseVersionId: string;
  sectionTitle: string;
  school: School;
  mode: Mode;
  termName: string;
  teacherName: string | null;
  startsOn: string;
  endsOn: string;
  enrolledAt: string;
  completedAt: string | null;
  state: 'running' | 'ended' | 'completed';
}

const MOST_LISTED = 100;

/** Somebody's active enrolments, newest first (at most a hundred). */
export async function enrolmentsOf(db: Db, personId: string): Promise<OwnEnrolment[]> {
  const rows = await ownRows(db)
    .where('enrolment.person_id', '=', personId)
    .orderBy('enrolment.enrolled_at', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(asOwn);
}

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
  return db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .innerJoin('course', 'course.id', 'enrolment.course_id')
    .innerJoin('term', 'term.id', 'enrolment.term_id')
    .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'enrolment.id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'enrolment.id',
      'enrolment.section_id',
      'enrolment.person_id',
      'enrolment.course_id',
      'course.code as courseCode',
      'course.title as courseTitle',
      'enrolment_pin.course_version_id',
      'section.title as sectionTitle',
      'section.school',
      'section.mode',
      'term.name as termName',
      'teacher.name as teacherName',
      'section.starts_on',
      'section.ends_on',
      'enrolment.enrolled_at',
      'completion.completed_at',
      'section_closure.at as closedAt',
    ])
    .where('enrolment.active', '=', 1);
}

type OwnRow = Awaited<ReturnType<ReturnType<typeof ownRows>['executeTakeFirstOrThrow']>>;

/** A row of them as it leaves. */
export function asOwn(row: OwnRow): OwnEnrolment {
  return {
    id: row.id,
    sectionId: row.section_id,
    personId: row.person_id,
    courseId: row.course_id,
    courseCode: row.courseCode,
    courseTitle: row.courseTitle,
    courseVersionId: row.course_version_id,
    sectionTitle: row.sectionTitle,
    school: row.school as School,
    mode: row.mode as Mode,
    termName: row.termName,
    teacherName: row.teacherName,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    enrolledAt: row.enrolled_at,
    completedAt: row.completed_at,
    state: row.completed_at ? 'completed' : row.closedAt ? 'ended' : 'running',
  };
}
