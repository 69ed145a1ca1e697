import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { rubric } from './rubric.server.ts';

/** An instant of the year in the academy's zone lies at most a day outside the year in UTC. */
const spanOf = (year: number) => ({ from: `${year - 1}-12-31`, to: `${year + 1}-01-02` });
const MOST = 50;

export interface SaidInYear {
  courseTitle: string;
  levelName: string;
}

/**
 * What teachers said of somebody in a year, by course, as levels only. Only of evaluations that are over: a statement neither shows an appraisal early nor tells others, by showing it, that a ballot was cast.
 */
export async function appraisalsOfPerson(
  db: Db,
  { personId, year, now }: { personId: string; year: number; now: Date },
): Promise<SaidInYear[]> {
  return (await appraisalsOfMany(db, { personIds: [personId], year, now })).get(personId) ?? [];
}

/** The same of some people, by person. One statement. */
export async function appraisalsOfMany(
  db: Db,
  { personIds, year, now }: { personIds: readonly string[]; year: number; now: Date },
): Promise<Map<string, SaidInYear[]>> {
  const { from, to } = spanOf(year);
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('appraisal')
    .innerJoin('section', 'section.id', 'appraisal.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .select([
      'person_id',
      'course.title',
      'appraisal.level',
      'appraised_at',
      'evaluation_closes_at',
      'closes_at',
    ])
    .where('appraisal.person_id', 'in', personIds)
    .where('appraised_at', '>=', from)
    .where('appraised_at', '<', to)
    .where('appraised_at', '<=', now.toISOString())
    .orderBy('appraised_at')
    .orderBy('appraisal.id')
    .limit(MOST * personIds.length)
    .execute();
  const byPerson = new Map<string, SaidInYear[]>();
  for (const row of rows) {
    const closesAt = row.evaluation_closes_at ?? row.closes_at;
    const isOver = closesAt === null || closesAt <= now.toISOString();
    if (!isOver || !dayOf(row.appraised_at).startsWith(`${year}-`)) continue;
    const levelName = rubric.levels.find(({ key }) => key === row.level)?.label ?? row.level;
    byPerson.set(row.person_id, [
      ...(byPerson.get(row.person_id) ?? []),
      { courseTitle: row.title, levelName },
    ]);
  }
  return byPerson;
}
