import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { rubric } from './rubric.server.ts';

/** An instant of the year in the academy's zone lies at most a day outside the year in UTC. */
const spanOf = (year: number) => ({ from: `${year - 1}-12-31`, to: `${year + 1}-01-02` });
const MOST = 50;

/**
 * What teachers said of somebody in a year, by course, as levels only. Only of evaluations that are over: a statement neither shows an appraisal early nor tells others, by showing it, that a ballot was cast.
 */
export async function appraisalsOfPerson(
  db: Db,
  { personId, year, now }: { personId: string; year: number; now: Date },
): Promise<{ courseTitle: string; levelName: string }[]> {
  const { from, to } = spanOf(year);
  const rows = await db
    .selectFrom('appraisal')
    .innerJoin('section', 'section.id', 'appraisal.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .select(['course.title', 'appraisal.level', 'appraised_at', 'evaluation_closes_at', 'closes_at'])
    .where('appraisal.person_id', '=', personId)
    .where('appraised_at', '>=', from)
    .where('appraised_at', '<', to)
    .orderBy('appraised_at')
    .limit(MOST)
    .execute();
  return rows
    .filter(({ appraised_at }) => dayOf(appraised_at).startsWith(`${year}-`))
    .filter((row) => {
      const closesAt = row.evaluation_closes_at ?? row.closes_at;
      return closesAt === null || closesAt <= now.toISOString();
    })
    .map(({ title, level }) => ({
      courseTitle: title,
      levelName: rubric.levels.find(({ key }) => key === level)?.label ?? level,
    }));
}
