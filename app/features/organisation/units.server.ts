import type { ExpressionBuilder } from 'kysely';
import type { Database, Db } from '#db/database.ts';
import type { Tree, Unit, UnitKind } from './kinds.ts';
import { pathsAbove, SEGMENT_LENGTH, withinScope } from './scope.ts';
import { asUnit, unitColumns } from './unit-rows.ts';

export type { Unit } from './kinds.ts';
export { createUnit, type NewUnit } from './new-unit.server.ts';

/** The unit with this id, standing or closed. */
export async function findUnit(db: Db, unitId: string): Promise<Unit | null> {
  const row = await db.selectFrom('org_unit').select(unitColumns).where('id', '=', unitId).executeTakeFirst();
  return row ? asUnit(row) : null;
}

export interface UnitsBelow {
  /** Only units that stand on this day. */
  onDay?: string;
  /** How many levels below the unit; all when left out. */
  levels?: number;
  limit?: number;
}

/** The unit at `path` and those below it, in the order of the tree (parents before children), at most `limit`. */
export async function unitsBelow(
  db: Db,
  path: string,
  { onDay, levels, limit = 2000 }: UnitsBelow = {},
): Promise<Unit[]> {
  let query = db
    .selectFrom('org_unit')
    .select(unitColumns)
    .where('tree', '=', treeOf(path))
    .where(withinScope(path));
  if (onDay) query = query.where('valid_from', '<=', onDay).where(standsOn(onDay));
  if (levels !== undefined) {
    query = query.where((eb) =>
      eb(eb.fn<number>('length', ['path']), '<=', path.length + levels * SEGMENT_LENGTH),
    );
  }
  return (await query.orderBy('path').limit(limit).execute()).map(asUnit);
}

/** The tops of a tree: one for a college, several for a district of colleges. */
export async function topUnits(db: Db, tree: Tree, onDay: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom('org_unit')
    .select(unitColumns)
    .where('parent_id', 'is', null)
    .where('tree', '=', tree)
    .where('valid_from', '<=', onDay)
    .where(standsOn(onDay))
    .orderBy('path')
    .limit(50)
    .execute();
  return rows.map(asUnit);
}

export interface TrailStep {
  id: string;
  name: string;
  kind: UnitKind;
  path: string;
}

/** Where a unit lies: the units above it from the top, itself last. Empty when there is no such unit. */
export async function unitTrail(db: Db, unitId: string): Promise<TrailStep[]> {
  const unit = await findUnit(db, unitId);
  if (!unit) return [];
  const rows = await db
    .selectFrom('org_unit')
    .select(['id', 'name', 'kind', 'path'])
    .where('tree', '=', unit.tree)
    .where('path', 'in', pathsAbove(unit.path))
    .orderBy('path')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as UnitKind }));
}

const treeOf = (path: string): Tree => (path.startsWith('p') ? 'party' : 'territory');

function standsOn(day: string) {
  return ({ or, eb }: ExpressionBuilder<Database, 'org_unit'>) =>
    or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]);
}
