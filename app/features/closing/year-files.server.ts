import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/** Notes that somebody took the statements of a year as a file. */
export async function noteYearFile(
  db: Db,
  { actor, year, forDistrict = false, now }: { actor: Actor; year: number; forDistrict?: boolean; now: Date },
): Promise<void> {
  await writeJournal(db, {
    ...{ actor, now },
    action: 'year.exported',
    subjectType: 'year',
    subjectId: String(year),
    detail: { year, ...(forDistrict ? { for: 'district' } : {}) },
  });
}
