import { missingForOpening } from '#app/features/catalogue/five-ones.server.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { LoadedCourse } from './courses.ts';

const MOST = 100;

/** Courses of the library whose newest published version has all five ones: sections can be opened of them. */
export async function readyCourses(db: Db): Promise<LoadedCourse[]> {
  const rows = await db
    .selectFrom('course')
    .innerJoin('course_version', 'course_version.course_id', 'course.id')
    .innerJoin('five_one', (join) =>
      join.onRef('five_one.course_version_id', '=', 'course_version.id').on('five_one.item', '=', 'teacher'),
    )
    .select(['course.id', 'course_version.id as versionId', 'title', 'school', 'five_one.teacher_id'])
    .where('course_version.published_at', 'is not', null)
    .orderBy('course.code')
    .limit(MOST)
    .execute();
  const ready: LoadedCourse[] = [];
  for (const { id, versionId, title, school, teacher_id } of rows) {
    if ((await missingForOpening(db, versionId)).length > 0) continue;
    ready.push({ courseId: id, versionId, title, school: school as School, teacherId: teacher_id });
  }
  return ready;
}
