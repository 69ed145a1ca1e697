import { type Actor, holds } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

const MOST_COURSES = 500;
const MOST_SECTIONS = 500;

export interface DeskCourse {
  id: string;
  code: string;
  title: string;
}

/**
 * The courses whose recordings this person may keep: all of them for the registrar and the academy's admin (those of their
 * school where the right is for one), otherwise those that they teach.
 */
export async function coursesAtDesk(db: Db, actor: Actor): Promise<DeskCourse[]> {
  const reach = await reachOf(db, actor);
  return db
    .selectFrom('course')
    .select(['course.id', 'course.code', 'course.title'])
    .$if(reach !== 'all', (query) => query.where('course.id', 'in', reach as string[]))
    .orderBy('course.code')
    .limit(MOST_COURSES)
    .execute();
}

export interface DeskSection {
  id: string;
  courseId: string;
  title: string;
  courseTitle: string;
}

/** The sections of those courses that are not over yet. `today` is a calendar day. */
export async function sectionsAtDesk(db: Db, actor: Actor, today: string): Promise<DeskSection[]> {
  const reach = await reachOf(db, actor);
  return db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select(['section.id', 'section.course_id as courseId', 'section.title', 'course.title as courseTitle'])
    .$if(reach !== 'all', (query) => query.where('section.course_id', 'in', reach as string[]))
    .where('section.ends_on', '>=', today)
    .orderBy('course.code')
    .orderBy('section.code')
    .limit(MOST_SECTIONS)
    .execute();
}

/** Whose recordings these are: every course, or those with these ids (never an empty list, which SQL cannot say). */
export type Reach = 'all' | readonly string[];

/**
 * All courses for the registrar and the academy's admin (those of their school where the right is for one), otherwise the
 * courses that somebody teaches.
 */
export async function reachOf(db: Db, actor: Actor): Promise<Reach> {
  const keeping = actor.roles.filter(({ role }) => role === 'registrar' || role === 'academy-admin');
  if (keeping.some(({ school }) => school === null)) return 'all';
  const schools = keeping.flatMap(({ school }) => (school ? [school] : []));
  const ofSchools =
    schools.length > 0
      ? await db.selectFrom('course').select('id').where('school', 'in', schools).execute()
      : [];
  const taught = holds(actor, 'instructor') && actor.personId ? await taughtBy(db, actor.personId) : [];
  return ['none', ...ofSchools.map(({ id }) => id), ...taught];
}

/** Courses with this person as the teacher of a version (one of the five ones) or of a section, or as its head teacher. */
async function taughtBy(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('five_one')
    .innerJoin('teacher', 'teacher.id', 'five_one.teacher_id')
    .innerJoin('course_version', 'course_version.id', 'five_one.course_version_id')
    .select('course_version.course_id')
    .where('teacher.person_id', '=', personId)
    .union((eb) =>
      eb
        .selectFrom('section')
        .innerJoin('teacher', 'teacher.id', 'section.teacher_id')
        .select('section.course_id')
        .where('teacher.person_id', '=', personId),
    )
    .union((eb) =>
      eb.selectFrom('section').select('section.course_id').where('section.head_teacher_id', '=', personId),
    )
    .execute();
  return rows.map(({ course_id }) => course_id);
}
