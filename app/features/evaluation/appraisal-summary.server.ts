import type { Db } from '#db/database.ts';
import { rubric } from './appraisals.server.ts';

/** What teachers said of somebody in a year, by course, as levels only. */
export async function appraisalsOfPerson(
  db: Db,
  { personId, year }: { personId: string; year: number },
): Promise<{ courseTitle: string; levelName: string }[]> {
  const rows = await db
    .selectFrom('appraisal')
    .innerJoin('section', 'section.id', 'appraisal.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select(['course.title', 'level'])
    .where('appraisal.person_id', '=', personId)
    .where('appraised_at', '>=', `${year}-01-01`)
    .where('appraised_at', '<', `${year + 1}-01-01`)
    .orderBy('appraised_at')
    .limit(50)
    .execute();
  return rows.map(({ title, level }) => ({
    courseTitle: title,
    levelName: rubric.levels.find(({ key }) => key === level)?.label ?? level,
  }));
}
