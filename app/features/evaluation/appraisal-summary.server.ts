import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { rubric } from './rubric.server.ts';

/** An instant of the year in the academy's zone lies at most a day outside the year in UTC. */
const spanOf = (year: number) => ({ from: `${year - 1}-12-31`, to: `${year + 1}-01-02` });
const MOST = 50;

/** An appraisal on a yearly sheet: the course and what the level is called. */
export interface SheetAppraisal {
  courseTitle: string;
  levelName: string;
}

/**
 * What teachers said of somebody in a year, by course, as levels only. Only of evaluations that are over: a statement neither shows an appraisal early nor tells others, by showing it, that a ballot was cast.
 */
export async function appraisalsOfPerson(
  db: Db,
  { personId, year, now }: { personId: string; year: number; now: Date },
): Promise<SheetAppraisal[]> {
  const found = await appraisalsOfMany(db, { personIds: [personId], year, until: now.toISOString() });
  return found.get(personId) ?? [];
}

/** The same for some people, by person, as it stood at the instant `until`. One statement. */
export async function appraisalsOfMany(
  db: Db,
  { personIds, year, until }: { personIds: readonly string[]; year: number; until: string },
): Promise<Map<string, SheetAppraisal[]>> {
  const byPerson = new Map<string, SheetAppraisal[]>();
  if (personIds.length === 0) return byPerson;
  const rows = await appraisalRows(db, { personIds, year, until });
  for (const row of rows) {
    if (!dayOf(row.appraised_at).startsWith(`${year}-`)) continue;
    const closesAt = row.evaluation_closes_at ?? row.closes_at;
    if (closesAt !== null && closesAt > until) continue;
    const own = byPerson.get(row.person_id) ?? [];
    byPerson.set(row.person_id, own);
    const levelName = rubric.levels.find(({ key }) => key === row.level)?.label ?? row.level;
    if (own.length < MOST) own.push({ courseTitle: row.title, levelName });
  }
  return byPerson;
}

function appraisalRows(
  db: Db,
  { personIds, year, until }: { personIds: readonly string[]; year: number; until: string },
) {
  const { from, to } = spanOf(year);
  return db
    .selectFrom('appraisal')
    .innerJoin('section', 'section.id', 'appraisal.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .select(['appraisal.person_id', 'course.title', 'appraisal.level', 'appraised_at'])
    .select(['evaluation_closes_at', 'closes_at'])
    .where('appraisal.person_id', 'in', [...personIds])
    .where('appraised_at', '>=', from)
    .where('appraised_at', '<', to)
    .where('appraised_at', '<=', until)
    .orderBy('appraised_at')
    .orderBy('appraisal.id')
    .execute();
}
