import type { ExpressionBuilder } from 'kysely';
import type { Database, Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { Tree, Unit } from './kinds.ts';
import { pathsAbove, scopeRange } from './scope.ts';
import { asUnit, unitColumns } from './unit-rows.ts';

/** A unit in a level of its tree. */
export interface LevelUnit extends Unit {
  /** Units directly below it. */
  below: number;
  /** Appointments at the unit itself. */
  posts: number;
}

export interface Level {
  units: LevelUnit[];
  total: number;
  page: number;
  pageSize: number;
}

const PAGE_SIZE = 100;

/**
 * The units directly below one (null: the tops of a tree) as they stand on a day, in the order of the tree, a page of a hundred; each with what is directly
 * below and at it. Whatever the size of the tree it costs what the page shows. Four statements.
 */
export async function levelBelow(
  db: Db,
  { parentId, tree, onDay, ...part }: { parentId: string | null; tree: Tree; onDay: string } & Part,
): Promise<Level> {
  const standing = () =>
    db
      .selectFrom('org_unit')
      .where('parent_id', parentId ? '=' : 'is', parentId)
      .where('tree', '=', tree)
      .where('valid_from', '<=', onDay)
      .where(lasts(onDay));
  const found = standing().select(unitColumns);
  const rows = await partOf(found, { ...part, order: [['path', 'asc']], pageSize: PAGE_SIZE }).execute();
  const units = await counted(db, rows.map(asUnit), onDay);
  if (part.page === undefined) return { units, total: 0, page: 1, pageSize: PAGE_SIZE };
  const { total } = await standing()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { units, total: Number(total), page: part.page, pageSize: PAGE_SIZE };
}

/** Some parts of a tree as they stand on a day, by their paths: for whoever keeps only these. Three statements. */
export async function levelAt(
  db: Db,
  { tree, paths, onDay }: { tree: Tree; paths: readonly string[]; onDay: string },
): Promise<Level> {
  const own = paths.filter((path) => path.startsWith(tree === 'party' ? 'p' : 't')).slice(0, PAGE_SIZE);
  const rows =
    own.length === 0
      ? []
      : await db
          .selectFrom('org_unit')
          .select(unitColumns)
          .where('tree', '=', tree)
          .where('path', 'in', own)
          .where('valid_from', '<=', onDay)
          .where(lasts(onDay))
          .orderBy('path')
          .execute();
  const units = await counted(db, rows.map(asUnit), onDay);
  return { units, total: units.length, page: 1, pageSize: PAGE_SIZE };
}

async function counted(db: Db, units: readonly Unit[], onDay: string): Promise<LevelUnit[]> {
  const ids = units.map(({ id }) => id);
  const [below, posts] = await Promise.all([unitsDirectlyBelow(db, ids, onDay), postsAt(db, ids, onDay)]);
  return units.map((unit) => ({ ...unit, below: below.get(unit.id) ?? 0, posts: posts.get(unit.id) ?? 0 }));
}

/** The units above one, from the top, itself last. One statement. */
export async function trailOf(
  db: Db,
  { tree, path }: Unit,
): Promise<{ id: string; name: string; path: string }[]> {
  return db
    .selectFrom('org_unit')
    .select(['id', 'name', 'path'])
    .where('tree', '=', tree)
    .where('path', 'in', pathsAbove(path))
    .orderBy('path')
    .execute();
}

async function unitsDirectlyBelow(
  db: Db,
  ids: readonly string[],
  onDay: string,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('org_unit')
    .select(['parent_id', ({ fn }) => fn.countAll<number>().as('n')])
    .where('parent_id', 'in', ids)
    .where('valid_from', '<=', onDay)
    .where(lasts(onDay))
    .groupBy('parent_id')
    .execute();
  return new Map(rows.map(({ parent_id, n }) => [parent_id ?? '', Number(n)]));
}

async function postsAt(db: Db, ids: readonly string[], onDay: string): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('appointment')
    .select(['org_unit_id', ({ fn }) => fn.countAll<number>().as('n')])
    .where('org_unit_id', 'in', ids)
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .groupBy('org_unit_id')
    .execute();
  return new Map(rows.map(({ org_unit_id, n }) => [org_unit_id, Number(n)]));
}

/** How many units lie below one on a day, at every level, up to `most`. One statement. */
export async function countBelow(
  db: Db,
  { tree, path }: Unit,
  { onDay, most }: { onDay: string; most: number },
): Promise<number> {
  const { from, to } = scopeRange(path);
  const some = db
    .selectFrom('org_unit')
    .select('id')
    .where('tree', '=', tree)
    .where('path', '>', from)
    .where('path', '<', to)
    .where('valid_from', '<=', onDay)
    .where(lasts(onDay))
    .limit(most);
  const { n } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** The units directly below one on a day, in the order of the tree, as many as asked for; whether there are more. One statement. */
export async function unitsBelow(
  db: Db,
  { parentId, onDay, most }: { parentId: string; onDay: string; most: number },
): Promise<{ units: { id: string; name: string }[]; more: boolean }> {
  const rows = await db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('parent_id', '=', parentId)
    .where('valid_from', '<=', onDay)
    .where(lasts(onDay))
    .orderBy('path')
    .limit(most + 1)
    .execute();
  return { units: rows.slice(0, most), more: rows.length > most };
}

function lasts(day: string) {
  return ({ or, eb }: ExpressionBuilder<Database, 'org_unit'>) =>
    or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]);
}
