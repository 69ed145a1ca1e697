import type { Db } from '#db/database.ts';

const MOST_COMMUNITIES = 500;

/** The communities that there are on a day, in the order of the tree, to choose from. One statement. */
export async function communityChoices(db: Db, onDay: string): Promise<{ value: string; label: string }[]> {
  const rows = await db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('tree', '=', 'territory')
    .where('kind', '=', 'community')
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .orderBy('path')
    .limit(MOST_COMMUNITIES)
    .execute();
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}
