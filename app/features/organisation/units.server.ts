import type { ExpressionBuilder } from 'kysely';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Database, Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Tree, Unit, UnitKind, XiaoquType } from './kinds.ts';
import { pathsAbove, SEGMENT_LENGTH, withinScope } from './scope.ts';
import { nextPath } from './segments.rules.ts';

export type { Unit } from './kinds.ts';

export interface NewUnit {
  actor: Actor;
  tree: Tree;
  /** Null for the top of a tree. */
  parentId: string | null;
  kind: UnitKind;
  name: string;
  xiaoquType?: XiaoquType | null;
  territoryId?: string | null;
  /** Calendar days, both included. */
  validFrom: string;
  validTo?: string | null;
  now: Date;
}

export type UnitOutcome =
  | { ok: true; id: string; path: string }
  | { ok: false; reason: 'unknown-parent' | 'other-tree' };

const TRIES = 5;

/** Adds a unit to a tree. Its path never changes: a unit that moves is closed and a new one is made, so that last year keeps its shape. */
export async function createUnit(db: Db, unit: NewUnit): Promise<UnitOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, (trx) => addUnit(trx, unit));
    } catch (error) {
      // Somebody else took the same place beside it; the next one is free.
      if (attempt >= TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}

async function addUnit(trx: Trx, unit: NewUnit): Promise<UnitOutcome> {
  const parent = unit.parentId
    ? await trx
        .selectFrom('org_unit')
        .select(['tree', 'path'])
        .where('id', '=', unit.parentId)
        .executeTakeFirst()
    : null;
  if (parent === undefined) return { ok: false, reason: 'unknown-parent' };
  if (parent && parent.tree !== unit.tree) return { ok: false, reason: 'other-tree' };
  const id = newId();
  const path = nextPath(unit.tree, parent?.path ?? null, await lastSibling(trx, unit));
  await trx
    .insertInto('org_unit')
    .values({
      id,
      tree: unit.tree,
      parent_id: unit.parentId,
      kind: unit.kind,
      name: unit.name,
      xiaoqu_type: unit.xiaoquType ?? null,
      path,
      territory_id: unit.territoryId ?? null,
      valid_from: unit.validFrom,
      valid_to: unit.validTo ?? null,
    })
    .execute();
  const detail = { tree: unit.tree, kind: unit.kind, name: unit.name, path };
  await writeJournal(trx, {
    actor: unit.actor,
    action: 'unit.created',
    subjectType: 'org_unit',
    subjectId: id,
    detail,
    now: unit.now,
  });
  return { ok: true, id, path };
}

async function lastSibling(trx: Trx, { tree, parentId }: NewUnit): Promise<string | null> {
  const row = await trx
    .selectFrom('org_unit')
    .select('path')
    .where('parent_id', parentId ? '=' : 'is', parentId)
    .where('tree', '=', tree)
    .orderBy('path', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.path ?? null;
}

/** The unit with this id, standing or closed. */
export async function findUnit(db: Db, unitId: string): Promise<Unit | null> {
  const row = await db.selectFrom('org_unit').select(columns).where('id', '=', unitId).executeTakeFirst();
  return row ? toUnit(row) : null;
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
    .select(columns)
    .where('tree', '=', treeOf(path))
    .where(withinScope(path));
  if (onDay) query = query.where('valid_from', '<=', onDay).where(standsOn(onDay));
  if (levels !== undefined) {
    query = query.where((eb) =>
      eb(eb.fn<number>('length', ['path']), '<=', path.length + levels * SEGMENT_LENGTH),
    );
  }
  return (await query.orderBy('path').limit(limit).execute()).map(toUnit);
}

/** The tops of a tree: one for a college, several for a district of colleges. */
export async function topUnits(db: Db, tree: Tree, onDay: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom('org_unit')
    .select(columns)
    .where('parent_id', 'is', null)
    .where('tree', '=', tree)
    .where('valid_from', '<=', onDay)
    .where(standsOn(onDay))
    .orderBy('path')
    .limit(50)
    .execute();
  return rows.map(toUnit);
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

const columns = [
  'id',
  'tree',
  'parent_id',
  'kind',
  'name',
  'path',
  'xiaoqu_type',
  'territory_id',
  'valid_from',
  'valid_to',
] as const;

type Row = Record<Exclude<(typeof columns)[number], NullableColumn>, string> &
  Record<NullableColumn, string | null>;
type NullableColumn = 'parent_id' | 'xiaoqu_type' | 'territory_id' | 'valid_to';

function toUnit(row: Row): Unit {
  return {
    id: row.id,
    tree: row.tree as Tree,
    parentId: row.parent_id,
    kind: row.kind as UnitKind,
    name: row.name,
    path: row.path,
    xiaoquType: row.xiaoqu_type as XiaoquType | null,
    territoryId: row.territory_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}

const treeOf = (path: string): Tree => (path.startsWith('p') ? 'party' : 'territory');

function standsOn(day: string) {
  return ({ or, eb }: ExpressionBuilder<Database, 'org_unit'>) =>
    or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]);
}
