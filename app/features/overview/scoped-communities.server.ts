import { withinScope } from '#app/features/organisation/scope.ts';
import type { Db } from '#db/database.ts';

/** A community at or below the scope of an assessor. */
export interface ScopedCommunity {
  id: string;
  name: string;
  path: string;
}

const MOST_COMMUNITIES = 500;

/** The communities of a scope (null: everywhere) as they stood on a day, in the order of the organisation. One statement. */
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
