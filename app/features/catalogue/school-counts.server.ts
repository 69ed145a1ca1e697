import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { catalogueRevision } from './versions.server.ts';

const kept = new WeakMap<Db, { revision: number; courses: ReadonlyMap<School, number> }>();

/** How many courses in use each school has. One statement, and a second one after the library has changed. */
export async function coursesBySchool(db: Db): Promise<ReadonlyMap<School, number>> {
  const revision = await catalogueRevision(db);
  const known = kept.get(db);
  if (known?.revision === revision) return known.courses;
  const rows = await db
    .selectFrom('course')
    .select((eb) => ['school', eb.fn.countAll<number>().as('courses')])
    .where('state', '=', 'in-use')
    .groupBy('school')
    .execute();
  const courses = new Map(rows.map(({ school, courses }) => [school as School, Number(courses)]));
  kept.set(db, { revision, courses });
  return courses;
}
