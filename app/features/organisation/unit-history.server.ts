import { sql } from 'kysely';
import type { Db } from '#db/database.ts';
import type { ChangeKind } from './change-kinds.ts';
import type { Tree, UnitKind } from './kinds.ts';

/** A change that a unit came from or ended with. */
export interface UnitChange {
  changeId: string;
  kind: ChangeKind;
  day: string;
  reason: string;
  by: string | null;
  /** The unit before or after it. */
  unit: { id: string; name: string } | null;
}

/** What a unit came from, and what takes its place. One statement. */
export async function unitHistory(
  db: Db,
  unitId: string,
): Promise<{ before: UnitChange[]; after: UnitChange[] }> {
  const before = db
    .selectFrom('org_succession')
    .innerJoin('org_unit', 'org_unit.id', 'old_unit_id')
    .select(({ ref }) => [
      'change_id',
      // Its other half has units that are not there.
      sql<string | null>`${ref('org_unit.id')}`.as('id'),
      sql<string | null>`${ref('name')}`.as('name'),
      sql<string>`'before'`.as('side'),
    ])
    .where('new_unit_id', '=', unitId);
  const after = db
    .selectFrom('org_end')
    .leftJoin('org_succession', (join) =>
      join
        .onRef('org_succession.change_id', '=', 'org_end.change_id')
        .onRef('org_succession.old_unit_id', '=', 'org_end.unit_id'),
    )
    .leftJoin('org_unit', 'org_unit.id', 'new_unit_id')
    .select(['org_end.change_id', 'org_unit.id', 'name', sql<string>`'after'`.as('side')])
    .where('org_end.unit_id', '=', unitId);
  const rows = await db
    .selectFrom(before.unionAll(after).as('other'))
    .innerJoin('org_change', 'org_change.id', 'other.change_id')
    .leftJoin('person', 'person.id', 'org_change.changed_by')
    .select(['other.id', 'other.name', 'other.side', 'org_change.id as changeId', 'org_change.kind'])
    .select(['effective_on as day', 'reason', 'person.name as by'])
    .orderBy('effective_on')
    .limit(MOST)
    .execute();
  const of = (side: string) => rows.filter((row) => row.side === side).map(asChange);
  return { before: of('before'), after: of('after') };
}

const MOST = 100;

interface HistoryRow extends Omit<UnitChange, 'unit' | 'kind'> {
  id: string | null;
  name: string | null;
  kind: string;
}

function asChange({ id, name, kind, changeId, day, reason, by }: HistoryRow): UnitChange {
  const unit = id && name ? { id, name } : null;
  return { changeId, day, reason, by, kind: kind as ChangeKind, unit };
}

export interface LinkedUnit {
  id: string;
  name: string;
  kind: UnitKind;
  tree: Tree;
}

/**
 * What a unit is linked with on a day: a party organisation with its place, a place with its party organisations; through whatever took the place of
 * one that was linked. One statement.
 */
export async function linkedUnits(
  db: Db,
  { id, tree, territoryId }: { id: string; tree: Tree; territoryId: string | null },
  onDay: string,
): Promise<LinkedUnit[]> {
  if (tree === 'party' && territoryId === null) return [];
  const isParty = tree === 'party';
  const own = isParty ? (territoryId ?? '') : id;
  const [from, to] = isParty ? (['unit_id', 'heir_id'] as const) : (['heir_id', 'unit_id'] as const);
  const ids = db
    .selectFrom('org_unit as own')
    .select('own.id as linkedId')
    .where('own.id', '=', own)
    .unionAll(
      db.selectFrom('org_heir').select(`${to} as linkedId`).where(from, '=', own).where('since', '<=', onDay),
    );
  // Joined to the ids, so that the index of units answers.
  const rows = await db
    .selectFrom(ids.as('linked'))
    .innerJoin('org_unit', isParty ? 'org_unit.id' : 'org_unit.territory_id', 'linked.linkedId')
    .select(['org_unit.id', 'name', 'kind', 'tree'])
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .limit(MOST)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as UnitKind, tree: row.tree as Tree }));
}

/** A change that is planned at or below a unit, and can still be taken back. */
export interface PlannedChange {
  id: string;
  kind: ChangeKind;
  day: string;
  name: string;
  reason: string;
}

/** Changes ahead of a day that are about units at or below one. One statement, at most fifty. */
export async function plannedChanges(
  db: Db,
  { tree, from, to, after }: { tree: Tree; from: string; to: string; after: string },
): Promise<PlannedChange[]> {
  const rows = await db
    .selectFrom('org_change')
    .innerJoin('org_unit', 'org_unit.id', 'org_change.unit_id')
    .leftJoin('org_change_undone', 'org_change_undone.change_id', 'org_change.id')
    .select(['org_change.id', 'org_change.kind', 'effective_on as day', 'name', 'reason'])
    .where('org_change.tree', '=', tree)
    .where('effective_on', '>', after)
    .where('path', '>=', from)
    .where('path', '<', to)
    .where('org_change_undone.at', 'is', null)
    .orderBy('effective_on')
    .limit(MOST)
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as ChangeKind }));
}

/** One change as it was confirmed, and whether it was taken back. Null when there is none. One statement. */
export async function changeSheet(db: Db, changeId: string) {
  const row = await db
    .selectFrom('org_change')
    .innerJoin('org_unit', 'org_unit.id', 'org_change.unit_id')
    .leftJoin('person', 'person.id', 'org_change.changed_by')
    .leftJoin('org_change_undone', 'org_change_undone.change_id', 'org_change.id')
    .select(['org_change.id', 'org_change.kind', 'effective_on as day', 'reason', 'units', 'posts', 'grants'])
    .select(['changed_at as changedAt', 'person.name as by', 'org_change_undone.at as undoneAt'])
    .select(['org_unit.id as unitId', 'org_unit.name', 'org_unit.path'])
    .where('org_change.id', '=', changeId)
    .executeTakeFirst();
  return row ? { ...row, kind: row.kind as ChangeKind } : null;
}
