import type { Db } from '#db/database.ts';

interface Choice {
  value: string;
  label: string;
}

/** What the form for a new section offers: courses in use, the newest terms, venues. Each list is bounded. */
export async function planningChoices(
  db: Db,
): Promise<{ courses: Choice[]; terms: Choice[]; venues: Choice[] }> {
  const [courses, terms, venues] = await Promise.all([
    db
      .selectFrom('course')
      .select(['id', 'code', 'title'])
      .where('state', '=', 'in-use')
      .orderBy('code')
      .limit(500)
      .execute(),
    db.selectFrom('term').select(['id', 'name']).orderBy('starts_on', 'desc').limit(10).execute(),
    db.selectFrom('venue').select(['id', 'name', 'capacity']).orderBy('name').limit(200).execute(),
  ]);
  return {
    courses: courses.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` })),
    terms: terms.map(({ id, name }) => ({ value: id, label: name })),
    venues: venues.map(({ id, name, capacity }) => ({ value: id, label: `${name}（${capacity} 人）` })),
  };
}
