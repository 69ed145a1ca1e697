import { addDays } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { Plan } from './change-plan.ts';
import { writeLineage } from './lineage.server.ts';

/** What a change is recorded with. */
export interface ChangeRecord {
  changeId: string;
  reason: string;
  /** The change in words, as it was confirmed. */
  detail: Record<string, unknown>;
  changedBy: string | null;
  now: Date;
}

const AT_ONCE = 200;

/**
 * Ends the units of a plan and lets others begin, with the rows that join them. Whoever moves posts and grants does so behind this, in the same
 * transaction: from here on the units are held. Take the tree's turn and plan within the transaction before.
 */
export async function carryOut(trx: Trx, plan: Plan, record: ChangeRecord): Promise<void> {
  await noteChange(trx, plan, record);
  await endUnits(trx, plan, record.changeId);
  for (const some of inPieces(plan.begins))
    await trx
      .insertInto('org_unit')
      .values(
        some.map(({ id, parentId, kind, name, path, xiaoquType, territoryId }) => ({
          ...{ id, tree: plan.tree, parent_id: parentId, kind, name, path },
          ...{ xiaoqu_type: xiaoquType, territory_id: territoryId, valid_from: plan.day, valid_to: null },
        })),
      )
      .execute();
  const made = new Set(plan.begins.map(({ id }) => id));
  for (const some of inPieces(plan.steps))
    await trx
      .insertInto('org_succession')
      .values(
        some.map(({ oldId, newId, takes }) => ({
          ...{ old_unit_id: oldId, new_unit_id: newId, change_id: record.changeId, kind: plan.kind },
          ...{ effective_on: plan.day, takes: takes ? 1 : 0, made: made.has(newId) ? 1 : 0 },
        })),
      )
      .execute();
  await writeLineage(trx, plan, record.changeId);
}

async function noteChange(trx: Trx, plan: Plan, record: ChangeRecord): Promise<void> {
  await trx
    .insertInto('org_change')
    .values({
      id: record.changeId,
      kind: plan.kind,
      tree: plan.tree,
      unit_id: plan.subject.id,
      effective_on: plan.day,
      reason: record.reason,
      detail: JSON.stringify(record.detail),
      units: plan.ends.length,
      posts: 0,
      grants: 0,
      changed_by: record.changedBy,
      changed_at: record.now.toISOString(),
    })
    .execute();
}

async function endUnits(trx: Trx, { ends, day }: Plan, changeId: string): Promise<void> {
  for (const some of inPieces(ends)) {
    const ids = some.map(({ id }) => id);
    await trx
      .updateTable('org_unit')
      .set({ valid_to: addDays(day, -1) })
      .where('id', 'in', ids)
      .execute();
    const rows = ids.map((unit_id) => ({ unit_id, change_id: changeId }));
    await trx.insertInto('org_end').values(rows).execute();
  }
}

/** How many posts and grants went along, once they have. */
export async function noteMoved(
  trx: Trx,
  { changeId, posts, grants }: { changeId: string; posts: number; grants: number },
): Promise<void> {
  await trx.updateTable('org_change').set({ posts, grants }).where('id', '=', changeId).execute();
}

function* inPieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}
