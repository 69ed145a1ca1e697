import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import type { Db } from '#db/database.ts';
import type { OrgUnitRow } from '#db/tables/organisation.ts';
import { type KnownUnit, UnitDirectory } from './unit-directory.ts';

const MOST_UNITS = 60_000;

/**
 * Every unit that stands on a day, by its names: thousands of rows name places, and few of them differ. With `upcoming` also those that were entered with a
 * later first day, but not what a planned change makes of others; else also those of
 * before, by their old names. At most two statements.
 */
export async function unitDirectory(
  db: Db,
  { onDay, upcoming = false }: { onDay: string; upcoming?: boolean },
): Promise<UnitDirectory> {
  let query = db
    .selectFrom('org_unit')
    .select(unitColumns)
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
  return new UnitDirectory(rows.map(asKnown), upcoming ? [] : await formerUnits(db, onDay));
}

/** Units of before with what goes on with them on a day: of those that were split the part that took the posts. */
async function formerUnits(db: Db, onDay: string): Promise<(KnownUnit & { heirId: string })[]> {
  const rows = await db
    .selectFrom('org_unit')
    .innerJoin('org_heir', 'org_heir.unit_id', 'org_unit.id')
    .innerJoin('org_unit as heir', 'heir.id', 'org_heir.heir_id')
    .select(unitColumns)
    .select('heir_id')
    .where('org_unit.valid_to', '<', onDay)
    .where('takes', '=', 1)
    .where('since', '<=', onDay)
    .where('heir.valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('heir.valid_to', 'is', null), eb('heir.valid_to', '>=', onDay)]))
    .orderBy('org_unit.path')
    .limit(MOST_UNITS)
    .execute();
  return rows.map(({ heir_id: heirId, ...row }) => ({ ...asKnown(row), heirId }));
}

const unitColumns = [
  ...(['org_unit.id', 'org_unit.tree', 'org_unit.kind', 'org_unit.name', 'org_unit.path'] as const),
  ...(['org_unit.parent_id', 'org_unit.territory_id', 'org_unit.valid_from', 'org_unit.valid_to'] as const),
] as const;

const asKnown = (row: Omit<OrgUnitRow, 'xiaoqu_type'>): KnownUnit => ({
  ...{ id: row.id, name: row.name, path: row.path, parentId: row.parent_id, territoryId: row.territory_id },
  ...{ validFrom: row.valid_from, validTo: row.valid_to },
  ...{ tree: row.tree as Tree, kind: row.kind as UnitKind },
});
