import type { Db } from '#db/database.ts';

/** The codes of all courses of the catalogue, whatever their state; empty in an academy that has none yet. One statement. */
export async function courseCodes(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('course').select('code').execute();
  return new Set(rows.map(({ code }) => code));
}
