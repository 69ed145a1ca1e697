import { withinScope } from '#app/features/organisation/scope.ts';
import type { Db } from '#db/database.ts';

/** A community at or below the scope of an assessor. */
export interface ScopedCommunity {
  id: string;
  name: string;
  path: string;
}

/** More than any city has (the largest has some seven thousand): read in the order of the index, and nobody is left out. */
const MOST_COMMUNITIES = 10_000;

/**
 * All communities of a scope (null: everywhere) as they stood on a day, in the order of the organisation. Not cut: whoever lives in one that is left out
 * would be in no group of the charts, and nobody could look for it. A large city has some thousands. One statement.
 */
export async function scopedCommunities(
  db: Db,
  { scopePath, onDay }: { scopePath: readonly string[] | null; onDay: string },
): Promise<ScopedCommunity[]> {
  const territory = scopePath?.filter((path) => !path.startsWith('p')) ?? null;
  if (territory?.length === 0) return [];
  let query = db
    .selectFrom('org_unit')
    .select(['id', 'name', 'path'])
    .where('tree', '=', 'territory')
    .where('kind', '=', 'community')
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]));
  if (territory) query = query.where((eb) => eb.or(territory.map((path) => withinScope(path)(eb))));
  return query.orderBy('path').limit(MOST_COMMUNITIES).execute();
}
