import { courseWithin, type Reach } from '#app/features/timetable/course-reach.server.ts';
import type { Db } from '#db/database.ts';

export {
  coursesAtDesk,
  courseWithin,
  type DeskCourse,
  type Reach,
  reachesCourse,
  reachOf,
} from '#app/features/timetable/course-reach.server.ts';

const MOST_SECTIONS = 500;

export interface DeskSection {
  id: string;
  courseId: string;
  title: string;
  courseTitle: string;
}

/** The sections of those courses that are not over yet. `today` is a calendar day. One statement. */
export async function sectionsAtDesk(db: Db, reach: Reach, today: string): Promise<DeskSection[]> {
  return db
    .selectFrom('course')
    .innerJoin('section', 'section.course_id', 'course.id')
    .select(['section.id', 'section.course_id as courseId', 'section.title', 'course.title as courseTitle'])
    .where(courseWithin(reach))
    .where('section.ends_on', '>=', today)
    .orderBy('course.code')
    .orderBy('section.code')
    .limit(MOST_SECTIONS)
    .execute();
}
