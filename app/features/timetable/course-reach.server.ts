import type { ExpressionBuilder } from 'kysely';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';

const MOST_COURSES = 500;
const MOST_TAUGHT = 1_000;

export interface DeskCourse {
  id: string;
  code: string;
  title: string;
}

/** The first courses, by code, that somebody may keep. One statement. */
export async function coursesAtDesk(db: Db, reach: Reach): Promise<DeskCourse[]> {
  return db
    .selectFrom('course')
    .select(['course.id', 'course.code', 'course.title'])
    .where(courseWithin(reach))
    .orderBy('course.code')
    .limit(MOST_COURSES)
    .execute();
}

/** Whether somebody may keep one course. */
export async function reachesCourse(db: Db, reach: Reach, courseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('course')
    .select('course.id')
    .where('course.id', '=', courseId)
    .where(courseWithin(reach))
    .executeTakeFirst();
  return row !== undefined;
}

/** Which courses these are: all, or those of some schools and some by id. */
export type Reach = 'all' | { schools: readonly School[]; courseIds: readonly string[] };

/**
 * The courses whose recordings, questions, exercises and tasks this person may keep: all of them for the registrar and the academy's admin (those of their
 * school where the right is for one), otherwise those that they teach. At most one statement.
 */
export async function reachOf(db: Db, actor: Actor): Promise<Reach> {
  const keeping = actor.roles.filter(({ role }) => role === 'registrar' || role === 'academy-admin');
  if (keeping.some(({ school }) => school === null)) return 'all';
  const schools = keeping.flatMap(({ school }) => (school ? [school] : []));
  const courseIds = holds(actor, 'instructor') && actor.personId ? await taughtBy(db, actor.personId) : [];
  return { schools, courseIds };
}

/** Whether a course in hand lies within a reach. */
export function isWithin(reach: Reach, course: { id: string; school: School }): boolean {
  return reach === 'all' || reach.schools.includes(course.school) || reach.courseIds.includes(course.id);
}

/** For where-clauses of queries that have `course` joined. */
export function courseWithin(reach: Reach) {
  return ({ and, or, eb }: ExpressionBuilder<Database, 'course'>) => {
    if (reach === 'all') return and([]);
    const { schools, courseIds } = reach;
    const parts = [
      ...(schools.length > 0 ? [eb('course.school', 'in', schools)] : []),
      ...(courseIds.length > 0 ? [eb('course.id', 'in', courseIds)] : []),
    ];
    // Without any part this is false: SQL has no empty list.
    return or(parts);
  };
}

/** Courses with this person as the teacher of a version (one of the five ones) or of a section, or as its head teacher. */
async function taughtBy(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('teacher')
    .innerJoin('five_one', 'five_one.teacher_id', 'teacher.id')
    .innerJoin('course_version', 'course_version.id', 'five_one.course_version_id')
    .select('course_version.course_id')
    .where('teacher.person_id', '=', personId)
    .union((eb) =>
      eb
        .selectFrom('teacher')
        .innerJoin('section', 'section.teacher_id', 'teacher.id')
        .select('section.course_id')
        .where('teacher.person_id', '=', personId),
    )
    .union((eb) =>
      eb.selectFrom('section').select('section.course_id').where('section.head_teacher_id', '=', personId),
    )
    .limit(MOST_TAUGHT)
    .execute();
  return rows.map(({ course_id }) => course_id);
}
