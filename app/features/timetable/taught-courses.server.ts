import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** The courses in which a teacher has or had an open section, each once, at most fifty. */
export async function coursesTaughtBy(
  db: Db,
  teacherId: string,
): Promise<{ code: string; title: string; school: School }[]> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select(['course.code', 'course.title', 'course.school'])
    .distinct()
    .where('section.teacher_id', '=', teacherId)
    .where('section.opened_at', 'is not', null)
    .orderBy('course.code')
    .limit(50)
    .execute();
  return rows.map(({ code, title, school }) => ({ code, title, school: school as School }));
}
