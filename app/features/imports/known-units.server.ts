import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import type { Db } from '#db/database.ts';
import { UnitDirectory } from './unit-directory.ts';

const MOST_UNITS = 60_000;

/** Every unit that stands on a day, by its names: thousands of rows name places, and few of them differ. One statement. */
export async function unitDirectory(db: Db, onDay: string): Promise<UnitDirectory> {
  const rows = await db
    .selectFrom('org_unit')
    .select(['id', 'tree', 'kind', 'name', 'path', 'parent_id', 'valid_from'])
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .orderBy('path')
    .limit(MOST_UNITS)
    .execute();
  return new UnitDirectory(
    rows.map((row) => ({
      ...{ id: row.id, name: row.name, path: row.path, parentId: row.parent_id, validFrom: row.valid_from },
      ...{ tree: row.tree as Tree, kind: row.kind as UnitKind },
    })),
  );
}
