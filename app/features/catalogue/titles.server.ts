import type { Db } from '#db/database.ts';

/** The titles of some courses by code. */
export async function courseTitles(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('course')
    .select(['code', 'title'])
    .where('code', 'in', [...new Set(codes)])
    .execute();
  return new Map(rows.map(({ code, title }) => [code, title]));
}
