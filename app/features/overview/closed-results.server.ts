import { isClosedYear } from '#app/features/closing/frozen-years.server.ts';
import { currentSheets } from '#app/features/closing/statements.server.ts';
import type { Db } from '#db/database.ts';
import { type KeptStanding, keptOf } from './kept.server.ts';

const nothing: KeptStanding = { status: 'no-scheme', schemes: [], withoutSheet: true };

/**
 * What a closed year says of some people, by person: what was frozen, and of whoever has no statement that holds that there is none, whatever
 * has come since. Empty while the year is open. At most two statements.
 */
export async function closedResults(
  db: Db,
  { personIds, year }: { personIds: readonly string[]; year: number },
): Promise<Map<string, KeptStanding>> {
  const sheets = await currentSheets(db, { personIds, year });
  const results = new Map([...sheets].map(([id, sheet]) => [id, keptOf(sheet)]));
  const missing = personIds.filter((id) => !results.has(id));
  if (missing.length > 0 && (await isClosedYear(db, year)))
    for (const id of missing) results.set(id, nothing);
  return results;
}
