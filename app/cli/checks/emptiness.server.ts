import type { Db } from '#db/database.ts';

/** True when nobody and nothing was entered yet: no person, no course, no unit, no term. */
export async function isEmptyAcademy(db: Db): Promise<boolean> {
  for (const table of ['person', 'course', 'org_unit', 'term'] as const) {
    const row = await db.selectFrom(table).select('id').limit(1).executeTakeFirst();
    if (row) return false;
  }
  return true;
}
