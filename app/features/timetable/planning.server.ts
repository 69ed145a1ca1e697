import { communityChoices } from '#app/features/organisation/community-choices.server.ts';
import type { Mode, Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { DaysOff } from './weekly.rules.ts';

interface Choice {
  value: string;
  label: string;
}

const MOST_BREAKS = 100;

/** The courses of which a section can be planned, by code, at most five hundred. One statement. */
export async function plannableCourses(db: Db): Promise<Choice[]> {
  const courses = await db
    .selectFrom('course')
    .select(['id', 'code', 'title'])
    .where('state', '=', 'in-use')
    .orderBy('code')
    .limit(500)
    .execute();
  return courses.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }));
}

/** What the form for a new section offers besides: the newest terms, places, communities. Each list is bounded. Three statements. */
export async function planningChoices(
  db: Db,
  onDay: string,
): Promise<{ terms: Choice[]; venues: Choice[]; communities: Choice[] }> {
  const [terms, venues, communities] = await Promise.all([
    db.selectFrom('term').select(['id', 'name']).orderBy('starts_on', 'desc').limit(10).execute(),
    venueChoices(db),
    communityChoices(db, onDay),
  ]);
  return { terms: terms.map(({ id, name }) => ({ value: id, label: name })), venues, communities };
}

/** The places where a meeting may be, with how many they hold. One statement. */
export async function venueChoices(db: Db): Promise<Choice[]> {
  const venues = await db
    .selectFrom('venue')
    .select(['id', 'name', 'capacity'])
    .orderBy('name')
    .limit(200)
    .execute();
  return venues.map(({ id, name, capacity }) => ({ value: id, label: `${name}（${capacity} 人）` }));
}

/** Some communities by their ids; others are left out. */
export async function communitiesNamed(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .where('kind', '=', 'community')
    .execute();
}

/** A course as the form for a section of it begins. */
export interface CourseToPlan {
  id: string;
  code: string;
  title: string;
  mode: Mode;
  audience: Position[];
  /** The teacher among its five ones. */
  teacherId: string | null;
}

/** The course that somebody wants to plan a section of, or null. Two statements. */
export async function courseToPlan(db: Db, courseId: string): Promise<CourseToPlan | null> {
  const course = await db
    .selectFrom('course')
    .leftJoin('course_version', (join) =>
      join.onRef('course_version.course_id', '=', 'course.id').on('published_at', 'is not', null),
    )
    .leftJoin('five_one', (join) =>
      join.onRef('five_one.course_version_id', '=', 'course_version.id').on('item', '=', 'teacher'),
    )
    .select(['course.id', 'course.code', 'course.title', 'course.mode', 'five_one.teacher_id'])
    .where('course.id', '=', courseId)
    .where('course.state', '=', 'in-use')
    .orderBy('course_version.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!course) return null;
  const audience = await db
    .selectFrom('course_audience')
    .select('position')
    .where('course_id', '=', courseId)
    .execute();
  const { id, code, title, mode, teacher_id: teacherId } = course;
  const positions = audience.map(({ position }) => position as Position);
  return { id, code, title, mode: mode as Mode, audience: positions, teacherId };
}

/** The days of a term on which nothing meets. One statement. */
export async function daysOffOf(db: Db, termId: string): Promise<DaysOff[]> {
  const rows = await db
    .selectFrom('term_break')
    .select(['from_day', 'to_day', 'name'])
    .where('term_id', '=', termId)
    .orderBy('from_day')
    .limit(MOST_BREAKS)
    .execute();
  return rows.map((row) => ({ fromDay: row.from_day, toDay: row.to_day, name: row.name }));
}
