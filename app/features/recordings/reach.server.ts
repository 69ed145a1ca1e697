import { type Actor, holds } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

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
        .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
        .select('section.course_id')
        .where(({ or, eb: on }) =>
          or([on('teacher.person_id', '=', personId), on('section.head_teacher_id', '=', personId)]),
        ),
    )
    .execute();
  return rows.map(({ course_id }) => course_id);
}
