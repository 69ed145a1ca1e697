import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import type { Db } from '#db/database.ts';
import { UnitDirectory } from './unit-directory.ts';

const MOST_UNITS = 60_000;

/**
 * Every unit that stands on a day, by its names: thousands of rows name places, and few of them differ. With `upcoming` also those that were entered with a
 * later first day, but not what a planned change makes of others. One statement.
 */
export async function unitDirectory(
  db: Db,
  { onDay, upcoming = false }: { onDay: string; upcoming?: boolean },
): Promise<UnitDirectory> {
  let query = db
    .selectFrom('org_unit')
    .select(['id', 'tree', 'kind', 'name', 'path', 'parent_id', 'territory_id', 'valid_from', 'valid_to'])
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]));
  query = upcoming
    ? query.where(({ or, eb, not, exists, selectFrom }) =>
        or([
          eb('valid_from', '<=', onDay),
          not(
            exists(
              selectFrom('org_succession').select('new_unit_id').whereRef('new_unit_id', '=', 'org_unit.id'),
            ),
          ),
        ]),
      )
    : query.where('valid_from', '<=', onDay);
  const rows = await query.orderBy('path').limit(MOST_UNITS).execute();
  return new UnitDirectory(
    rows.map((row) => ({
      ...{
        id: row.id,
        name: row.name,
        path: row.path,
        parentId: row.parent_id,
        territoryId: row.territory_id,
      },
      ...{ validFrom: row.valid_from, validTo: row.valid_to },
      ...{ tree: row.tree as Tree, kind: row.kind as UnitKind },
    })),
  );
}
