import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/** What this academy is, said once: `demo` in the demo academy. Null when nothing was said. */
export async function academyFlag(db: Db, name: string): Promise<string | null> {
  const row = await db.selectFrom('academy_flag').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** Says what this academy is; saying it again replaces it. */
export async function setAcademyFlag(
  db: Db,
  { name, value, now }: { name: string; value: string; now: Date },
): Promise<void> {
  const set_at = now.toISOString();
  try {
    await db.insertInto('academy_flag').values({ name, value, set_at }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await db.updateTable('academy_flag').set({ value, set_at }).where('name', '=', name).execute();
  }
}
